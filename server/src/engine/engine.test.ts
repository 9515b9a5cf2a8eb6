import { testEngine } from './engine.contract.ts'
import { openTestEngine, openTestServerEngine } from './testing/engines.ts'

testEngine('private', openTestEngine)
testEngine('server', openTestServerEngine)
