/**
 * A process that uses the preview renderer and never ends by itself: `parent.ts <folder> <attempt id>`. The tests
 * kill it in the middle of a render.
 */
import { setInterval } from 'node:timers/promises'
import local from '../../../providers/local.ts'
import { providerTools } from '../../support/provider-tools.ts'
import { log, requestOf } from './bench.ts'

const [folder = '', id = ''] = process.argv.slice(2)
const provider = local.create(local.settings.parse({ MOODREEL_LOCAL_DELAY_MS: '3600000' }), providerTools({ log, folder }))
const signal = new AbortController().signal
const result = await provider?.submit(requestOf('a quiet lake', { durationSeconds: 0.5 }), { id, deadlineAt: Date.now() + 60_000, signal })
if (result?.kind !== 'accepted') throw new Error('the job was not accepted')
for await (const _ of setInterval(20)) await provider?.poll(result.operation, signal)
