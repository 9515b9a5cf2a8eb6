import { setTimeout as sleep } from 'node:timers/promises'

/** Resolves as soon as the condition holds. It may take as long as it takes: the test's own timeout is the limit. */
export async function until(holds: () => boolean | Promise<boolean>): Promise<void> {
  while (!(await holds())) await sleep(20)
}
