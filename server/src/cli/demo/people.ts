import type { Random } from './random.ts'

export interface Person {
  name: string
  phone: string
}

const firstNames = [
  'Mia',
  'Omar',
  'Lena',
  'Noah',
  'Ana',
  'Kofi',
  'Yuki',
  'Ravi',
  'Sofia',
  'Liam',
  'Chidi',
  'Emma',
  'Tomas',
  'Ines',
]
const lastNames = [
  'Li',
  'Haddad',
  'Brandt',
  'Okafor',
  'Silva',
  'Tanaka',
  'Patel',
  'Novak',
  'Murphy',
  'Garcia',
  'Kim',
  'Larsen',
]

/** People who call again: a small town, so that users and conversations repeat. */
export function createTown(random: Random, peopleCount: number): Person[] {
  return Array.from({ length: peopleCount }, () => ({
    name: `${random.pick(firstNames)} ${random.pick(lastNames)}`,
    // 555-01XX is kept free for stories.
    phone: `+1${random.whole(201, 989)}55501${random.digits(2)}`,
  }))
}
