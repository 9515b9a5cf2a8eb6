export type { EventExport, Exports } from '../store/exports.ts'
