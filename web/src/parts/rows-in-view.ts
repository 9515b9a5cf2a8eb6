/** A part of a list: from one row to before another. */
export interface RowSpan {
  from: number
  to: number
}

/** Rows are added and taken away so many at a time, so that not every pixel of scrolling makes some. */
const stepRows = 4

/** The rows of equal height that are in view, with so many more on either side that scrolling finds them made. */
export function rowsInView(topPx: number, heightPx: number, rowPx: number, aroundCount: number): RowSpan {
  const first = Math.max(0, Math.floor(topPx / rowPx) - aroundCount)
  const last = Math.ceil((topPx + heightPx) / rowPx) + aroundCount
  return { from: Math.floor(first / stepRows) * stepRows, to: Math.ceil(last / stepRows) * stepRows }
}

/** Where to scroll for a row to be in view below a head that stays; undefined when it is. */
export function topToShow(
  row: number,
  rowPx: number,
  { topPx, heightPx, headPx }: { topPx: number; heightPx: number; headPx: number },
): number | undefined {
  const rowTopPx = row * rowPx
  if (rowTopPx < topPx) return rowTopPx
  const bottomPx = headPx + rowTopPx + rowPx
  return bottomPx > topPx + heightPx ? bottomPx - heightPx : undefined
}
