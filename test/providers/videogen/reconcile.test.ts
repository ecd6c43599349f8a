import { describe, expect, test } from 'vitest'
import type { HolderOf } from '../../../src/core/provider.ts'
import { newAttempt } from '../../contracts/provider-contract.ts'
import type { Cut } from '../../support/contract-server.ts'
import { providerTools } from '../../support/provider-tools.ts'
import { openBench, providerOf, requestOf } from './bench.ts'
import type { VideoGenServer } from './server.ts'

const start = Date.parse('2026-11-21T12:00:00Z')
const minute = 60_000
const { signal } = newAttempt()

interface Scene {
  /** What became of the answer to the paid call; `no call`: the bot ended before it. */
  lost?: Cut | 'no call'
  /** What was made with the key before and after. */
  before?: number
  after?: string[]
  laterMs?: number
  holderOf?: HolderOf
  meanwhile?(server: VideoGenServer): void
}

/** A submit whose answer was lost, and what is made of it afterwards: the execution that is found, or the kind of answer. */
const reconciled = async ({ lost = 'before', before = 3, after = [], laterMs = 20 * minute, holderOf, meanwhile }: Scene) => {
  let now = start
  const { server, provider } = await openBench({ now: () => now })
  for (let made = 0; made < before; made++) server.add()
  if (lost !== 'no call') {
    server.cut.create = lost
    expect(await provider.submit(requestOf(), { ...newAttempt(), id: 'attempt1' })).toMatchObject({ kind: 'unknown' })
  }
  for (const toolType of after) server.add({ toolType })
  meanwhile?.(server)
  now += laterMs
  const result = await provider.reconcile?.({ id: 'attempt1', createdAt: start }, requestOf(), signal, holderOf)
  return result?.kind === 'found' ? result.operation : result?.kind
}

const clip = 'GENERATE_VIDEO_CLIP'
/** Says of some executions whose they are; of all others that they are nobody's. */
const holder =
  (known: Record<string, 'another' | 'contested'>): HolderOf =>
  async (operation, others) =>
    others === 'any' ? (known[(operation as { id: string }).id] ?? 'nobody') : 'another'

describe('an attempt of unknown outcome', () => {
  test('is the one execution that is new and nobody else’s, pages back', async () => {
    expect(await reconciled({ lost: 'after' })).toEqual({ id: 'vg_tool_3' })
    expect(await reconciled({ lost: 'after', before: 0 })).toEqual({ id: 'vg_tool_0' })
    const after = Array.from({ length: 450 }, () => clip)
    const others = Object.fromEntries(after.map((_, at) => [`vg_tool_${at + 4}`, 'another'] as const))
    expect(await reconciled({ lost: 'after', after, holderOf: holder(others) })).toEqual({ id: 'vg_tool_3' })
  })

  test('is absent where none is new, or each is another’s or of another tool', async () => {
    expect(await reconciled({})).toBe('absent')
    expect(await reconciled({ before: 0 })).toBe('absent')
    expect(await reconciled({ after: ['GENERATE_IMAGE', 'TEXT_TO_SPEECH'] })).toBe('absent')
    expect(await reconciled({ after: [clip], holderOf: holder({ vg_tool_3: 'another' }) })).toBe('absent')
  })

  test('stays unknown where two could be it, or another attempt could be the one', async () => {
    expect(await reconciled({ lost: 'after', after: [clip] })).toBe('unknown')
    expect(await reconciled({ after: [clip, clip] })).toBe('unknown')
    expect(await reconciled({ lost: 'after', holderOf: holder({ vg_tool_3: 'contested' }) })).toBe('unknown')
    // A tool that is not known here may be ours under a new name.
    expect(await reconciled({ lost: 'after', after: ['GENERATE_FILM'] })).toBe('unknown')
  })

  test('stays unknown while something can still arrive, by either clock', async () => {
    for (const laterMs of [0, minute, 6 * minute]) {
      expect(await reconciled({ lost: 'after', laterMs })).toBe('unknown')
      expect(await reconciled({ laterMs })).toBe('unknown')
    }
    const meanwhile = (server: VideoGenServer): void => {
      server.now = () => start
    }
    expect(await reconciled({ meanwhile })).toBe('unknown')
  })

  test('stays unknown where nobody knows what was new', async () => {
    // The bot ended before it looked.
    expect(await reconciled({ lost: 'no call' })).toBe('unknown')
    // The one that was the newest is not listed any more.
    const meanwhile = (server: VideoGenServer): void => {
      server.executions.splice(2, 1)
    }
    expect(await reconciled({ meanwhile })).toBe('unknown')
    // More than can be read.
    const endless = { status: 200, body: { toolExecutions: [], hasMore: true, nextCursor: 'x' } }
    expect(await reconciled({ meanwhile: (server) => Object.assign(server.answers, { list: endless }) })).toBe('unknown')
  })

  test('is not absent with another key than the one that it was submitted with', async () => {
    const tools = providerTools({ now: () => start })
    const { server, provider } = await openBench(tools)
    server.cut.create = 'before'
    await provider.submit(requestOf(), { ...newAttempt(), id: 'attempt1' })
    const later = providerOf(server.origin, { ...tools, now: () => start + 20 * minute })
    server.now = () => start + 20 * minute
    const attempt = { id: 'attempt1', createdAt: start }
    expect(await later.reconcile?.(attempt, requestOf(), signal)).toEqual({ kind: 'absent' })
    await tools.cache.set('account', { digest: 'another', since: 0 }, minute)
    const changed = providerOf(server.origin, { ...tools, now: () => start + 20 * minute })
    expect(await changed.reconcile?.(attempt, requestOf(), signal)).toEqual({ kind: 'unknown' })
  })

  test('is asked again when VideoGen does not answer', async () => {
    const failing = (server: VideoGenServer): void => void Object.assign(server.answers, { list: { status: 500 } })
    await expect(reconciled({ meanwhile: failing })).rejects.toMatchObject({ code: 'provider_failed' })
  })
})

test('a list that cannot be read does not stop the paid call', async () => {
  const { server, provider } = await openBench()
  server.answers.list = { status: 500 }
  expect(await provider.submit(requestOf(), newAttempt())).toMatchObject({ kind: 'accepted' })
})
