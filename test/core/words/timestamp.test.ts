import { expect, test } from 'vitest'
import { notice } from '../../../src/core/post.ts'
import { cleanText } from '../../../src/core/text/clean-text.ts'
import { timestamp, utc, writeTimestamps } from '../../../src/core/words/timestamp.ts'
import { renderPost as renderConsole } from '../../../src/platforms/console/render.ts'
import { escapeText } from '../../../src/platforms/discord/post/escape.ts'
import { renderPost as renderSlack } from '../../../src/platforms/slack/post/render.ts'

const time = Date.UTC(2026, 10, 22, 0, 30)
const sentence = `It starts anew ${timestamp(time)}; *wait* <until> then.`

test('a time is written where the text is shown', () => {
  expect(writeTimestamps(sentence, utc)).toBe('It starts anew 2026-11-22 00:30 UTC; *wait* <until> then.')
  expect(writeTimestamps('nothing to write', utc)).toBe('nothing to write')
})

test('each platform writes it by its reader’s clock, and the rest as it was typed', () => {
  expect(escapeText(sentence)).toBe('It starts anew <t:1795307400:f>; \\*wait\\* \\<until> then.')
  expect(JSON.stringify(renderSlack(notice(sentence)).blocks)).toContain(
    'It starts anew <!date^1795307400^{date_short_pretty} at {time}|2026-11-22 00:30 UTC>; *wait* &lt;until&gt; then.',
  )
  expect(renderConsole(notice(sentence), [], false)).toBe('It starts anew 2026-11-22 00:30 UTC; *wait* <until> then.\n\n')
})

test('nobody can type one', () => {
  expect(writeTimestamps(cleanText(timestamp(time)), utc)).not.toContain('UTC')
})
