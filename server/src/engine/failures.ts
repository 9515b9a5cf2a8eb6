import { ClickHouseError } from '@clickhouse/client'
import { AppError } from '../event/errors.ts'
import { EngineRefusal } from './engine.ts'

/** What a failed statement means to whoever asked. Every failure of the engine passes here once. */
export function failureOf(error: unknown, left?: AbortSignal): unknown {
  if (left?.aborted) return left.reason
  if (error instanceof AppError || error instanceof EngineRefusal) return error
  const answered = answeredBy(error)
  if (answered) return refusalOf(answered)
  const reason = error instanceof Error ? error.message || (error as NodeJS.ErrnoException).code : String(error)
  return new AppError('unavailable', `The engine does not answer (${reason}); try again in a moment.`, {
    cause: error,
    retryAfterSeconds: 1,
  })
}

/** What the engine answered; null when it did not answer. */
function answeredBy(error: unknown): ClickHouseError | null {
  if (error instanceof ClickHouseError) return error
  // Failures of the libraries that it is made of have another form, which the client does not know.
  const foreign = error instanceof Error && /^(std::exception|Poco::Exception)\. Code: (\d+)/.exec(error.message)
  if (!foreign) return null
  const [, thrower = '', code = ''] = foreign
  const type = thrower === 'std::exception' ? 'STD_EXCEPTION' : 'POCO_EXCEPTION'
  return new ClickHouseError({ message: error.message, code, type })
}

function refusalOf(error: ClickHouseError): AppError | EngineRefusal {
  const type = error.type ?? ''
  const message = error.message.trim()
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
  return new EngineRefusal(Number(error.code), message, { cause: error })
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
