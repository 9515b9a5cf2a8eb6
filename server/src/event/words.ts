/**
 * How words are looked for: in upper or lower case, as whole words, in the order given and next to each other. A word
 * is a run of letters and digits of ASCII and of anything beyond it, which is how the engine's text index splits text
 * (tokenizer `splitByNonAlpha`), so that the index can be asked.
 */
export const inWord = '0-9A-Za-z\\u0080-\\u{10ffff}'
const wordPattern = new RegExp(`[${inWord}]+`, 'gu')

/** The words of a text, in lower case. */
export function wordsOf(text: string): string[] {
  return text.toLowerCase().match(wordPattern) ?? []
}

/** Whether the words stand in the text; with `isPrefix` the last one need only begin there. */
export function holdsWords(text: string, words: readonly string[], isPrefix: boolean): boolean {
  if (words.length === 0) return false
  const found = wordsOf(text)
  for (let at = 0; at + words.length <= found.length; at++) {
    if (words.every((word, i) => matches(found[at + i]!, word, isPrefix && i === words.length - 1))) return true
  }
  return false
}

function matches(found: string, word: string, isPrefix: boolean): boolean {
  return isPrefix ? found.startsWith(word) : found === word
}
