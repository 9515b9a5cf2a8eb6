const whole = new Intl.NumberFormat('en')
const rate = new Intl.NumberFormat('en', { maximumFractionDigits: 1 })

/** `3,275`. */
export function formatCount(count: number): string {
  return whole.format(count)
}

/** `3,275 events`, `1 event`. */
export function countOf(count: number, singular: string, plural = `${singular}s`): string {
  return `${whole.format(count)} ${count === 1 ? singular : plural}`
}

export function formatRate(perSecond: number): string {
  return `${rate.format(perSecond)}/s`
}

/** `web_chat_v1` is read as `Web chat`; an unknown channel as it is called. */
export function formatChannel(channel: string): string {
  const words = channel.replace(/_v\d+$/, '').replace(/_/g, ' ')
  const known: Record<string, string> = {
    'voice sip': 'Voice (SIP)',
    'voice twilio': 'Voice (Twilio)',
    sms: 'SMS',
    'sms twilio': 'SMS (Twilio)',
  }
  return known[words] ?? words.charAt(0).toUpperCase() + words.slice(1)
}

const byteUnits = ['B', 'kB', 'MB', 'GB', 'TB', 'PB']

/** `1.4 GB`: thousands, as disks are sold. */
export function formatBytes(bytes: number): string {
  const step = Math.min(byteUnits.length - 1, Math.floor(Math.log10(Math.max(1, bytes)) / 3))
  const amount = bytes / 1000 ** step
  return `${amount.toFixed(step === 0 || amount >= 100 ? 0 : 1)} ${byteUnits[step]}`
}
