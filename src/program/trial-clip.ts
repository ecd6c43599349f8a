import { mkdtempDisposable } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { buffer } from 'node:stream/consumers'
import { setTimeout as sleep } from 'node:timers/promises'
import { MoodreelError } from '../core/errors.ts'
import { newId } from '../core/id.ts'
import type { Log } from '../core/log.ts'
import type { Provider, ProviderRequest } from '../core/provider.ts'
import type { Configuration } from './config.ts'
import { createGuards } from './network.ts'
import { openProviders } from './providers.ts'

const patienceMs = 60_000
const pauseMs = 100

const draw = async (local: Provider, given: ProviderRequest): Promise<Uint8Array<ArrayBuffer>> => {
  const signal = AbortSignal.timeout(patienceMs)
  const submitted = await local.submit(given, { id: newId(), deadlineAt: Date.now() + patienceMs, signal })
  if (submitted.kind !== 'accepted') throw new MoodreelError('internal', 'The preview renderer did not take the clip for the trial.')
  for (;;) {
    const status = await local.poll(submitted.operation, signal)
    const [output] = status.kind === 'succeeded' ? status.outputs : []
    const stream = output && (await local.open?.(output, submitted.operation, signal))
    if (stream) return new Uint8Array(await buffer(stream))
    if (status.kind === 'failed' || status.kind === 'canceled')
      throw new MoodreelError('internal', 'The preview renderer drew no clip for the trial; npm run say -- "/t2v a boat" may say more.')
    await sleep(pauseMs, undefined, { signal })
  }
}

/** A second of a real clip, or more, drawn on this machine and kept nowhere. Throws MoodreelError when none can be drawn. */
export const drawTrialClip = async (
  { rows, definitions }: Pick<Configuration, 'rows' | 'definitions'>,
  log: Log,
  { durationSeconds = 1, resolution = '360p' } = {},
) => {
  const [model, definition] = [rows.find(({ name }) => name === 'local'), definitions.get('local')]
  if (!model || !definition) throw new MoodreelError('bad_config', 'The trial needs the model local, which the configuration took away.')
  await using folder = await mkdtempDisposable(join(tmpdir(), 'moodreel-trial-'))
  await using resources = new AsyncDisposableStack()
  const { providers } = await openProviders(
    new Map([['local', definition]]),
    {},
    {
      folderOf: (name) => join(folder.path, name),
      cacheOf: () => ({ get: async () => null, set: async () => undefined }),
      guard: createGuards(resources),
      ...{ fetch, log, publicUrl: undefined, now: () => Date.now() },
    },
  )
  const local = providers.get('local')
  if (!local) throw new MoodreelError('internal', 'The preview renderer could not be opened for the trial.')
  resources.defer(async () => local.stop?.())
  const settings = { durationSeconds, aspectRatio: '16:9', resolution, fps: 12, takes: 1, extras: {} }
  const request = { mode: 't2v' as const, model: 'local', prompt: 'a sunset over the ocean', seed: 7, ...settings }
  return { fileName: 'moodreel-trial.mp4', bytes: await draw(local, { request, model, inputs: [] }) }
}
