/**
 * Holds a schema to the wire contract at compile time: `agree<Same<Static<typeof Event>, protocol.Event>>()` does not
 * compile when a field is missing, is one too many, or has another type.
 */
export function agree<_Agrees extends true>(): void {}

export type Same<Schema, Contract> = [Schema] extends [Contract]
  ? [Contract] extends [Schema]
    ? [keyof Schema] extends [keyof Contract]
      ? [keyof Contract] extends [keyof Schema]
        ? true
        : { missingInSchema: Exclude<keyof Contract, keyof Schema> }
      : { missingInContract: Exclude<keyof Schema, keyof Contract> }
    : { contractDoesNotFitSchema: Contract }
  : { schemaDoesNotFitContract: Schema }
