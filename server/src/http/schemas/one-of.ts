import { type Static, type TObject, Type } from 'typebox'

/** One of several objects, told apart by the field `tag`, so that a mistake is reported for the one that is meant. */
export function OneOf<Kind extends TObject>(tag: string, kinds: readonly Kind[], description: string) {
  return Type.Unsafe<Static<Kind>>({
    type: 'object',
    required: [tag],
    properties: { [tag]: { enum: kinds.flatMap(({ properties }) => tagsIn(properties[tag] as Tag)) } },
    discriminator: { propertyName: tag },
    oneOf: kinds,
    description,
  })
}

type Tag = { const: string } | { enum: string[] }

function tagsIn(tag: Tag): string[] {
  return 'const' in tag ? [tag.const] : tag.enum
}
