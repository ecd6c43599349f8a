import { once } from 'node:events'
import { Readable } from 'node:stream'
import { pino } from 'pino'
import { MoodreelError } from '../src/core/errors.ts'
import { createLastResort } from '../src/program/last-resort.ts'
import { createLog } from '../src/program/log.ts'

/** A program with one fault, as its argument says; it says `alive` when it went on after it. */
const { failed } = createLastResort(createLog('info', pino.destination({ fd: 1, sync: true })), 5_000)

const faults: Record<string, () => void> = {
  rejection: () => void Promise.reject(new Error('nobody waits')),
  connection: () => void new Readable().destroy(Object.assign(new Error('read ECONNRESET'), { code: 'ECONNRESET' })),
  body: () => void new Readable().destroy(Object.assign(new Error('terminated'), { code: 'UND_ERR_SOCKET' })),
  exception: () =>
    void setImmediate(() => {
      throw new Error('in the middle')
    }),
}
const met = Promise.race([once(process, 'unhandledRejection'), once(process, 'uncaughtException')])
faults[String(process.argv[2])]?.()
await met
process.exitCode = await Promise.race([failed, new Promise<number>((resolve) => setImmediate(() => resolve(0)))])
  .then((code) => {
    process.stderr.write('alive\n')
    return code
  })
  .catch((error: unknown) => {
    process.stderr.write(`${error instanceof MoodreelError ? error.userMessage : error}\n`)
    return 1
  })
