import { openTestEngine, openTestServerEngine } from '../engine/testing/engines.ts'
import { testEventLog } from './event-log.contract.ts'

testEventLog('the private engine', openTestEngine)
testEventLog('a ClickHouse server by URL', openTestServerEngine)
