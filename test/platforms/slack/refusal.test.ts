import { expect, test } from 'vitest'
import { createSlackApi } from '../../../src/platforms/slack/api.ts'
import { isAboutForm } from '../../../src/platforms/slack/post/message-form.ts'
import { isRefused, kindOf, slackCode } from '../../../src/platforms/slack/refusal.ts'
import { quietLog } from '../../support/quiet-log.ts'
import { brokenAnswers, commonErrors, said } from './common-errors.ts'
import { botToken } from './fake/slack.ts'
import { openFakeSlack } from './scene.ts'

const kinds = { passing: 'later', forbidden: 'forbidden', place: 'place', form: 'unknown', unknown: 'unknown' } as const
const halfDone = ['fatal_error', 'internal_error', 'request_timeout', 'service_unavailable']

test.each(Object.entries(commonErrors))('every error that any method may give is known by its sort: %s', (sort, codes) => {
  for (const code of codes) {
    expect([code, kindOf(said(code))]).toEqual([code, kinds[sort as keyof typeof kinds]])
    expect([code, isAboutForm(said(code))]).toEqual([code, sort === 'form'])
    expect([code, isRefused(said(code))]).toEqual([code, !halfDone.includes(code)])
  }
})

test('what is no answer of Slack’s own passes, and may have been done but for a 429', async () => {
  const slack = await openFakeSlack()
  const api = createSlackApi({ botToken, apiUrl: slack.apiUrl, log: quietLog, readPauseMs: 0 })
  for (const [name, fault] of Object.entries(brokenAnswers)) {
    slack.always('chat.delete', fault)
    const error = await api.send((client) => client.chat.delete({ channel: 'C1', ts: '1.1' })).catch((cause: unknown) => cause)
    expect([name, slackCode(error), kindOf(error), isRefused(error)]).toEqual([name, undefined, 'later', name === 'HTTP 429'])
    slack.heal()
  }
})
