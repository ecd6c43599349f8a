import { readdir, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { runProgram } from '../support/program.ts'
import { startBucket } from '../support/start-bucket.ts'
import { temporaryFolder } from '../support/temporary-folder.ts'

const setUp = async () => {
  const bucket = await startBucket()
  onTestFinished(() => bucket.stop())
  const { endpoint, bucket: name, accessKeyId, secretAccessKey } = bucket.place
  const env = {
    MOODREEL_CONFIG_DIR: await temporaryFolder(),
    S3_ENDPOINT: endpoint,
    S3_BUCKET: name,
    S3_ACCESS_KEY_ID: accessKeyId,
    S3_SECRET_ACCESS_KEY: secretAccessKey,
  }
  return { bucket, env, dataDir: await temporaryFolder() }
}

test('a clip that is made with a bucket is kept in it, and nothing in the data folder', async () => {
  const { bucket, env, dataDir } = await setUp()
  const { code, output, errors } = await runProgram({
    dataDir,
    env,
    args: ['say', '/t2v snow --duration 1 --resolution 360p --model local'],
  })
  expect([code, errors]).toMatchObject([0, expect.not.stringContaining('"level":50')])
  const [made = ''] = await readdir(join(dataDir, 'out'))
  expect((await stat(join(dataDir, 'out', made))).size).toBeGreaterThan(10_000)
  expect((await bucket.keys()).sort()).toEqual([
    expect.stringMatching(/^clips\/\w{12}\.mp4$/),
    expect.stringMatching(/^posters\/\w{12}\.jpg$/),
  ])
  expect((await readdir(dataDir)).filter((name) => name === 'media')).toEqual([])
  for (const secret of ['test-secret', 'X-Amz-Signature']) expect(output + errors).not.toContain(secret)
})

test('a start with a bucket that is not there ends with one sentence', async () => {
  const { env, dataDir } = await setUp()
  const { code, output, errors } = await runProgram({ dataDir, env: { ...env, S3_BUCKET: 'elsewhere' } })
  expect([code, output, errors]).toEqual([1, '', 'There is no bucket elsewhere at S3_ENDPOINT; make it there, or correct S3_BUCKET.\n'])
})
