export type { Exports } from '../store/exports.ts'
