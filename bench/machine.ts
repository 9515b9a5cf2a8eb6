import { readFile } from 'node:fs/promises'
import { availableParallelism, cpus, loadavg, release, tmpdir, totalmem, type } from 'node:os'

/** Says where the figures come from, without which they mean nothing. */
export async function printMachine(): Promise<void> {
  const memory = `${(totalmem() / 1024 ** 3).toFixed(0)} GiB`
  console.log(
    `${new Date().toISOString().slice(0, 16)}Z · ${availableParallelism()} × ${cpus()[0]?.model.trim()}, ${memory}, ` +
      `${await distribution()}, Node ${process.versions.node}, data in ${tmpdir()}, load before ${loadavg()[0]!.toFixed(2)}`,
  )
}

async function distribution(): Promise<string> {
  const facts = await readFile('/etc/os-release', 'utf8').catch(() => '')
  return /^PRETTY_NAME="(.*)"$/m.exec(facts)?.[1] ?? `${type()} ${release()}`
}
