/** The ways to send an event that are shown to a newcomer. */
export const wayNames = { curl: 'curl', node: 'Node.js', python: 'Python' } as const

export type FirstEventWay = keyof typeof wayNames

/** A command, or a program, that sends one event now; with the key, or where a shell or an environment has it. */
export function firstEvent(way: FirstEventWay, origin: string, key: string | undefined): string {
  return ways[way](origin, key)
}

const ways: Record<FirstEventWay, (origin: string, key: string | undefined) => string> = {
  // The time is the shell's own, so that the event lands where one looks for it: now.
  curl: (origin, key = '$(cat occur-data/admin-key)') => `curl ${origin}/api/v1/events/ \\
  -H "Authorization: Bearer ${key}" \\
  -H "Content-Type: application/json" \\
  -d '{"timestamp": "'$(date -u +%Y-%m-%dT%H:%M:%SZ)'", "session_id": "first-session",
       "category": "conversation", "type": "user-message", "user_id": "+18042221111",
       "description": "Hello, Occur", "attributes": {"text": "Hello, Occur"}}'`,
  node: (origin, key) => `await fetch('${origin}/api/v1/events/', {
  method: 'POST',
  headers: {
    Authorization: 'Bearer ' + ${key === undefined ? 'process.env.OCCUR_KEY' : `'${key}'`},
    'Content-Type': 'application/json',
  },
  body: JSON.stringify({
    timestamp: new Date().toISOString(),
    session_id: 'first-session',
    category: 'conversation',
    type: 'user-message',
    user_id: '+18042221111',
    description: 'Hello, Occur',
    attributes: { text: 'Hello, Occur' },
  }),
})`,
  python: (origin, key) => `import datetime, json, os, urllib.request

event = {
    "timestamp": datetime.datetime.now(datetime.timezone.utc).isoformat(),
    "session_id": "first-session",
    "category": "conversation",
    "type": "user-message",
    "user_id": "+18042221111",
    "description": "Hello, Occur",
    "attributes": {"text": "Hello, Occur"},
}
urllib.request.urlopen(urllib.request.Request(
    "${origin}/api/v1/events/",
    data=json.dumps(event).encode(),
    headers={
        "Authorization": "Bearer " + ${key === undefined ? 'os.environ["OCCUR_KEY"]' : `"${key}"`},
        "Content-Type": "application/json",
    },
))`,
}
