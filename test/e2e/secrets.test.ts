import { Buffer } from 'node:buffer'
import { createServer, type IncomingMessage } from 'node:http'
import type { AddressInfo } from 'node:net'
import { expect, onTestFinished, test } from 'vitest'
import { startBot } from '../support/bot.ts'
import { runProgram } from '../support/program.ts'
import { smallClip } from '../support/small-clip.ts'
import { temporaryFolder } from '../support/temporary-folder.ts'
import { startVendor } from '../support/vendor-server.ts'

const secrets = {
  REPLICATE_API_TOKEN: 'r8_hush/replicate+token=of-this-test',
  FAL_KEY: 'hush-fal-id:hush-fal-secret-of-this-test',
  RUNWAYML_API_SECRET: 'hush-runway-secret-of-this-test',
  MINIMAX_API_KEY: 'hush minimax key of this test',
  KLING_ACCESS_KEY: 'hush-kling-access-of-this-test',
  KLING_SECRET_KEY: 'hush-kling-secret-of-this-test-hush-kling-secret',
  VIDEOGEN_API_KEY: 'hush-videogen-key-of-this-test',
  AI_GATEWAY_API_KEY: 'hush-gateway-key-of-this-test',
  MODERATION_API_KEY: 'hush-moderation-key-of-this-test',
  SOMETHING_ELSE_PASSWORD: 'hush-password-of-the-machine',
}

/** How a vendor of ill will, or a careless one, says a key back. */
const formsOf = (secret: string): string[] => [
  secret,
  encodeURIComponent(secret),
  JSON.stringify(secret).slice(1, -1),
  Buffer.from(secret).toString('hex'),
  Buffer.from(secret).toString('base64'),
  Buffer.from(secret).toString('base64url'),
  // Behind a name of one and of two letters, which moves the letters of base64.
  Buffer.from(`x${secret}`).toString('base64'),
  Buffer.from(`xy${secret}`).toString('base64'),
]
const everyForm = Object.values(secrets).flatMap(formsOf)

/** Answers every request with every secret of the bot, in every form, and as a fault of its own now and then. */
const startParrot = async () => {
  const heard: { url: string; body: string }[] = []
  let answers = 0
  const handle = async (request: IncomingMessage): Promise<{ status: number; text: string }> => {
    const body = Buffer.concat(await Array.fromAsync<Buffer>(request)).toString()
    heard.push({ url: request.url ?? '', body })
    const words = `wrong key: ${request.headers.authorization} ${everyForm.join(' ')} /webhooks/replicate/hush-webhook-key/attempt?signature=hush-signature`
    const status = [400, 401, 403, 422, 500][answers++ % 5] ?? 500
    return {
      status,
      text: JSON.stringify({ title: words, detail: words, error: words, message: words, code: 1, errors: [{ message: words }] }),
    }
  }
  const server = createServer((request, response) => {
    void handle(request).then(({ status, text }) => response.writeHead(status, { 'content-type': 'application/json' }).end(text))
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  onTestFinished(() => {
    server.closeAllConnections()
    server.close()
  })
  const origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  const bases = Object.fromEntries(
    ['RUNWAY_BASE_URL', 'MINIMAX_BASE_URL', 'KLING_BASE_URL', 'FAL_QUEUE_URL', 'VIDEOGEN_BASE_URL', 'AI_GATEWAY_BASE_URL'].map((name) => [
      name,
      origin,
    ]),
  )
  return { origin, heard, env: { ...secrets, ...bases, REPLICATE_BASE_URL: `${origin}/v1` } }
}

/** What is in a text of them, the edges of a form aside: in base64 these are made of the letters around. */
const leaksIn = (text: string): string[] =>
  [...everyForm.map((form) => form.slice(4, -6)), 'hush-webhook-key', 'hush-signature'].filter((part) => text.includes(part))

test('no secret of the bot is in its log, its posts, its pages or its figures, whatever the vendors say', async () => {
  const [dataDir, parrot, vendor] = [await temporaryFolder(), await startParrot(), await startVendor(await smallClip())]
  onTestFinished(() => vendor.close())
  const bot = await startBot({
    dataDir,
    env: { ...parrot.env, MOODREEL_TEST_VENDOR_URL: vendor.url, PUBLIC_URL: 'https://bot.example' },
  })
  onTestFinished(() => bot.kill())
  const said: unknown[] = []
  for (const model of ['wan-2.7-t2v', 'wan-2.7-fal', 'gen-4.5-runway', 'hailuo-2.3-minimax', 'owner/name']) {
    said.push(await bot.say(`/t2v a boat --model ${model}`))
  }
  await expect.poll(() => bot.log.filter(({ msg }) => /reject|fail|unknown/.test(msg)).length, { timeout: 30_000 }).toBeGreaterThan(2)
  said.push(await bot.say('/models'), await bot.say('/queue'), await bot.say('/audit'), await bot.say('/help'))
  // Every provider was asked about its models by now, or is in a moment.
  await expect.poll(() => parrot.heard.length, { timeout: 30_000 }).toBeGreaterThan(3)

  const pages = [
    '/metrics',
    '/healthz',
    '/readyz',
    '/nothing',
    '/webhooks/replicate/hush-webhook-key/attempt?signature=hush-signature',
    '/clips/0123456789ab.mp4?signature=hush-signature',
  ]
  for (const path of pages) {
    for (const [method, accept] of [
      ['GET', 'text/html'],
      ['POST', '*/*'],
    ] as const) {
      const response = await fetch(bot.url + path, { method, headers: { accept } })
      said.push({ path: path.split('?')[0]?.replace('hush-webhook-key', '…'), headers: [...response.headers], text: await response.text() })
    }
  }
  said.push(await bot.messages())
  expect(leaksIn(JSON.stringify(said))).toEqual([])
  await bot.stop()
  expect(bot.log.length).toBeGreaterThan(20)
  expect(leaksIn(JSON.stringify(bot.log))).toEqual([])
  expect(
    leaksIn(
      bot.log
        .map((line) => JSON.stringify(line))
        .join('\n')
        .replaceAll('\\\\', '\\'),
    ),
  ).toEqual([])
})

test('the list of models holds no secret, whatever the vendors say', async () => {
  const parrot = await startParrot()
  const { output, errors } = await runProgram({
    dataDir: await temporaryFolder(),
    args: ['models'],
    env: { ...parrot.env, LOG_LEVEL: 'debug' },
  })
  expect(parrot.heard.length).toBeGreaterThan(0)
  expect(output).toContain('wan')
  expect(leaksIn(output + errors)).toEqual([])
})
