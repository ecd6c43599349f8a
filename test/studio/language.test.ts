import { beforeAll, describe, expect, test } from 'vitest'
import type { Post } from '../../src/core/post.ts'
import { englishIn } from '../core/words/language/english-in.ts'
import { hurrying } from '../support/hurry-house.ts'
import { buildHouse, fakeModel, type House, openHouse } from '../support/open-house.ts'
import { smallClip } from '../support/small-clip.ts'
import { temporaryFolder } from '../support/temporary-folder.ts'

const jin = { id: 'jin', name: 'Jin' }
const prompt = 'rendering failed, done'
let clip: Uint8Array

beforeAll(async () => {
  clip = await smallClip()
})

/** Everything of a post that is words of ours. */
const ourWords = ({ kind, text, facts, warnings, fields = [], progress = [], actions, links = [] }: Post): string =>
  [
    ...(kind === 'notice' || kind === 'failure' ? [text] : []),
    ...(kind === 'failure' ? [] : facts),
    ...warnings,
    ...fields.flatMap(({ name, value }) => [name, value]),
    ...progress.map(({ stage }) => stage),
    ...[...actions, ...links].map(({ label }) => label),
  ].join('\n')

/** The posts that one member's request led to, as they are now. */
const postsOf = (house: House, memberId: string): Post[] => {
  const posts = [...house.platform.messages.values()]
  const batches = new Set(posts.filter(({ askedBy }) => askedBy === memberId).map(({ batchId }) => batchId))
  return posts.filter(({ batchId }) => batches.has(batchId))
}

describe('the language of a member', () => {
  test('is that of their settings, for their posts and their answers, and nobody else’s', async () => {
    const house = await openHouse({ run: true, models: [fakeModel({ label: 'preview renderer, no AI' })] })
    house.provider.clip = clip
    const [saved] = (await house.say('settings', '--language ko', jin)).replies
    expect(saved?.post).toMatchObject({ text: '저장했습니다. 명령에 직접 적은 값이 먼저 적용됩니다.' })
    await house.say('t2v', `${prompt} --takes 2 --no blur`, jin)
    await house.say('t2v', prompt)
    await house.finished()

    const korean = postsOf(house, 'jin')
    expect(korean.map(({ kind }) => kind).toSorted()).toEqual(['batch', 'clip', 'clip'])
    for (const post of korean) {
      expect(post).toMatchObject({ text: prompt, language: 'ko' })
      expect(englishIn(ourWords(post), ['plain', 'AI'])).toEqual([])
      expect(post.media.map(({ alt }) => alt)).toEqual(post.kind === 'clip' ? [prompt] : [])
    }
    expect(korean.find(({ kind }) => kind === 'batch')?.facts).toEqual([
      '/t2v',
      'plain',
      '미리보기 렌더러, AI 아님',
      '테이크 2개',
      '완료 2개',
    ])

    const english = postsOf(house, 'ann')
    expect(english.find(({ kind }) => kind === 'batch')?.facts).toEqual(['/t2v', 'plain', 'preview renderer, no AI', 'done'])
    expect(english.flatMap(({ actions }) => actions.map(({ label }) => label))).toContain('Reroll')
    for (const post of english) expect(ourWords(post)).not.toMatch(/\p{Script=Hangul}/u)

    expect((await house.say('t2v', 'a boat --model no-such', jin)).sentences).toEqual([
      'no-such 모델은 없습니다. /models에서 목록을 확인해 주세요.',
    ])
    expect((await house.say('t2v', 'a boat --model no-such')).sentences).toEqual([
      'There is no model no-such; /models lists what there is.',
    ])
  })

  test('is that of their platform until they choose, and a choice counts before it', async () => {
    const house = await openHouse()
    const asked = async (locale: string | undefined): Promise<string> =>
      (await house.say('queue', '', { ...jin, locale })).sentences[0] ?? ''
    const [english, korean] = [/^No of your clips/, /^기다리거나 만들고 있는 내 클립이 없습니다/]
    expect(await asked('ko-KR')).toMatch(korean)
    expect(await asked('ko')).toMatch(korean)
    expect(await asked('kok-IN')).toMatch(english)
    expect(await asked('en-US')).toMatch(english)
    expect(await asked(undefined)).toMatch(english)
    await house.say('settings', '--language en', jin)
    expect(await asked('ko-KR')).toMatch(english)
    await house.say('settings', '--clear', jin)
    expect(await asked('ko-KR')).toMatch(korean)
    await house.say('settings', '--language ko', jin)
    expect(await asked('en-US')).toMatch(korean)
  })

  test('titles a form', async () => {
    const house = await openHouse()
    const { id } = await house.clip()
    expect((await house.press('edit', id, {}, { locale: 'ko-KR' })).forms).toMatchObject([{ title: '클립 수정' }])
    expect((await house.press('edit', id)).forms).toMatchObject([{ title: 'Edit the clip' }])
  })

  test('is that of the batch to its end, also after a restart and another choice', async () => {
    const folder = await temporaryFolder()
    const before = await buildHouse(folder)
    await before.say('t2v', prompt, { ...jin, locale: 'ko-KR' })
    expect(postsOf(before, 'jin')).toMatchObject([
      { facts: ['/t2v', 'plain'], progress: [{ stage: '시작하는 중' }], actions: [{ label: '취소' }] },
    ])
    await before.say('settings', '--language en', jin)
    await before.close()

    const after = await buildHouse(folder)
    try {
      after.provider.clip = new TextEncoder().encode('no film at all')
      await after.start()
      const failure = () => [...after.platform.messages.values()].find(({ kind }) => kind === 'failure')
      await (await hurrying(after)).until(failure).toMatchObject({
        text: '제공업체가 보낸 클립을 쓸 수 없습니다. 다시 시도해 주세요.',
        warnings: ['크레딧이 들지 않았습니다.'],
        facts: [prompt, 'plain', expect.any(String)],
      })
      expect((await after.say('queue', '', jin)).sentences[0]).toMatch(/^No of your clips/)
    } finally {
      await after.close()
    }
  })
})

describe('the answers of the commands', () => {
  test('are Korean, as far as the words are ours', async () => {
    const house = await openHouse({ models: [fakeModel(), fakeModel({ name: 'other', provider: 'nobody', about: 'A good one.' })] })
    const { id } = await house.clip({ request: { prompt } })
    const lost = await house.clip({ request: { prompt }, clip: null })
    await house.say('t2v', 'an open one')
    const member = { locale: 'ko-KR' }
    const said: [command: string, text: string][] = [
      ['quota', ''],
      ['history', ''],
      ['history', '--csv'],
      ['queue', ''],
      ['settings', ''],
      ['settings', '--duration 4'],
      ['forget', ''],
      ['consent', ''],
      ['consent', '--yes'],
      ['consent', ''],
      ['report', `${id} that is me`],
      ['help', ''],
      ['help', 't2v'],
      ['help', 'nonsense'],
      ['models', ''],
      ['models', 't2v'],
      ['template', ''],
      ['template', 'save'],
      ['template', `save noir ${id}`],
      ['template', ''],
      ['template', 'delete noir'],
      ['cancel', id],
      ['delete', id],
      ['delete', id],
      ['reroll', id],
      ['restyle', lost.id],
      ['nonsense', ''],
    ]
    // What stays: typed words, names, what a vendor or an operator wrote.
    const names = `${prompt} an open one that is me noir nonsense Plain plain other A good It failed local default Ann nobody AI U English ${id} ${lost.id} prompt name value save delete`
    for (const [command, text] of said) {
      const { replies } = await house.say(command, text, member)
      for (const { post } of replies) {
        const shown = ourWords(
          command === 'help'
            ? { ...post, facts: [], fields: post.fields?.map(({ value }) => ({ name: '', value: value.replace(/ · \/.*/, '') })) }
            : post,
        )
        expect(shown).toMatch(/\p{Script=Hangul}/u)
        const left = englishIn(shown, names.split(/[ ,.]+/)).filter((word) => !/^\d|^[0-9a-z]{12}$/.test(word))
        expect([command, text, left, left.length > 0 ? shown : '']).toEqual([command, text, [], ''])
      }
    }
  })
})
