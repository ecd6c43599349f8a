import { describe, expect, test } from 'vitest'
import type { Post } from '../../src/core/post.ts'
import { say } from '../../src/core/words/sentence.ts'
import { loadCommands } from '../../src/program/load.ts'
import { englishIn } from '../support/english-in.ts'
import { buildHouse, fakeModel, type House, openHouse } from '../support/open-house.ts'
import { smallClip } from '../support/small-clip.ts'
import { temporaryFolder } from '../support/temporary-folder.ts'

const jin = { id: 'jin', name: 'Jin' }
const prompt = 'rendering failed, done'
const clip = await smallClip()

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
    const house = await openHouse({ run: true, models: [fakeModel({ label: say('clip.previewRenderer') })] })
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
      expect(englishIn(ourWords(post), ['plain', 'AI', 'ID', ...post.generationIds])).toEqual([])
      expect(post.media.map(({ alt }) => alt)).toEqual(post.kind === 'clip' ? [prompt] : [])
    }
    expect(korean.find(({ kind }) => kind === 'batch')?.facts).toEqual([
      '미리보기 렌더러, AI 아님',
      expect.stringMatching(/^\d+초 만에 완료$/),
      '테이크 2개',
    ])

    const english = postsOf(house, 'ann')
    expect(english.find(({ kind }) => kind === 'batch')?.facts).toEqual([
      'preview renderer, not AI',
      expect.stringMatching(/^done in \d+ s$/),
      '1 take',
    ])
    expect(english.flatMap(({ actions }) => actions.map(({ label }) => label))).toContain('Reroll')
    for (const post of english) expect(ourWords(post)).not.toMatch(/\p{Script=Hangul}/u)

    expect((await house.say('t2v', 'a boat --model no-such', jin)).sentences).toEqual([
      'no-such 모델은 없습니다. 목록은 /models에서 볼 수 있습니다.',
    ])
    expect((await house.say('t2v', 'a boat --model no-such')).sentences).toEqual(['There is no model no-such. /models lists them.'])
  })

  test('is that of their platform until they choose, and a choice counts before it', async () => {
    const house = await openHouse()
    const asked = async (locale: string | undefined): Promise<string> =>
      (await house.say('queue', '', { ...jin, locale })).sentences[0] ?? ''
    const [english, korean] = [/^None of your clips is waiting/, /^기다리는 클립이 없습니다/]
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
      await after.until(failure).toMatchObject({
        text: '제공업체가 보낸 클립을 쓸 수 없습니다. 다시 시도해 주세요.',
        warnings: ['크레딧이 들지 않았습니다.'],
        facts: ['#1', prompt, 'plain', expect.stringMatching(/^ID /)],
      })
      expect((await after.say('queue', '', jin)).sentences[0]).toMatch(/^None of your clips is waiting/)
    } finally {
      await after.close()
    }
  })
})

type Line = [command: string, line: string]

/** Of each command what it answers; `ID` stands for a finished clip, `LOST` for one that failed. */
const asked: Record<'member' | 'moderator', Line[]> = {
  member: [
    ['animate', 'LOST'],
    ['appeal', ''],
    ['cancel', 'ID'],
    ['restore', 'ID'],
    ['vote', 'ID'],
    ['pick', 'ID'],
    ['show', 'ID'],
    ['save', 'ID'],
    ['star', 'ID'],
    ['more', 'ID'],
    ['still', 'a boat --model nothing'],
    ['consent', ''],
    ['consent', '--yes'],
    ['consent', ''],
    ['edit', 'ID'],
    ['extend', 'LOST'],
    ['forget', ''],
    ['help', ''],
    ['help', 't2v'],
    ['help', 'nonsense'],
    ['history', ''],
    ['history', '--csv'],
    ['i2v', 'a boat'],
    ['info', 'ID'],
    ['info', ''],
    ['models', ''],
    ['models', 't2v'],
    ['models', 'x2v'],
    ['queue', ''],
    ['queue', 'cancel that'],
    ['quota', ''],
    ['quota', 'show @bea'],
    ['refine', 'ID'],
    ['report', 'ID that is me'],
    ['reroll', 'NONE'],
    ['restyle', 'LOST'],
    ['fix', 'ID'],
    ['upscale', ''],
    ['upscale', 'ID --to 3'],
    ['settings', ''],
    ['settings', '--duration 4'],
    ['settings', '--model nothing'],
    ['t2v', 'a boat --model nothing'],
    ['template', ''],
    ['template', 'save'],
    ['template', 'save noir'],
    ['template', 'save noir ID'],
    ['template', 'save noir ID'],
    ['template', ''],
    ['template', 'noire'],
    ['template', 'delete noire'],
    ['template', 'delete noir'],
    ['v2v', 'a boat'],
    ['vary', 'NONE'],
    ['delete', 'ID'],
    ['delete', 'ID'],
    ['mod', ''],
    ['approve', 'ID'],
    ['forget', '--yes'],
    ['nonsense', ''],
  ],
  moderator: [
    ['approve', 'ID'],
    ['decline', 'ID'],
    ['dismiss', 'ID'],
    ['mod', 'reports'],
    ['mod', 'waiting'],
    ['mod', 'blocked'],
    ['mod', 'tiers'],
    ['setup', ''],
    ['warn', ''],
    ['warn', '@ann no faces'],
    ['policy', ''],
    ['policy', 'test "a boat"'],
    ['channel', ''],
    ['channel', '--pace 10'],
    ['channel', '55 --pace 10 --models "plain, other" --modes t2v --tiers default'],
    ['channel', '66 --models any --modes any --tiers any --pace any'],
    ['channel', '55 --models othre'],
    ['channel', '55 --modes x2v'],
    ['channel', 'paper --pace 3'],
    ['channel', '77'],
    ['channel', ''],
    ['policy', 'add zorro, cat --reason spam'],
    ['policy', 'add zorro'],
    ['policy', 'add'],
    ['policy', 'paper'],
    ['policy', 'add n0'],
    ['policy', 'add --pattern a*'],
    ['policy', 'add --pattern paper.boat'],
    ['policy', 'test a nude'],
    ['policy', 'test zorro'],
    ['policy', 'test paper'],
    ['policy', 'list'],
    ['policy', 'remove zoro'],
    ['policy', 'remove 1'],
    ['policy', 'remove 99'],
    ['block', ''],
    ['block', '@ann'],
    ['block', '@bea spam for 2d'],
    ['block', '@ann spam'],
    ['quota', 'show @ann'],
    ['unblock', '@ann'],
    ['quota', 'set @ann'],
    ['quota', 'set @ann --limit burst --value "3 in 60"'],
    ['quota', 'set @ann --limit endsPerHour --value 3'],
    ['quota', 'set @ann --limit burst --value much'],
    ['quota', 'set @ann --limit burst --value default'],
    ['quota', 'grant @ann'],
    ['quota', 'grant @ann --value 5 --reason spam'],
    ['quota', 'reset @ann'],
    ['quota', 'history @ann'],
    ['budget', ''],
    ['budget', '0'],
    ['budget', 'off'],
    ['usage', ''],
    ['usage', '1'],
    ['queue', ''],
    ['queue', 'pause spam'],
    ['queue', 'pause plain'],
    ['workspace', ''],
    ['queue', 'resume plain'],
    ['queue', 'resume'],
    ['models', 'disable'],
    ['models', 'disable plain spam'],
    ['models', ''],
    ['models', 'enable plain'],
    ['workspace', '--zone Asia/Nowhere'],
    ['workspace', '--tier default'],
    ['workspace', '--role 12'],
    ['workspace', '--role 12 --tier gold'],
    ['workspace', '--tier default --limit burst'],
    ['workspace', '--tier default --limit queued --value 5'],
    ['workspace', '--approve 10'],
    ['history', '@ann'],
    ['help', ''],
    ['help', 'quota'],
    ['setup', ''],
    ['setup', 'everybody'],
    ['warn', ''],
    ['warn', '@ann spam'],
    ['audit', '--csv'],
    ['audit', ''],
  ],
}

/** The help without what is typed as it stands: names, flags and examples. */
const withoutLines = (post: Post): Post => ({
  ...post,
  facts: [],
  fields: post.fields?.map(({ value }) => ({ name: '', value: String(value).replace(/(?: · )?\/.*/, '') })),
})

/** What stays in every language: what somebody typed, names, options, and what a vendor or an operator wrote. */
const untranslated = [
  ...`${prompt} an open one that is me noir noire nonsense Plain plain other A good It failed local default Ann ann Bea bea Mo mod nobody AI U English
  nothing x2v spam much gold Asia Nowhere Seoul Europe Berlin UTC all in set show grant reset save delete cancel
  no faces of others please add remove test list minors non-consensual explicit gore PNG prompt won the contest team to off policy yaml resume pause enable disable name value history steps paper boat a
  othre any clipsPerHour models modes tiers zorro zoro cat n0 black jumps onto white sofa own-1 own-2 own-3 acme cola No brands here words pattern`.split(
    /[ ,.\n]+/,
  ),
]

describe('the answers of the commands', () => {
  test('name every command there is', async () => {
    const said = new Set([...asked.member, ...asked.moderator].map(([command]) => command))
    expect([...(await loadCommands(undefined)).keys()].filter((name) => !said.has(name))).toEqual([])
  })

  test.each(['member', 'moderator'] as const)('are Korean for a %s, as far as the words are ours', async (who) => {
    const house = await openHouse({ models: [fakeModel(), fakeModel({ name: 'other', provider: 'nobody', about: 'A good one.' })] })
    const { id } = await house.clip({ request: { prompt } })
    const lost = await house.clip({ request: { prompt }, clip: null })
    await house.say('t2v', 'an open one')
    const ids: Record<string, string> = { ID: id, LOST: lost.id, NONE: '000000000000' }
    const speaker = who === 'member' ? { locale: 'ko-KR' } : { locale: 'ko-KR', id: 'mod', name: 'Mo', moderator: true, manager: true }
    for (const [command, text] of asked[who]) {
      const line = text.replace(/\b(ID|LOST|NONE)\b/, (name) => ids[name] ?? '')
      const { replies, forms } = await house.say(command, line, speaker)
      expect([command, line, replies.length + forms.length]).toEqual([command, line, 1])
      const texts = [
        ...replies.map(({ post }) => ourWords(command === 'help' ? withoutLines(post) : post)),
        ...forms.map(({ title }) => String(title)),
      ]
      for (const shown of texts) {
        expect([command, line, shown]).toEqual([command, line, expect.stringMatching(/\p{Script=Hangul}/u)])
        const left = englishIn(shown, untranslated).filter((word) => !/^\d|^[0-9a-z]{12}$/.test(word))
        expect([command, line, left, left.length > 0 ? shown : '']).toEqual([command, line, [], ''])
      }
    }
  })
})
