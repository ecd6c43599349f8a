import type { Log } from '../../src/core/log.ts'

export interface RecordedLine {
  level: 'debug' | 'info' | 'warn' | 'error'
  message: string
  fields: Record<string, unknown>
}

/** A log that a test can read. */
export const recordedLog = (): { log: Log; lines: RecordedLine[] } => {
  const lines: RecordedLine[] = []
  const to =
    (level: RecordedLine['level']) =>
    (fields: object, message: string): void =>
      void lines.push({ level, message, fields: { ...fields } })
  const log: Log = { debug: to('debug'), info: to('info'), warn: to('warn'), error: to('error'), child: () => log }
  return { log, lines }
}
