import { AppError } from '../event/errors.ts'
import { EngineRefusal } from './engine.ts'

/** What a failed statement means to whoever asked. Every failure of the engine passes here once. */
export function failureOf(error: unknown, left?: AbortSignal): unknown {
  if (left?.aborted) return left.reason
  if (error instanceof AppError || error instanceof EngineRefusal) return error
  if (error instanceof RefusedByClickHouse) return refusalOf(error)
  const reason = error instanceof Error ? error.message || (error as NodeJS.ErrnoException).code : String(error)
  return new AppError('unavailable', `The engine does not answer (${reason}); try again in a moment.`, {
    cause: error,
    retryAfterSeconds: 1,
  })
}

/** What ClickHouse said when it refused a statement: its code (60), the name of that (`UNKNOWN_TABLE`), and its words. */
export class RefusedByClickHouse extends Error {
  readonly code: number
  readonly type: string

  private constructor(message: string, code: number, type: string) {
    super(message)
    this.code = code
    this.type = type
  }

  /**
   * Reads what it writes: `Code: 60. DB::Exception: There is no such table. (UNKNOWN_TABLE) (version …)`. On a cluster one machine
   * repeats what another said, so the last is read. Failures of the libraries that it is made of have no name. What is
   * neither comes from something in between, and is an error as any other.
   */
  static said(text: string): Error {
    const own = /Code: (\d+)\.(?:.*)Exception: (.+?)\(([A-Z0-9_]*[A-Z]{3}[A-Z0-9_]*)\)/s.exec(text)
    if (own) return new RefusedByClickHouse(own[2]!.trim(), Number(own[1]), own[3]!)
    const foreign = /^(std::exception|Poco::Exception)\. Code: (\d+)/.exec(text)
    if (!foreign) return new Error(text.trim().slice(0, 1_000))
    return new RefusedByClickHouse(
      text.trim(),
      Number(foreign[2]),
      foreign[1] === 'std::exception' ? 'STD_EXCEPTION' : 'POCO_EXCEPTION',
    )
  }
}

function refusalOf(error: RefusedByClickHouse): AppError | EngineRefusal {
  const { type, message } = error
  if (type === 'MEMORY_LIMIT_EXCEEDED' && !message.includes('(total)'))
    return new AppError('too_expensive', tooMuchMemory, { cause: error })
  if (tooLong.has(type)) return new AppError('too_expensive', tooMuchTime, { cause: error })
  if (type === 'TOO_MANY_ROWS_OR_BYTES') return new AppError('too_expensive', tooMuchAnswer, { cause: error })
  if (busy.has(type)) {
    return new AppError('overloaded', `The engine has too much to do right now: ${message}`, {
      cause: error,
      retryAfterSeconds: 1,
    })
  }
  if (notNow.has(type)) {
    return new AppError('unavailable', `The engine cannot do this right now: ${message}`, {
      cause: error,
      retryAfterSeconds: type === 'NOT_ENOUGH_SPACE' ? 30 : 1,
    })
  }
  return new EngineRefusal(error.code, message, { cause: error })
}

const tooMuchMemory =
  'This question needs more memory than one question may use. Ask for less, for instance for a shorter time or ' +
  'fewer groups, or raise OCCUR_QUERY_MEMORY_BYTES_MAX and, of which that is a share, OCCUR_ENGINE_MEMORY_BYTES_MAX.'

const tooMuchAnswer = 'The answer is larger than one may be (256 MiB). Ask for less, for instance for smaller pages.'

const tooMuchTime =
  'This question takes longer than one question may. Ask for less, for instance for a shorter time, or raise ' +
  'OCCUR_QUERY_MS_MAX.'

/** ClickHouse's names for the limits of one question. */
const tooLong = new Set(['TIMEOUT_EXCEEDED', 'TOO_SLOW'])

/** More than it can take right now: it would work later. */
const busy = new Set([
  'MEMORY_LIMIT_EXCEEDED',
  'TOO_MANY_SIMULTANEOUS_QUERIES',
  'TOO_MANY_PARTS',
  'CANNOT_SCHEDULE_TASK',
  'CANNOT_ALLOCATE_MEMORY',
  'SERVER_OVERLOADED',
])

/** Nothing is wrong with the statement; the machine, the disk or another machine is in the way. */
const notNow = new Set([
  'ABORTED',
  'ALL_CONNECTION_TRIES_FAILED',
  'ALL_REPLICAS_LOST',
  'CANNOT_CLOSE_FILE',
  'CANNOT_CREATE_DIRECTORY',
  'CANNOT_FSYNC',
  'CANNOT_FTRUNCATE',
  'CANNOT_OPEN_FILE',
  'CANNOT_READ_FROM_FILE_DESCRIPTOR',
  'CANNOT_READ_FROM_SOCKET',
  'CANNOT_STATVFS',
  'CANNOT_WRITE_TO_FILE_DESCRIPTOR',
  'CANNOT_WRITE_TO_SOCKET',
  'KEEPER_EXCEPTION',
  'NETWORK_ERROR',
  'NOT_ENOUGH_SPACE',
  'NO_ZOOKEEPER',
  'QUERY_WAS_CANCELLED',
  'QUERY_WAS_CANCELLED_BY_CLIENT',
  'SESSION_IS_LOCKED',
  'SOCKET_TIMEOUT',
  'STD_EXCEPTION',
  'SYSTEM_ERROR',
  'TABLE_IS_READ_ONLY',
  'TOO_FEW_LIVE_REPLICAS',
  'UNKNOWN_STATUS_OF_INSERT',
  'UNFINISHED',
])
