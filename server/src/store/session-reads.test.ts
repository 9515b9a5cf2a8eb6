import { openTestEngine, openTestServerEngine } from '../engine/testing/engines.ts'
import { testSessionReads } from './session-reads.contract.ts'

testSessionReads('the private engine', openTestEngine)
testSessionReads('a ClickHouse server by URL', openTestServerEngine)
