import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { text } from 'node:stream/consumers'
import { fileURLToPath } from 'node:url'
import { expect, test } from 'vitest'

const run = async (fault: string) => {
  const program = fileURLToPath(new URL('../faulty-program.ts', import.meta.url))
  const child = spawn(process.execPath, ['--disable-warning=ExperimentalWarning', program, fault])
  const [output, errors] = await Promise.all([text(child.stdout), text(child.stderr), once(child, 'close')])
  return { code: child.exitCode, log: JSON.parse(output), errors }
}

test.each([
  ['a promise that nobody waits for', 'rejection', 'nobody waits'],
  ['a connection that breaks while nobody listens', 'connection', 'read ECONNRESET'],
  ['a body that breaks while nobody listens', 'body', 'terminated'],
])('after %s the program goes on', async (_name, fault, message) => {
  expect(await run(fault)).toMatchObject({ code: 0, log: { level: 50, code: 'internal', err: { message } }, errors: 'alive\n' })
})

test('after any other exception it ends in order with 1 and one sentence', async () => {
  expect(await run('exception')).toMatchObject({
    code: 1,
    log: { level: 50, code: 'internal', err: { message: 'in the middle' } },
    errors: 'Moodreel met a fault that it does not know, and ended; look at the log and start it again.\n',
  })
})
