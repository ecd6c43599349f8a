import { stripVTControlCharacters } from 'node:util'
import { expect, test } from 'vitest'
import { createLog } from '../../src/program/log.ts'
import { terminalLine } from '../../src/program/terminal-line.ts'

/** What somebody at a terminal sees of what is logged, without the time. */
const shown = (write: (log: ReturnType<typeof createLog>) => void, hasColors = false): string[] => {
  const lines: string[] = []
  write(createLog('debug', { write: (line) => lines.push(terminalLine(line, hasColors)) }))
  return lines
    .join('')
    .split('\n')
    .map((line) => line.replace(/\d\d:\d\d:\d\d/, ''))
}

test('a line is the level, the words and the fields behind them', () => {
  expect(shown((log) => log.info({ platforms: ['web', 'slack'], count: 3, spending: 'At most $1.', deep: { a: [1] } }, 'ready'))).toEqual([
    ' info  ready platforms=web,slack count=3 spending="At most $1." deep={"a":[1]}',
    '',
  ])
  expect(shown((log) => log.warn('careful'))).toEqual([' warn  careful', ''])
})

test('colours go around and change nothing', () => {
  const write = (log: ReturnType<typeof createLog>) => log.error({ id: 7 }, 'no')
  const [line = ''] = shown(write, true)
  expect(line).toContain('\x1b[31merror\x1b[39m')
  expect(stripVTControlCharacters(line)).toBe(shown(write)[0])
})

test('a fault is told with its causes, and where in the code only when nobody expected it', () => {
  const cause = Object.assign(new Error('connect ECONNREFUSED'), { code: 'ECONNREFUSED' })
  expect(
    shown((log) => log.warn({ err: Object.assign(new Error('no clip', { cause }), { code: 'fetch_failed' }) }, 'a stage failed')),
  ).toEqual([
    ' warn  a stage failed',
    '               fetch_failed: no clip',
    '               because ECONNREFUSED: connect ECONNREFUSED',
    '',
  ])
  const lines = shown((log) => log.error({ err: new TypeError('odd') }, 'internal'))
  expect(lines.slice(0, 2)).toEqual([' error internal', '               odd'])
  expect(lines[2]).toMatch(/^ +at .*terminal-line\.test\.ts/)
})

test('signs that tell a terminal what to do are shown, not done', () => {
  const [line = ''] = shown((log) => log.warn({ reason: 'x\x1b[2Jy', list: ['a\nb'] }, 'said \x07 \u202e that'))
  expect(line).toBe(' warn  said \\u{7} \\u{202e} that reason=x\\u{1b}[2Jy list=a\\u{a}b')
})
