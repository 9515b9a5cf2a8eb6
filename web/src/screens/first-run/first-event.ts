/** The ways to send an event that are shown to a newcomer. */
export const wayNames = { curl: 'curl', node: 'Node.js', python: 'Python' } as const

export type FirstEventWay = keyof typeof wayNames

/** Where the key comes from: it was made just now, the first one lies in the data folder, or one was handed over. */
export type KeyPlace = { secret: string } | 'data folder' | 'environment'

/** A command, or a program, that sends one event now. */
export function firstEvent(way: FirstEventWay, origin: string, key: KeyPlace): string {
  return ways[way](origin, key)
}

const ways: Record<FirstEventWay, (origin: string, key: KeyPlace) => string> = {
  // The time is the shell's own, so that the event lands where one looks for it: now.
  curl: (origin, key) => `curl ${origin}/api/v1/events/ \\
  -H "Authorization: Bearer ${keyIn(key, '$(cat occur-data/admin-key)', '$OCCUR_KEY')}" \\
  -H "Content-Type: application/json" \\
  -d '{"timestamp": "'$(date -u +%Y-%m-%dT%H:%M:%SZ)'",
       "session_id": "first-session", "user_id": "+18042221111",
       "category": "conversation", "type": "user-message",
       "description": "Hello, Occur", "attributes": {"text": "Hello, Occur"}}'`,
  node: (origin, key) =>
    `import { readFileSync } from 'node:fs'

const key = ${keyIn(key, "readFileSync('occur-data/admin-key', 'utf8').trim()", 'process.env.OCCUR_KEY', "'")}
const { status } = await fetch('${origin}/api/v1/events/', {
  method: 'POST',
  headers: { Authorization: \`Bearer \${key}\`, 'Content-Type': 'application/json' },
  body: JSON.stringify({
    timestamp: new Date().toISOString(),
    session_id: 'first-session',
    user_id: '+18042221111',
    category: 'conversation',
    type: 'user-message',
    description: 'Hello, Occur',
    attributes: { text: 'Hello, Occur' },
  }),
})
console.log(status)`.replace(key === 'data folder' ? '' : "import { readFileSync } from 'node:fs'\n\n", ''),
  python: (origin, key) => `import datetime, json, os, urllib.request

key = ${keyIn(key, 'open("occur-data/admin-key").read().strip()', 'os.environ["OCCUR_KEY"]', '"')}
event = {
    "timestamp": datetime.datetime.now(datetime.timezone.utc).isoformat(),
    "session_id": "first-session",
    "user_id": "+18042221111",
    "category": "conversation",
    "type": "user-message",
    "description": "Hello, Occur",
    "attributes": {"text": "Hello, Occur"},
}
request = urllib.request.Request(
    "${origin}/api/v1/events/",
    data=json.dumps(event).encode(),
    headers={"Authorization": "Bearer " + key, "Content-Type": "application/json"},
)
print(urllib.request.urlopen(request).status)`,
}

function keyIn(key: KeyPlace, dataFolder: string, environment: string, quote = ''): string {
  if (key === 'data folder') return dataFolder
  return key === 'environment' ? environment : quote + key.secret + quote
}
