import type { Random } from '../../server/src/cli/demo/random.ts'
import { digits, zipf } from './chance.ts'

/** A sentence of so many words. Not grammar, but about as hard to compress, and to search, as what people say. */
export function sentence(random: Random, wordsMin: number, wordsMax: number): string {
  let text = word(random)
  for (let left = random.whole(wordsMin, wordsMax) - 1; left > 0; left--) text += ` ${word(random)}`
  return `${text}.`
}

function word(random: Random): string {
  return random.chance(0.04) ? digits(random, 4) : words[pickWord(random)]!
}

/** In the order of how often they are said: the first in most sentences, the last in one of a thousand. */
const words =
  `i the to you a my it and is for me that can have on not in was this be what of do please but with your so no if we
just yes at need want know are how get call they time okay there would will one when from day thank help today like now
number tomorrow good all about could had out here back up want sorry right see been did am as an or tell check again make
still them her his who where why last go going some two first name said any after before then than more because only same
other email phone order account morning afternoon week monday tuesday wednesday thursday friday month year minute hour
speak talk somebody person agent appointment book change cancel ticket flight package parcel card bill money price paid
pay charge refund invoice policy claim code message send sent receive service office store home address door driver
doctor dentist nurse cleaning pain tooth insurance form reservation seat room hotel train bus gate bag luggage delay late
early missed lost found broken wrong error problem question answer website password reset login update renew upgrade
downgrade discount coupon membership subscription contract signature deposit mortgage warranty complaint manager
supervisor urgent emergency bleeding dizzy fever prescription pharmacy allergy wheelchair stroller visa passport customs
chargeback fraud lawyer hurricane snowstorm strike recall counterfeit poltergeist`.split(/\s+/)

const pickWord = zipf(words.length, 0.9)
