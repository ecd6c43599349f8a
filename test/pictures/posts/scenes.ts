import type { Post } from '../../../src/core/post.ts'
import { setUpOffer } from '../../../src/core/words/set-up-offer.ts'
import { type FilmSet, until } from './film-set.ts'

/** What people see, in its order, and where. */
export type Seen = [where: string, post: Post | undefined][]

const mod = { id: 'mod', name: 'Mo', moderator: true, manager: true }
const bob = { id: 'bob', name: 'Bob' }
const carol = { id: 'carol', name: 'Carol' }
const minji = { id: 'min', name: '민지', locale: 'ko' }
const hyejin = { id: 'hye', name: '혜진', moderator: true, manager: true, locale: 'ko' }
const prompt = 'a sunset over the ocean with gentle waves'

const inThread = (posts: readonly Post[]): Seen => posts.map((post) => ['thread', post])

const answered = async (set: FilmSet, command: string, line = '', who = {}): Promise<Post | undefined> =>
  (await set.say(command, line, who)).replies.at(-1)?.given

const clip = async (set: FilmSet): Promise<Seen> => {
  const { first, meanwhile, root } = await set.made(`${prompt} --seed 42`)
  return [
    ['only Ann, at once', first],
    ['channel, meanwhile', meanwhile],
    ['channel, at the end', root],
    ...inThread(set.ofBatch(root, 'clip')),
  ]
}

const fourTakes = async (set: FilmSet): Promise<Seen> => {
  const { meanwhile, root } = await set.made(`${prompt} --takes 4 --seed 7`)
  return [['channel, meanwhile', meanwhile], ['channel, at the end', root], ...inThread(set.ofBatch(root, 'clip'))]
}

const failure = async (set: FilmSet): Promise<Seen> => {
  await set.begun('a fox that runs through snow')
  await set.over()
  const root = set.roots().at(-1)
  return [['channel, at the end', root], ...inThread(set.ofBatch(root, 'failure'))]
}

const queue = async (set: FilmSet): Promise<Seen> => {
  set.maker.goesTo = 0.1
  await set.begun('a paper boat in the rain --takes 2')
  await set.begun('a lighthouse at dusk', bob)
  await set.makeHalf(2)
  const seen: Seen = [
    ['only Ann: /queue', await answered(set, 'queue')],
    ['only Mo, a moderator: /queue', await answered(set, 'queue', '', mod)],
    ['only Carol: /queue', await answered(set, 'queue', '', carol)],
  ]
  set.maker.goesTo = 1
  await set.over()
  return seen
}

const report = async (set: FilmSet): Promise<Seen> => {
  const id = set.posts().find(({ kind }) => kind === 'clip')?.generationIds[0] ?? ''
  const reports = (): Post[] => [...set.platform.messages].flatMap(([key, post]) => (key.startsWith('report') ? [post] : []))
  const told = await set.press('report', id, { reason: 'real-person', words: 'this looks like my face' }, bob)
  await set.press('report', id, { reason: 'real-person', words: 'that is my sister, take it down' }, carol)
  await until('the moderators were told', () => reports().length > 0)
  const open = reports()
  await set.press('dismiss', id, {}, mod)
  return [
    ['only Bob, who reported', told.replies.at(-1)?.post],
    ...open.map((post): Seen[number] => ['moderators’ channel', post]),
    ...reports().map((post): Seen[number] => ['moderators’ channel, dismissed', post]),
  ]
}

const approval = async (set: FilmSet): Promise<Seen> => {
  await set.say('workspace', '--approve 40', mod)
  await set.begun(`${prompt} --takes 4`, bob)
  await until('the moderators are asked', () => set.at('approval:') !== undefined)
  const [asked, waiting] = [set.at('approval:'), set.roots().at(-1)]
  const approve = asked?.actions.find(({ command }) => command === 'approve')
  await set.press('approve', approve?.argument ?? '', {}, mod)
  const done = set.at('approval:')
  await set.over()
  return [
    ['channel, meanwhile', waiting],
    ['moderators’ channel', asked],
    ['moderators’ channel, approved', done],
  ]
}

const usage = async (set: FilmSet): Promise<Seen> => [['only Mo, a moderator: /mod usage', await answered(set, 'usage', '', mod)]]

const quota = async (set: FilmSet): Promise<Seen> => [['only Ann: /quota', await answered(set, 'quota')]]

const modelsScene = async (set: FilmSet): Promise<Seen> => [
  ['only Ann: /models', await answered(set, 'models')],
  ['only Mo, a moderator: /models', await answered(set, 'models', '', mod)],
  ['only Ann: /models wan-2.7-t2v', await answered(set, 'models', 'wan-2.7-t2v')],
]

const help = async (set: FilmSet): Promise<Seen> => [
  ['only Ann: /help', await answered(set, 'help')],
  ['only Mo, a moderator: /help', await answered(set, 'help', '', mod)],
  ['only Mo, a moderator: /help quota', await answered(set, 'help', 'quota', mod)],
]

const audit = async (set: FilmSet): Promise<Seen> => {
  await set.say('quota', 'set @bob --limit "clips a day" --value 12', mod)
  await set.say('quota', 'grant @bob --value 50 --reason "won the contest"', mod)
  await set.say('block', '@carol the same clip forty times --for 7d', mod)
  await set.say('block', '@ann revenge', bob)
  await set.say('workspace', '--zone Asia/Seoul --approve 100', mod)
  return [
    ['only Mo: /mod audit', await answered(set, 'audit', '', mod)],
    ['only 혜진: /mod audit', await answered(set, 'audit', '', hyejin)],
  ]
}

/** After what the audit tells of. */
const lists = async (set: FilmSet): Promise<Seen> => {
  const seen: Seen = [
    ['only Mo: /mod tiers', await answered(set, 'mod', 'tiers', mod)],
    ['only Mo: /mod blocked', await answered(set, 'mod', 'blocked', mod)],
    ['only Mo: /quota show @bob', await answered(set, 'quota', 'show @bob', mod)],
    ['only Mo: /history @bob', await answered(set, 'history', '@bob', mod)],
  ]
  await set.say('unblock', '@carol', mod)
  await set.say('workspace', '--zone UTC --approve 40', mod)
  return seen
}

const koreanLists = async (set: FilmSet): Promise<Seen> => {
  set.maker.goesTo = 0.1
  await set.begun('빗속의 종이배 --takes 2', minji)
  await set.makeHalf(1)
  const seen: Seen = [
    ['only 민지: /queue', await answered(set, 'queue', '', minji)],
    ['only 혜진, a moderator: /queue', await answered(set, 'queue', '', hyejin)],
    ['only 혜진: /mod usage', await answered(set, 'usage', '', hyejin)],
  ]
  set.maker.goesTo = 1
  await set.over()
  return seen
}

const koreanHelp = async (set: FilmSet): Promise<Seen> => [
  ['only 민지: /models', await answered(set, 'models', '', minji)],
  ['only 혜진: /help', await answered(set, 'help', '', hyejin)],
]

const korean = async (set: FilmSet): Promise<Seen> => {
  const { first, meanwhile, root } = await set.made('바다 위로 지는 노을, 잔잔한 파도 --seed 3', minji)
  await set.begun('눈 속을 달리는 여우, a fox', minji)
  await set.over()
  return [
    ['only 민지, at once', first],
    ['channel, meanwhile', meanwhile],
    ['channel, at the end', root],
    ...inThread(set.ofBatch(root, 'clip')),
    ...inThread(set.ofBatch(set.roots().at(-1), 'failure')),
    ['only 민지: /quota', await answered(set, 'quota', '', minji)],
  ]
}

/** In a place where nobody made a clip yet, and nobody has set anything. */
const setUp = async (set: FilmSet): Promise<Seen> => {
  const there = { workspace: 'new', ...mod }
  const press = async (step: string, values: Record<string, unknown> = {}): Promise<Post | undefined> =>
    (await set.press('setup', step, values, there)).replies.at(-1)?.post
  set.platform.empty()
  const begun = await press('begin')
  await press('channel', { channel: 'moderators' })
  const half = await press('budget', { budget: '30' })
  const asked = await set.say('t2v', prompt, { workspace: 'new' })
  for (const step of ['everybody', 'words']) await press(step)
  const done = await press('test')
  return [
    [set.name === 'discord' ? 'channel for system messages' : 'home of the app', setUpOffer()],
    ['only Mo, who invited it', begun],
    ['the same message, after two steps', half],
    ['only Ann: /t2v, meanwhile', asked.replies.at(-1)?.post],
    ['the same message, at the end', done],
    ['moderators’ channel', set.at('setup-test:')],
  ]
}

/** In the order in which they are played: each finds what the others have left. */
export const scenes: Record<string, (set: FilmSet) => Promise<Seen>> = {
  clip,
  'four-takes': fourTakes,
  failure,
  queue,
  report,
  approval,
  usage,
  quota,
  korean,
  models: modelsScene,
  help,
  audit,
  lists,
  'korean-lists': koreanLists,
  'korean-help': koreanHelp,
  'set-up': setUp,
}
