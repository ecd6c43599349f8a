import { expect, onTestFinished, test } from 'vitest'
import fal from '../../../providers/fal.ts'
import { defineProvider, type ProviderDefinition } from '../../../src/core/provider.ts'
import { tryHere } from '../../../src/program/try-here.ts'
import { trialPrompt } from '../../../src/program/try-model/cheapest-request.ts'
import { type TrialHouse, tryModel } from '../../../src/program/try-model.ts'
import { fetchHere, namedHere } from '../../providers/fal/bench.ts'
import { findVendors } from '../../providers/faults/find-vendors.ts'
import { token as replicateToken } from '../../providers/replicate/server.ts'
import { quietLog } from '../../support/quiet-log.ts'
import { refusal } from '../../support/refusal.ts'
import { sharedMedia } from '../../support/shared-media.ts'
import { type Fields, type Passing, startChangingProxy } from './changing-proxy.ts'

const vendors = await findVendors()
/** Cog tells of clips by webhook, and the preview renderer is no vendor. */
const tried = [...vendors.keys()].filter((name) => name !== 'cog' && name !== 'local')

/** Tries a vendor's row behind a proxy; the lines are as a person reads them. */
const tryVendor = async (
  name: string,
  change: (passing: Passing) => void = () => undefined,
  house: Partial<TrialHouse> = {},
  { yes = true } = {},
) => {
  const start = vendors.get(name)
  if (!start) throw new Error(`there is no vendor ${name}`)
  const vendor = await start()
  onTestFinished(() => vendor.close())
  // Its vendor here sends webhooks, which a trial does not ask for.
  const definition = name === 'fal' ? falAt(vendor.origin) : vendor.definition
  const { origin, paths } = await startChangingProxy(vendor.origin, change)
  const lines: string[] = []
  let ahead = 0
  const model = { ...vendor.model, price: { usdPerClip: 0.6, cases: [], sure: 'B' as const } }
  const code = await tryModel(
    { name: model.name, yes },
    {
      configuration: { rows: [model], definitions: new Map([[definition.name, definition]]) },
      variables: vendor.environment(origin),
      roof: { day: null, month: null },
      publicUrl: undefined,
      ...(await sharedMediaOf()),
      log: quietLog,
      print: (line) => void lines.push(line.replace(/ {2,}/, ' ')),
      confirm: async () => false,
      stop: new AbortController().signal,
      now: () => Date.now() + ahead,
      // Nothing is waited for but the vendor.
      sleep: async (ms) => {
        ahead += ms
      },
      ...house,
    },
  )
  return { code, lines, paths, vendor, said: lines.join('\n'), differs: lines.filter((line) => line.startsWith('DIFFERS')) }
}

const falAt = (origin: string): ProviderDefinition =>
  defineProvider({
    ...fal,
    create: (settings, tools) =>
      fal.create(fal.settings.parse(settings), { ...tools, fetch: fetchHere(origin, tools.fetch), fetchNamed: namedHere(origin) }),
  })

const sharedMediaOf = async () => {
  const { media, folder } = await sharedMedia()
  return { media, folder }
}

test.each(tried)('%s: a clip comes, another one is canceled, and its own contract does not differ', async (name) => {
  const { code, lines, said, vendor, differs } = await tryVendor(name)
  expect(differs).toEqual([])
  expect(code, said).toBe(0)
  const canCancel = lines.includes('another a second clip is begun, to be canceled at once')
  expect(vendor.jobs()).toBe(canCancel ? 2 : 1)
  expect(said).toMatch(/^submit accepted after/m)
  expect(said).toMatch(/^output video\/mp4, 160 × 90, 0\.5 s, 12 frames a second, avc, no sound, \d+ kB; /m)
  expect(said).toMatch(canCancel ? /^end canceled$/m : /^cancel this vendor has no call for it/m)
  expect(said).toMatch(new RegExp(`^spent .*the vendor took ${canCancel ? '2 clips' : 'one clip'};`, 'm'))
})

/** The answers to one call of a vendor, and what becomes of them on their way. */
type Change = [vendor: string, call: RegExp, change: (json: Fields, passing: Passing) => unknown, says: string]

const become = (fields: Fields) => (json: Fields) => Object.assign(json, fields)
const inside = (name: string, fields: Fields) => (json: Fields) => json[name] && Object.assign(json[name], fields)
const whose = (word: string, change: (json: Fields) => unknown) => (json: Fields) => json['status'] === word && change(json)
const answeredBy = (status: number) => (_json: Fields, passing: Passing) => Object.assign(passing, { status })

const runwayStates = 'PENDING, THROTTLED, RUNNING, SUCCEEDED, FAILED, CANCELLED'

const changes: Change[] = [
  ['replicate', /^POST .*predictions$/, become({ priority: { lane: 1 } }), 'create: priority is not known (an object)'],
  ['kling', /^GET .*text2video\//, inside('data', { progress: 3 }), 'status: data.progress is not known (a number)'],
  ['fal', /^GET .*requests\/[\w-]+$/, inside('video', { codec: 'av1' }), 'result: video.codec is not known (text)'],
  [
    'runway',
    /^GET .*tasks/,
    whose('PENDING', become({ status: 'WARMING' })),
    `status: status the value WARMING is not known (${runwayStates})`,
  ],
  [
    'minimax',
    /^GET .*query/,
    whose('Queueing', become({ status: 'Reviewing' })),
    'status: status the value Reviewing is not known (Preparing, Queueing, Processing, Success, Fail)',
  ],
  ['runway', /^GET .*tasks/, whose('SUCCEEDED', (json) => delete json['cost']), 'status: cost is missing'],
  ['videogen', /^GET .*executions/, become({ progressPercentage: '40%' }), 'status: progressPercentage is text where a number is expected'],
  ['veo', /fetchPredictOperation$/, become({ done: 'yes' }), 'status: done is text where true or false is expected'],
  ['comfyui', /^POST .*prompt$/, become({ number: '7' }), 'create: number is text where a number is expected'],
  ['videogen', /generate-video-clip$/, answeredBy(200), 'create: HTTP 200 where 202 is expected'],
  ['replicate', /cancel$/, answeredBy(202), 'cancel: HTTP 202 where 200 is expected'],
]

test.each(changes)('%s, where %s is answered otherwise', async (vendor, call, change, says) => {
  const { differs, code, said } = await tryVendor(vendor, (passing) => {
    if (call.test(`${passing.method} ${passing.path}`) && passing.json) change(passing.json, passing)
  })
  expect(differs, said).toContain(`DIFFERS ${says}`)
  expect(code).toBe(1)
})

test('nothing is paid for before somebody said yes', async () => {
  const asked: string[] = []
  const confirm = async (question: string) => asked.push(question) === 0
  const { code, lines, vendor } = await tryVendor('runway', undefined, { confirm }, { yes: false })
  expect(asked).toEqual(['Spend up to $1.20 at runway? '])
  expect(lines).toContain('at most $0.60 a clip, $1.20 in all; price B')
  expect(lines.at(-1)).toBe('ended nothing was asked for; --yes, or y on a terminal, begins it')
  expect([code, vendor.jobs()]).toEqual([1, 0])
  const { vendor: other, code: went } = await tryVendor('runway', undefined, { confirm: async () => true }, { yes: false })
  expect([went, other.jobs()]).toEqual([0, 2])
})

test.each([
  [{ day: 119, month: null }, 'refused it may cost $1.20, and MOODREEL_USD_PER_DAY allows $1.19; nothing was asked for'],
  [{ day: null, month: 40 }, 'refused it may cost $1.20, and MOODREEL_USD_PER_MONTH allows $0.40; nothing was asked for'],
])('a trial that could cost more than may be spent is none: %j', async (roof, says) => {
  const { code, lines, paths } = await tryVendor('runway', undefined, { roof })
  expect(lines.at(-1)).toBe(says)
  expect([code, paths]).toEqual([1, []])
})

test('who wants an end has what runs canceled, and is told what may be paid for', async () => {
  const stop = new AbortController()
  const told: string[] = []
  const print = (line: string): void => {
    told.push(line.replace(/ {2,}/, ' '))
    if (/^state /.test(line)) stop.abort()
  }
  const { code, vendor, paths } = await tryVendor('runway', undefined, { stop: stop.signal, print })
  expect(told).toEqual(expect.arrayContaining(['stopped as asked; what runs is canceled', 'end canceled']))
  expect(told.at(-2)).toMatch(/^spent up to \$0\.60: the vendor took one clip; /)
  expect(paths.filter((path) => path.startsWith('DELETE'))).toHaveLength(1)
  expect([code, vendor.jobs()]).toEqual([1, 1])
})

test('a clip that costs more than its row says is told, and counts as it was billed', async () => {
  const { differs, lines, code } = await tryVendor('runway', (passing) => {
    if (passing.json?.['cost']) Object.assign(passing.json, { cost: { credits: 70 } })
  })
  expect(differs).toEqual(['DIFFERS cost: $0.70 is more than the $0.60 of the row’s price'])
  expect(lines.at(-2)).toMatch(/^spent up to \$1\.30: the vendor took 2 clips/)
  expect(code).toBe(1)
})

test('whoever sits at the terminal sees the same, with folders and children that stay until the end', async () => {
  const vendor = await vendors.get('replicate')?.()
  if (!vendor) throw new Error('there is no such vendor')
  onTestFinished(() => vendor.close())
  const lines: string[] = []
  const configuration = { rows: [vendor.model], definitions: new Map([['replicate', vendor.definition]]) }
  const house = {
    configuration,
    roof: { day: null, month: null },
    publicUrl: undefined,
    log: quietLog,
    print: (line: string) => void lines.push(line),
  }
  const variables = vendor.environment(vendor.origin)
  // Nobody can be asked here.
  expect(await tryHere({ name: vendor.model.name, yes: false }, { ...house, variables })).toBe(1)
  expect(vendor.jobs()).toBe(0)
  expect(await tryHere({ name: vendor.model.name, yes: true }, { ...house, variables }), lines.join('\n')).toBe(0)
  expect(lines.join('\n')).toMatch(/^output {5}video\/mp4, /m)
})

test('a submit without an answer is looked up, and never made again', async () => {
  let creates = 0
  const { lines, vendor, paths } = await tryVendor('comfyui', (passing) => {
    if (passing.method === 'POST' && passing.path === '/prompt' && ++creates === 1) passing.status = 500
  })
  expect(lines).toEqual(
    expect.arrayContaining([
      'unknown HTTP 500',
      expect.stringMatching(/^reconcile found after/),
      'DIFFERS create: HTTP 500 where 200 or 409 is expected',
    ]),
  )
  expect(vendor.jobs()).toBe(2)
  expect(paths.filter((path) => path === 'POST /prompt')).toHaveLength(2)
})

test('a refusal ends the trial; neither key, signed address nor prompt stands in its words', async () => {
  const { code, lines, said } = await tryVendor('replicate', (passing) => {
    if (!/predictions$/.test(passing.path) || passing.method !== 'POST') return
    const detail = `Bearer ${replicateToken} may not make "${trialPrompt}" of https://cdn.example/a.mp4?sig=abc`
    Object.assign(passing, { status: 422, json: { title: 'Refused', detail } })
  })
  expect(lines.find((line) => line.startsWith('refused'))).toMatch(/^refused invalid_input: .*\(the prompt\).*https:\/\/cdn\.example\/…/)
  expect(said).not.toContain(replicateToken)
  expect(said).not.toMatch(/sig=|paper boat/)
  expect(lines.at(-2)).toMatch(/^spent \$0\.00: the vendor took 0 clips/)
  expect(code).toBe(1)
})

test.each([
  ['cog', {}, /^step-video cannot be tried so: cog tells of clips by webhook only/],
  ['runway', { variables: {} }, /^gen-4\.5-runway cannot be asked for: the provider runway is not set up/],
])('a model of %s that cannot be tried says why', async (name, house, says) => {
  const [code, sentence] = await refusal(() => tryVendor(name, undefined, house))
  expect([code, sentence]).toEqual(['bad_config', expect.stringMatching(says)])
})
