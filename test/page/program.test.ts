import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { type Bot, startBot } from '../support/bot.ts'
import { spawnProgram } from '../support/program.ts'
import { temporaryFolder } from '../support/temporary-folder.ts'
import { ask, cookieOf, named, outerAddresses } from './ask.ts'

const passedOn = { 'x-forwarded-for': '192.0.2.7' }
const root = join(import.meta.dirname, '../..')

const start = async (dataDir: string, env: Record<string, string> = {}): Promise<Bot & { port: number }> => {
  const bot = await startBot({ dataDir, env })
  onTestFinished(() => bot.kill())
  return { ...bot, port: Number(new URL(bot.url).port) }
}
const linkOf = async (bot: Bot): Promise<string> => String((await bot.logged(({ link }) => link !== undefined))['link'])
/** A link without an address stands behind one that a proxy has. */
const tokenOf = (link: string): string => new URL(link, 'http://proxy.example').searchParams.get('token') ?? ''

test('prints the link once to people and once in the log, and to people alone where nothing is logged; a restart logs nobody out', async () => {
  const dataDir = await temporaryFolder()
  const bot = await start(dataDir)
  const link = await linkOf(bot)
  expect(link).toMatch(/^\/\?token=[\w-]{43}$/)
  const entered = await ask({ port: bot.port, path: `/?token=${tokenOf(link)}`, headers: passedOn })
  expect(entered.status).toBe(302)
  // Something that is answered, so that all lines before it are read.
  expect((await ask({ port: bot.port, path: '/?token=wrong-one', headers: passedOn })).status).toBe(401)
  await bot.logged((line) => line['status'] === 401)
  const written = bot.log.map((line) => JSON.stringify(line)).filter((line) => line.includes(tokenOf(link)))
  expect([written.length, bot.errors().split(link).length, bot.errors().split(tokenOf(link)).length]).toEqual([1, 2, 2])
  expect(JSON.stringify(bot.log)).not.toContain('wrong-one')
  expect(bot.errors()).toContain('No other machine can reach it, for it listens on 127.0.0.1 alone; HOST=0.0.0.0 opens it')
  await bot.stop()

  // A log that tells little still leaves the link to people; nothing is logged that could be waited for: the port is the earlier one.
  const child = spawnProgram({ dataDir, env: { LOG_LEVEL: 'silent', PORT: String(bot.port) } })
  onTestFinished(() => void child.kill('SIGKILL'))
  let [output, errors] = ['', '']
  child.stdout.on('data', (chunk: Buffer) => {
    output += chunk.toString()
  })
  child.stderr.on('data', (chunk: Buffer) => {
    errors += chunk.toString()
  })
  await expect.poll(() => errors).toContain(link)
  expect((await ask({ port: bot.port, path: '/api/messages', headers: { ...passedOn, cookie: cookieOf(entered) } })).status).toBe(200)
  expect(output).toBe('')
})

test('a token that the operator chose is written nowhere', async () => {
  const env = { PLAYGROUND_TOKEN: 'chosen by the operator', METRICS_TOKEN: 'chosen-as-well', LOG_LEVEL: 'trace' }
  const bot = await start(await temporaryFolder(), env)
  await bot.logged(({ msg }) => msg === 'ready')
  const path = `/?token=${encodeURIComponent(env.PLAYGROUND_TOKEN)}`
  expect((await ask({ port: bot.port, path, headers: passedOn })).status).toBe(302)
  const headers = { ...passedOn, authorization: `Bearer ${env.METRICS_TOKEN}` }
  expect((await ask({ port: bot.port, path: '/metrics', headers })).status).toBe(200)
  await bot.stop()
  const written = `${JSON.stringify(bot.log)}${bot.errors()}`
  expect(written).toContain(`\n  ${bot.url}\n`)
  for (const secret of [env.PLAYGROUND_TOKEN, encodeURIComponent(env.PLAYGROUND_TOKEN), env.METRICS_TOKEN])
    expect(written).not.toContain(secret)
})

test.skipIf(outerAddresses.length === 0)(
  'with the image’s own environment it is open with the link, and closed to the network',
  async () => {
    const [, words = ''] = /^ENV (.*)$/m.exec(await readFile(join(root, 'Dockerfile'), 'utf8')) ?? []
    const env = Object.fromEntries(words.split(' ').map((word) => word.split('=')))
    expect(env.HOST).toBe('0.0.0.0')
    const dataDir = await temporaryFolder()
    const bot = await start(dataDir, { ...env, MOODREEL_DATA_DIR: dataDir, PORT: '0' })
    const token = tokenOf(await linkOf(bot))
    const [address = ''] = outerAddresses
    // As from a published port: another peer, under a name and a port of the machine outside.
    for (const host of [`127.0.0.1:${bot.port}`, '127.0.0.1:9000', 'localhost:9000', named(address, 9000)]) {
      const asked = { port: bot.port, address, headers: { host } }
      expect([host, (await ask(asked)).status]).toEqual([host, 401])
      const cookie = cookieOf(await ask({ ...asked, path: `/?token=${token}` }))
      const headers = { host, cookie, origin: `http://${host}`, 'content-type': 'application/json' }
      const page = await ask({ ...asked, headers })
      expect([host, page.status, page.text.includes('<title>Moodreel</title>')]).toEqual([host, 200, true])
      const body = JSON.stringify({ id: `request-${host.replace(/\W/g, '-')}`, text: '/quota' })
      expect((await ask({ ...asked, path: '/api/say', method: 'POST', headers, body })).status).toBe(200)
    }
  },
)
