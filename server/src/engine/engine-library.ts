import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { AppError } from '../event/errors.ts'

/** The path of ClickHouse as a library for this machine, or a sentence that says what to do without one. */
export function engineLibrary(machine: Machine = thisMachine()): string {
  const packageName = packageFor(machine)
  try {
    const manifest = createRequire(import.meta.url).resolve(`${packageName}/package.json`)
    return join(dirname(manifest), 'libchdb.so')
  } catch (error) {
    throw new AppError(
      'unavailable',
      `The private engine's package ${packageName} is not installed. Run npm install without --omit=optional, or set ` +
        'OCCUR_CLICKHOUSE_URL to use a ClickHouse server of yours.',
      { cause: error },
    )
  }
}

export interface Machine {
  readonly platform: string
  readonly arch: string
  /** Linux has two C libraries, and a program for one does not run on the other. */
  readonly glibc: boolean
}

const packages: Readonly<Record<string, string>> = {
  'linux x64': '@chdb/lib-linux-x64-gnu',
  'linux arm64': '@chdb/lib-linux-arm64-gnu',
  'darwin x64': '@chdb/lib-darwin-x64',
  'darwin arm64': '@chdb/lib-darwin-arm64',
}

function packageFor({ platform, arch, glibc }: Machine): string {
  const packageName = packages[`${platform} ${arch}`]
  if (packageName !== undefined && (platform !== 'linux' || glibc)) return packageName
  const name = platform === 'linux' && !glibc ? `linux ${arch} with musl` : `${platform} ${arch}`
  const windows = platform === 'win32' ? 'run Occur in WSL2, or ' : ''
  throw new AppError(
    'unavailable',
    `There is no private engine for ${name}: it runs on Linux with glibc and on macOS, each on x64 and arm64. ` +
      `To run here, ${windows}set OCCUR_CLICKHOUSE_URL to a ClickHouse server of yours.`,
  )
}

function thisMachine(): Machine {
  const report = process.report.getReport() as { header: { glibcVersionRuntime?: string } }
  return {
    platform: process.platform,
    arch: process.arch,
    glibc: report.header.glibcVersionRuntime !== undefined,
  }
}
