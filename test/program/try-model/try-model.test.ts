import { expect, onTestFinished, test } from 'vitest'
import fal from '../../../providers/fal.ts'
import { defineProvider, type ProviderDefinition } from '../../../src/core/provider.ts'
import { type TrialHouse, tryModel } from '../../../src/program/try-model.ts'
import { fetchHere } from '../../providers/fal/bench.ts'
import { findVendors } from '../../providers/faults/find-vendors.ts'
import { quietLog } from '../../support/quiet-log.ts'
import { sharedMedia } from '../../support/shared-media.ts'
import { type Fields, type Passing, startChangingProxy } from './changing-proxy.ts'

const vendors = await findVendors()
/** Cog tells of clips by webhook, and the preview renderer is no vendor. */
const tried = [...vendors.keys()].filter((name) => name !== 'cog' && name !== 'local')

/** Tries a vendor's row behind a proxy; the lines are as a person reads them. */
const tryVendor = async (name: string, change: (passing: Passing) => void = () => undefined, house: Partial<TrialHouse> = {}) => {
  const start = vendors.get(name)
  if (!start) throw new Error(`there is no vendor ${name}`)
  const vendor = await start()
  onTestFinished(() => vendor.close())
  // Its vendor here sends webhooks, which a trial does not ask for.
  const definition = name === 'fal' ? falAt(vendor.origin) : vendor.definition
  const { origin, paths } = await startChangingProxy(vendor.origin, change)
  const lines: string[] = []
  const variables = vendor.environment(origin)
  const code = await tryModel(
    { name: vendor.model.name, yes: true },
    {
      configuration: { rows: [vendor.model], definitions: new Map([[name, definition]]) },
      variables,
      roof: { day: null, month: null },
      publicUrl: undefined,
      ...(await sharedMediaOf()),
      log: quietLog,
      print: (line) => void lines.push(line.replace(/ +/, ' ')),
      confirm: async () => false,
      stop: new AbortController().signal,
      now: Date.now,
      // Nothing is waited for but the vendor.
      sleep: () => new Promise((resolve) => setImmediate(resolve)),
      ...house,
    },
  )
  return { code, lines, paths, vendor, variables, said: lines.join('\n'), differs: lines.filter((line) => line.startsWith('DIFFERS')) }
}

const falAt = (origin: string): ProviderDefinition =>
  defineProvider({
    ...fal,
    create: (settings, tools) => fal.create(fal.settings.parse(settings), { ...tools, fetch: fetchHere(origin, tools.fetch) }),
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
  expect(said).toMatch(/^output video\/mp4, 160 × 90, 0\.5 s, 12 frames a second, avc, no sound, 0(\.\d+)? MB; /m)
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
