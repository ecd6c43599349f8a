import { type Logger, LogLevel } from '@slack/bolt'
import type { Log } from '../../core/log.ts'

/** Slack's libraries log whatever they hold; only what they say in words or as an error is taken. */
const said = (parts: readonly unknown[]): [object, string] => {
  const words = parts.filter((part) => typeof part === 'string').join(' ')
  const error = parts.find((part) => part instanceof Error)
  return [error ? { err: error } : {}, `slack: ${words.slice(0, 500)}`]
}

/** Our log as Slack's libraries want it. Their debug lines hold whole payloads with tokens, so these are left out. */
export const slackLog = (log: Log): Logger => ({
  debug: () => undefined,
  info: (...parts) => log.debug(...said(parts)),
  warn: (...parts) => log.warn(...said(parts)),
  error: (...parts) => log.error(...said(parts)),
  setLevel: () => undefined,
  getLevel: () => LogLevel.INFO,
  setName: () => undefined,
})
