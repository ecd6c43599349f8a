import { execFileSync } from 'node:child_process'
import { rename, rm, unlink, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, expect, onTestFinished, test } from 'vitest'
import { readRuleFiles } from '../../src/program/config.ts'
import { createRereadFiles } from '../../src/program/reread-files.ts'
import { readRuleTexts } from '../../src/program/rule-texts.ts'
import { watchFiles } from '../../src/program/watch-files.ts'
import { openHouse } from '../support/open-house.ts'
import { quietLog } from '../support/quiet-log.ts'
import { temporaryFolder } from '../support/temporary-folder.ts'

const mod = { id: 'mod', name: 'Mo', moderator: true, manager: true }

const fakeRow = `models:
  - { name: plain, provider: fake, target: t, title: Plain, modes: [t2v], seed: true, price: { usdPerClip: 0.1, source: test }, typicalSeconds: 5 }
`
const ruleOf = (word: string) => `blocked:\n  - { name: brands, reason: No brands., words: [${word}] }\n`

/** A bot that works by the files of a real folder, and looks at them. */
const open = async (policy = ruleOf('zorro')) => {
  const folder = await temporaryFolder()
  const path = (name: string) => join(folder, name)
  await writeFile(path('models.yaml'), fakeRow)
  await writeFile(path('policy.yaml'), policy)
  const texts = await readRuleTexts(folder)
  const files = await readRuleFiles(folder)
  const house = await openHouse({ models: [...files.rows], parts: { policy: files.policy, tiers: files.tiers } })
  await house.say('workspace', '--moderators #mods', mod)
  await house.reread.take(files)
  const changed = createRereadFiles(folder, texts, house.reread)
  const watch = watchFiles({ read: () => readRuleTexts(folder), seen: texts, changed, log: quietLog, everyMs: 100, settleMs: 50 })
  onTestFinished(() => watch.stop())
  house.platform.messages.clear()
  const news = () =>
    [...house.platform.messages].flatMap(([key, { text, facts }]) => (key.startsWith('files:') ? [[text, ...facts].join('\n')] : []))
  const ask = async (line: string) => (await house.say('t2v', `${line} --model plain`)).sentences
  return { folder, path, house, news, ask, waitFor: (count: number) => expect.poll(() => news().length).toBe(count) }
}

const refused = 'The bot’s configuration was changed and cannot be used as it is now. The rules from before go on. Tell the operator:'
const counts = 'That counts for new requests.'

describe('the operator’s files', () => {
  test('count as soon as they are written, and what was wrong in between did not', async () => {
    const { path, news, ask, waitFor } = await open()
    expect(await ask('zorro')).toEqual(['No brands.'])

    await writeFile(path('policy.yaml'), ruleOf('gizmo'))
    await waitFor(1)
    expect(news()).toEqual([`policy.yaml was read again: rule brands: 1 word added, 1 word removed. ${counts}`])
    expect([await ask('zorro'), await ask('gizmo')]).toEqual([[], ['No brands.']])

    await writeFile(path('policy.yaml'), 'blocked:\n  - { name: brands, word: [yoyo] }\nchanels: []\napprovals: { aboveCredits: many }\n')
    await waitFor(2)
    expect(news()[1]).toBe(
      [
        refused,
        'policy.yaml:2: row brands, field word: there is no such field; did you mean words?',
        'policy.yaml:3: there is no such name as chanels; did you mean channels?',
        'policy.yaml:4: approvals, field aboveCredits: Invalid input: expected number, received string',
      ].join('\n'),
    )
    expect(await ask('gizmo')).toEqual(['No brands.'])

    await writeFile(path('next'), ruleOf('gizmo'))
    await rename(path('next'), path('policy.yaml'))
    await waitFor(3)
    expect(news()[2]).toBe('The bot’s configuration can be used again. Nothing in it is different from before.')
    expect(await ask('gizmo')).toEqual(['No brands.'])
  })

  test('are refused together where one of them is wrong', async () => {
    const { path, news, ask, waitFor } = await open()
    await writeFile(path('tiers.yaml'), 'tiers:\n  - { name: default, clipsPerDy: 5 }\n')
    await waitFor(1)
    await writeFile(path('policy.yaml'), ruleOf('gizmo'))
    await waitFor(2)
    expect(news()).toEqual([
      `${refused}\ntiers.yaml:2: row default, field clipsPerDy: there is no such field; did you mean clipsPerDay?`,
      `${refused}\ntiers.yaml:2: row default, field clipsPerDy: there is no such field; did you mean clipsPerDay?`,
    ])
    expect(await ask('gizmo')).toEqual([])
    await writeFile(path('tiers.yaml'), 'tiers:\n  - { name: default, clipsPerDay: 5 }\n')
    await waitFor(3)
    expect(news()[2]).toBe(
      `policy.yaml and tiers.yaml were read again: rule brands: 1 word added, 1 word removed; tier default: Clips a day: 5. ${counts}`,
    )
  })

  test('that vanish or are empty take no rule away, until they are back', async () => {
    const { folder, path, news, ask, waitFor } = await open()
    await unlink(path('policy.yaml'))
    await waitFor(1)
    expect(news()[0]).toBe(`${refused}\npolicy.yaml: the file is gone; put it back, or put one there that holds a comment alone`)
    expect(await ask('zorro')).toEqual(['No brands.'])

    await writeFile(path('policy.yaml'), '\n')
    await waitFor(2)
    expect(news()[1]).toBe(`${refused}\npolicy.yaml: the file is empty; write it whole, or leave a comment alone in it`)

    await rm(folder, { recursive: true })
    await waitFor(3)
    expect(await ask('zorro')).toEqual(['No brands.'])
  })

  test('that are no files or stand for too much are refused as well, and what comes after them is read', async () => {
    const { path, news, ask, waitFor } = await open()
    await unlink(path('policy.yaml'))
    execFileSync('mkfifo', [path('policy.yaml')])
    await waitFor(1)
    expect(news()[0]).toBe(`${refused}\npolicy.yaml is not a regular file; put one in its place.`)

    await unlink(path('policy.yaml'))
    const many = 'a: &a [x, x, x, x, x, x, x, x, x, x]\nb: &b [*a, *a, *a, *a, *a]\nc: &c [*b, *b, *b, *b, *b]\nblocked: [*c, *c, *c]\n'
    await writeFile(path('policy.yaml'), many)
    await waitFor(2)
    expect(news()[1]).toBe(`${refused}\npolicy.yaml:2: the aliases from here on stand for too much; write out what they stand for`)

    await writeFile(path('policy.yaml'), `blocked:\n${'  - { name: same, word: [x] }\n'.repeat(150)}`)
    await waitFor(3)
    expect(news()[2]?.split('\n').at(-1)).toBe('and 140 more')
    expect(await ask('zorro')).toEqual(['No brands.'])

    await writeFile(path('policy.yaml'), ruleOf('gizmo'))
    await waitFor(4)
    expect([await ask('zorro'), await ask('gizmo')]).toEqual([[], ['No brands.']])
  })

  test('take their rules back with a comment alone', async () => {
    const { path, news, ask, waitFor } = await open()
    await writeFile(path('policy.yaml'), '# nothing of mine\n')
    await waitFor(1)
    expect(news()).toEqual([`policy.yaml was read again: rule brands removed. ${counts}`])
    expect(await ask('zorro')).toEqual([])
  })

  test('name a tier that there is not with its line', async () => {
    const { path, news, waitFor } = await open()
    await writeFile(path('policy.yaml'), 'channels:\n  - platform: web\n    channel: "5"\n    tiers: [defalt]\n')
    await waitFor(1)
    expect(news()).toEqual([`${refused}\npolicy.yaml:4: channels, field 0.tiers.0: there is no tier defalt; did you mean default?`])
  })
})
