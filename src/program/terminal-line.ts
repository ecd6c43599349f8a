import { styleText } from 'node:util'

type Style = Parameters<typeof styleText>[0]

/** Below the words of the line above. */
const indent = ' '.repeat(15)

/** pino's levels. */
const levels = new Map<unknown, { word: string; style: Style }>([
  [10, { word: 'trace', style: 'dim' }],
  [20, { word: 'debug', style: 'dim' }],
  [30, { word: 'info', style: 'green' }],
  [40, { word: 'warn', style: 'yellow' }],
  [50, { word: 'error', style: 'red' }],
  [60, { word: 'fatal', style: ['bold', 'red'] }],
])

const isObject = (value: unknown): value is Record<string, unknown> => typeof value === 'object' && value !== null && !Array.isArray(value)

/** Text of others may hold signs that tell a terminal what to do: they are shown, not done. */
const visible = (text: string): string =>
  text.replace(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/gu, (sign) => `\\u{${sign.codePointAt(0)?.toString(16)}}`)

const inShort = (value: unknown): string => {
  if (Array.isArray(value) && value.every((one) => typeof one !== 'object')) return value.join(',')
  return typeof value === 'string' && /^\S+$/.test(value) ? value : JSON.stringify(value)
}

/** What went wrong and why, a line each; where in the code only of what nobody expected. */
const faultLines = (fault: unknown): string[] => {
  if (!isObject(fault)) return []
  const { message, code, stack, cause } = fault
  const own = typeof code === 'string' && !String(message).startsWith(`${code}:`) ? `${code}: ${message}` : String(message)
  const places =
    code === undefined || code === 'internal'
      ? String(stack ?? '')
          .split('\n')
          .filter((line) => /^\s+at /.test(line))
      : []
  return [own, ...places.map((line) => `  ${line.trim()}`), ...faultLines(cause).map((line, at) => (at === 0 ? `because ${line}` : line))]
}

/**
 * A line of the JSON log as somebody at a terminal reads it: when, how bad, what, and the rest behind it. pino-pretty would take a
 * dozen packages and a thread for this.
 */
export const terminalLine = (line: string, hasColors: boolean): string => {
  const paint = (style: Style, text: string): string => (hasColors ? styleText(style, text, { validateStream: false }) : text)
  const { level, time, msg, err, error, ...rest } = JSON.parse(line) as Record<string, unknown>
  const { word, style } = levels.get(level) ?? { word: String(level), style: 'dim' as const }
  const at = new Date(Number(time)).toTimeString().slice(0, 8)
  const fields = Object.entries(rest).map(([name, value]) => `${name}=${inShort(value)}`)
  const head = [paint('dim', at), paint(style, word.padEnd(5)), visible(String(msg))]
  if (fields.length > 0) head.push(paint('dim', visible(fields.join(' '))))
  return [head.join(' '), ...faultLines(err ?? error).map((fault) => paint('dim', `${indent}${visible(fault)}`)), ''].join('\n')
}
