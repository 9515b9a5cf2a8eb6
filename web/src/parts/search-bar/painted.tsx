import type { Span, Token } from '@occur/client/filter'
import { lenientTokens } from './caret.ts'
import styles from './painted.module.css'

/** A filter's text, each piece marked as what it is, and what is wrong underlined. */
export function Painted({ text, wrong }: { text: string; wrong?: Span | undefined }) {
  return (
    <>
      {piecesOf(text, wrong).map(({ from, to, as, isWrong }) => (
        <span key={from} data-as={as} data-wrong={isWrong || undefined} className={styles.piece}>
          {text.slice(from, to)}
        </span>
      ))}
    </>
  )
}

type Look = 'name' | 'sign' | 'value' | 'word' | 'joint' | 'space'

interface Piece extends Span {
  as: Look
  isWrong: boolean
}

function piecesOf(text: string, wrong: Span | undefined): Piece[] {
  const pieces: Omit<Piece, 'isWrong'>[] = []
  let at = 0
  const add = (to: number, as: Look) => {
    const end = Math.min(to, text.length)
    if (end > at) pieces.push({ from: at, to: end, as })
    at = Math.max(at, end)
  }
  let before: Token | undefined
  let isInList = false
  for (const token of lenientTokens(text)) {
    add(token.span.from, 'space')
    if (token.kind === 'field') {
      const sign = /(:?[<>]=?|[:=])$/.exec(text.slice(token.span.from, token.span.to))?.[0].length ?? 1
      add(token.span.to - sign, 'name')
      add(token.span.to, 'sign')
    } else if (token.kind === 'text') {
      add(token.span.to, before?.kind === 'field' || isInList ? 'value' : 'word')
    } else {
      add(token.span.to, 'joint')
    }
    if (token.kind === '(') isInList ||= before?.kind === 'field'
    if (token.kind === ')') isInList = false
    before = token
  }
  add(text.length, 'space')
  return wrong ? pieces.flatMap((piece) => cut(piece, wrong)) : pieces.map((piece) => ({ ...piece, isWrong: false }))
}

/** The parts of a piece before, in and behind what is wrong. */
function cut(piece: Omit<Piece, 'isWrong'>, wrong: Span): Piece[] {
  const ends = [piece.from, wrong.from, wrong.to, piece.to].filter((end) => end >= piece.from && end <= piece.to)
  return ends.slice(1).flatMap((to, index): Piece[] => {
    const from = ends[index] ?? to
    return from === to ? [] : [{ ...piece, from, to, isWrong: from >= wrong.from && to <= wrong.to }]
  })
}
