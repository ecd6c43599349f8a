import { expect, onTestFinished, test } from 'vitest'
import { notice } from '../../../src/core/post.ts'
import { inWords } from '../../../src/core/words/in-words.ts'
import type { Language } from '../../../src/core/words/languages.ts'
import { say } from '../../../src/core/words/sentence.ts'
import { chunk, lastChunk, postRaw } from '../../http/raw.ts'
import type { Playground } from './playground.ts'
import { startPlayground } from './playground.ts'

const start = async (): Promise<Playground> => {
  const playground = await startPlayground()
  onTestFinished(() => playground.stop())
  return playground
}
const page = async (playground: Playground, query = '', headers: Record<string, string> = {}) =>
  (await fetch(`${playground.url}/api/messages${query}`, { headers })).json()

test('turns a typed line into an invocation and answers with the card that it opened', async () => {
  const playground = await start()
  const korean = { 'accept-language': 'ko-KR,ko;q=0.9' }
  const response = await playground.post('/api/say', { id: 'say-00000001', text: '/T2V a quiet harbour --seed 0' }, korean)
  const answer = await response.json()
  expect(response.status).toBe(200)
  expect(playground.studio.invocations).toEqual([
    {
      id: 'say-00000001',
      platform: 'web',
      workspace: 'local',
      channel: 'playground',
      member: { id: 'local', name: '나', roles: [], moderator: true, manager: true, owner: true },
      command: 't2v',
      input: { kind: 'text', text: 'a quiet harbour --seed 0' },
      attachments: [],
      origin: { command: 't2v', text: '/T2V a quiet harbour --seed 0', requestId: 'say-00000001', replyTo: null },
      locale: 'ko-KR,ko;q=0.9',
    },
  ])
  expect(answer).toMatchObject({
    replies: [],
    form: null,
    messages: [{ thread: null, asked: { requestId: 'say-00000001' }, post: { text: 'a quiet harbour' } }],
  })
  expect((await page(playground, '', korean)).messages).toEqual(answer.messages)
})

test('runs a request once however often it is sent', async () => {
  const playground = await start()
  const body = { id: 'say-00000001', text: '/t2v a quiet harbour' }
  const answers = await Promise.all([1, 2, 3].map(async () => (await playground.post('/api/say', body)).json()))
  expect(answers[1]).toEqual(answers[0])
  expect(answers[2]).toEqual(answers[0])
  expect(playground.studio.invocations).toHaveLength(1)
})

test('runs a request again after it failed', async () => {
  const playground = await start()
  const handle = playground.studio.handle
  playground.studio.handle = async () => {
    throw new Error('a fault')
  }
  const body = { id: 'say-00000001', text: '/quota' }
  expect((await playground.post('/api/say', body)).status).toBe(500)
  playground.studio.handle = handle
  expect((await playground.post('/api/say', body)).status).toBe(200)
})

test('posts a key once and remembers it after the message was removed', async () => {
  const { platform, messages } = await start()
  const thread = { platform: 'web', workspace: 'local', channel: 'playground', thread: 'card' }
  const post = (text: string) =>
    platform.post(
      thread,
      { kind: 'notice', text, facts: [], warnings: [], media: [], actions: [], generationIds: [] },
      { key: 'clip:1', again: true },
    )
  const ref = await post('one')
  expect(await post('two')).toEqual(ref)
  await platform.remove(ref)
  expect(await post('three')).toEqual(ref)
  expect(await messages.changesSince(0, 10)).toMatchObject([{ id: ref.message, post: null }])
  await expect(
    platform.edit(ref, { kind: 'notice', text: 'x', facts: [], warnings: [], media: [], actions: [], generationIds: [] }),
  ).rejects.toMatchObject({ code: 'not_found' })
})

test('opens a thread once for a key', async () => {
  const { platform } = await start()
  const origin = { command: 't2v', text: '/t2v x', requestId: 'say-00000001', replyTo: null }
  const root = { kind: 'batch' as const, text: 'x', facts: [], warnings: [], media: [], actions: [], generationIds: [] }
  const opened = await platform.openThread(origin, root, { key: 'root:1', again: false })
  expect(await platform.openThread(origin, root, { key: 'root:1', again: true })).toEqual(opened)
})

test('what was kept is read in the language that the reader chose, whatever their browser asks for', async () => {
  let chosen: Language = 'ko'
  const readers: unknown[] = []
  const playground = await startPlayground({
    languageOf: async ({ platform, workspace, member, locale }) => {
      readers.push([platform, workspace, member.id, locale])
      return chosen
    },
  })
  onTestFinished(() => playground.stop())
  const thread = { platform: 'web', workspace: 'local', channel: 'playground' }
  const kept = { ...notice(say('common.onItsWay')), language: 'en' as const, warnings: ['/t2v'] }
  await playground.platform.post(thread, kept, { key: 'one', again: false })
  const headers = { 'accept-language': 'en-GB' }
  const shown = async () => (await page(playground, '', headers)).messages[0].post
  expect(await shown()).toMatchObject({ text: inWords(kept.text, 'ko'), warnings: ['/t2v'] })
  expect(readers).toContainEqual(['web', 'local', 'local', 'en-GB'])
  const refused = await (await playground.post('/api/say', { id: 'x' }, headers)).json()
  expect(refused.error.message).toBe(inWords(say('playground.unreadable'), 'ko'))
  chosen = 'en'
  expect(await shown()).toMatchObject({ text: inWords(kept.text, 'en') })
})

test('keeps a private answer out of the feed and puts a public one into it', async () => {
  const playground = await start()
  const secret = await (await playground.post('/api/say', { id: 'say-00000001', text: '/quota' })).json()
  expect(secret).toMatchObject({ replies: [{ text: 'You have 12 clips left today.' }], messages: [] })
  const open = await (await playground.post('/api/say', { id: 'say-00000002', text: '/status' })).json()
  expect(open).toMatchObject({ replies: [], messages: [{ asked: { command: 'status' }, post: { text: 'All is well.' } }] })
  expect((await page(playground)).messages.map((message: { post: { text: string } }) => message.post.text)).toEqual(['All is well.'])
})

test('takes a line without a slash for a clip from its words, or from the picture beside it', async () => {
  const playground = await start()
  const upload = async (name: string, type: string) =>
    (
      await fetch(`${playground.url}/api/uploads`, {
        method: 'POST',
        headers: { origin: playground.url, 'content-type': type },
        body: name,
      })
    ).json()
  const picture = { ...(await upload('a', 'image/png')), name: 'boat.png', mediaType: 'image/png' }
  await playground.post('/api/say', { id: 'say-00000001', text: 'a quiet harbour --seed 7' })
  await playground.post('/api/say', { id: 'say-00000002', text: 'the fog lifts', attachments: [picture] })
  expect(playground.studio.invocations).toMatchObject([
    { command: 't2v', input: { text: 'a quiet harbour --seed 7' }, attachments: [] },
    { command: 'i2v', input: { text: 'the fog lifts' }, attachments: [{ name: 'boat.png' }] },
  ])
})

test.each([
  ['', 'Describe a clip, for example: /t2v a quiet harbor'],
  ['hello!', 'Describe a clip, for example: /t2v a quiet harbor'],
  [
    'quota of a small harbour',
    'That begins like the command /quota. Type /quota of a small harbour for the command, or /t2v quota of a small harbour for a clip.',
  ],
])('makes nothing of %j and says how to begin', async (text, sentence) => {
  const playground = await start()
  const answer = await (await playground.post('/api/say', { id: 'say-00000001', text })).json()
  expect(answer.replies[0].text).toBe(sentence)
  expect(playground.studio.invocations).toEqual([])
})

test('turns a pressed button and a sent form into values, and answers a form with its fields', async () => {
  const playground = await start()
  await playground.post('/api/say', { id: 'say-00000001', text: '/t2v a quiet harbour --seed 7' })
  const [generationId = ''] = playground.studio.generations
  const { form } = await (await playground.post('/api/act', { id: 'act-00000001', command: 'edit', generationId })).json()
  expect(form).toMatchObject({ command: 'edit', generationId, title: 'Edit the clip' })
  expect(form.fields.map(({ name, kind, value, more, choices }: Record<string, unknown>) => [name, kind, value, more, choices])).toEqual([
    ['prompt', 'longText', 'a quiet harbour', false, []],
    ['seed', 'integer', 7, false, []],
    ['model', 'choice', 'local', false, ['local', 'wan-2.7']],
    ['duration', 'number', 4, false, []],
    ['aspect', 'text', null, true, ['16:9', '9:16', '1:1']],
    ['no', 'longText', null, true, []],
  ])
  const values = { prompt: 'a loud harbour', seed: 0 }
  await playground.post('/api/act', { id: 'act-00000002', command: 'edit', generationId, values: { ...values, id: 'another' } })
  expect(playground.studio.invocations.at(-1)).toMatchObject({
    id: 'act-00000002',
    command: 'edit',
    input: { kind: 'values', values: { ...values, id: generationId } },
    origin: { text: null, command: 'edit' },
  })
})

test('takes the browser’s word that its own page asks, also where it names no origin', async () => {
  const playground = await start()
  const say = async (site: string) => {
    const headers = { 'content-type': 'application/json', 'sec-fetch-site': site }
    const body = JSON.stringify({ id: 'say-00000001', text: '/t2v a quiet harbour' })
    return (await fetch(`${playground.url}/api/say`, { method: 'POST', body, headers })).status
  }
  expect([await say('cross-site'), await say('same-site'), await say('none'), await say('same-origin')]).toEqual([403, 403, 403, 200])
})

test('changes nothing for a page elsewhere, a GET, a form or a body that is too long', async () => {
  const playground = await start()
  const body = { id: 'say-00000001', text: '/t2v a quiet harbour' }
  const status = async (headers: Record<string, string>) => (await playground.post('/api/say', body, headers)).status
  expect(await status({ origin: 'http://evil.example' })).toBe(403)
  expect(await status({ 'sec-fetch-site': 'cross-site' })).toBe(403)
  expect(await status({ 'content-type': 'text/plain' })).toBe(400)
  expect(await status({ 'content-type': 'application/x-www-form-urlencoded' })).toBe(400)
  const withoutOrigin = await fetch(`${playground.url}/api/say`, {
    method: 'POST',
    body: JSON.stringify(body),
    headers: { 'content-type': 'application/json' },
  })
  expect(withoutOrigin.status).toBe(403)
  expect((await fetch(`${playground.url}/api/say?id=say-00000001&text=/t2v`)).status).toBe(403)
  expect((await playground.post('/api/say', { ...body, text: 'x'.repeat(70_000) })).status).toBe(413)
  expect((await playground.post('/api/say', { ...body, admin: true })).status).toBe(400)
  expect(playground.studio.invocations).toEqual([])
})

test('hears a page behind a proxy that sends in chunks, without a length', async () => {
  const playground = await start()
  const body = JSON.stringify({ id: 'say-00000001', text: '/t2v a quiet harbour' })
  const headers = { 'content-type': 'application/json', 'transfer-encoding': 'chunked', origin: playground.url }
  const { port } = playground.server
  expect(await postRaw(port, { path: '/api/say', headers, pieces: [chunk(body), lastChunk] })).toBe(200)
  expect(playground.studio.invocations).toMatchObject([{ command: 't2v', input: { text: 'a quiet harbour' } }])
  expect(await postRaw(port, { path: '/api/act', headers, pieces: [chunk('x'.repeat(70_000)), lastChunk] })).toBe(413)
})

test('completes commands, options and models', async () => {
  const playground = await start()
  const labels = async (text: string) =>
    (await (await fetch(`${playground.url}/api/complete?text=${encodeURIComponent(text)}`)).json()).map(
      ({ label }: { label: string }) => label,
    )
  expect(await labels('/t')).toEqual(['/t2v'])
  expect(await labels('/t2v a harbour --mo')).toEqual(['--model', '--motion'])
  expect(await labels('/t2v a harbour --model w')).toEqual(['wan-2.7'])
  expect(await labels('/t2v a harb')).toEqual([])
})

test('pages back through the feed', async () => {
  const playground = await start()
  for (let count = 1; count <= 45; count += 1) await playground.post('/api/say', { id: `say-${count}-0000000`, text: `/t2v clip ${count}` })
  const seen: number[] = []
  let before: number | null = null
  do {
    const answer: { messages: { sequence: number }[]; before: number | null } = await page(
      playground,
      before === null ? '' : `?before=${before}`,
    )
    seen.unshift(...answer.messages.map(({ sequence }) => sequence))
    before = answer.before
  } while (before !== null)
  expect(seen).toEqual(Array.from({ length: 45 }, (_, at) => at + 1))
})
