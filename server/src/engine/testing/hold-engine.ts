/** Opens an engine in the folder given, prints its process id and stays: for a test that kills it. */
import { startPrivate } from '../private-start.ts'

const { processId } = await startPrivate({
  folder: process.argv[2] as string,
  database: 'occur',
  memoryBytesMax: 1024 ** 3,
  connectionsMax: 16,
})
console.log(processId)
setInterval(() => {}, 60_000)
