/**
 * What an agent said. Its two commonest marks, **strong** and `code`, are shown as what they mean; everything else stays
 * as it was written, so that a reader sees what was said and not what some renderer made of it.
 */
export function Prose({ text }: { text: string }) {
  let at = 0
  return text.split(marked).map((part) => {
    const key = at
    at += part.length
    if (part.startsWith('**') && part.length > 4) return <strong key={key}>{part.slice(2, -2)}</strong>
    if (part.startsWith('`') && part.length > 2) return <code key={key}>{part.slice(1, -1)}</code>
    return part
  })
}

const marked = /(\*\*[^*\n]+\*\*|`[^`\n]+`)/
