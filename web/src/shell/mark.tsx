/** The mark of Occur: something happens on a circle. */
export function Mark({ size = 20 }: { size?: number }) {
  return (
    <svg width={size} height={size} viewBox="0 0 20 20" fill="none" aria-hidden="true">
      <circle
        cx="9"
        cy="11"
        r="6.75"
        stroke="currentColor"
        strokeWidth="2.5"
        strokeLinecap="round"
        strokeDasharray="32 12"
        transform="rotate(-14 9 11)"
      />
      <circle cx="15.6" cy="4.4" r="2.9" fill="var(--accent)" />
    </svg>
  )
}
