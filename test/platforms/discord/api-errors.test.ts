import { Routes } from 'discord.js'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type ApiErrorKind, apiErrorKind } from '../../../src/platforms/discord/api-errors.ts'
import { createOnceRest, stopTimers } from '../../../src/platforms/discord/rest.ts'
import { type FakeDiscord, startFakeDiscord } from './fake/discord.ts'
import { type Kind, refusalTable } from './refusal-table.ts'

let discord: FakeDiscord
let rest: ReturnType<typeof createOnceRest>
beforeAll(async () => {
  discord = await startFakeDiscord()
  rest = createOnceRest(discord.apiUrl, discord.token)
})
afterAll(async () => {
  stopTimers(rest)
  await discord.stop()
})

const read: Record<Kind, readonly ApiErrorKind[]> = {
  gone: ['gone'],
  message: ['message_gone'],
  place: ['forbidden', 'locked', 'full'],
  asleep: ['archived'],
  reference: ['reference'],
  form: ['form'],
  words: ['words'],
  file: ['file'],
  too_large: ['too_large'],
  slowed: ['slowed'],
  passes: ['busy'],
  fault: ['unreachable'],
  blocked: ['blocked'],
}

test.each(refusalTable)('$name is read as its $kind', async ({ kind, refusal }) => {
  // Each has a channel of its own, so that no limit of one is a limit of the next.
  const { id } = discord.place(0)
  discord.fault('POST', new RegExp(`^/channels/${id}/messages$`), refusal)
  const error = await rest.post(Routes.channelMessages(id), { body: { content: 'words' } }).catch((cause: unknown) => cause)
  expect(read[kind]).toContain(apiErrorKind(error))
})
