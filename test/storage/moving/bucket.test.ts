import { mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { layDatabases } from '../../support/lay-databases.ts'
import { runProgram } from '../../support/program.ts'
import { startBucket } from '../../support/start-bucket.ts'
import { temporaryFolder } from '../../support/temporary-folder.ts'
import { newServer } from './furnished-house.ts'

test('clips move into the bucket, each once, and those of a backup too', async () => {
  const bucket = await startBucket()
  onTestFinished(() => bucket.stop())
  const { endpoint, bucket: name, accessKeyId, secretAccessKey } = bucket.place
  const s3 = { S3_ENDPOINT: endpoint, S3_BUCKET: name, S3_ACCESS_KEY_ID: accessKeyId, S3_SECRET_ACCESS_KEY: secretAccessKey }
  const [dataDir, backup] = [await temporaryFolder(), await temporaryFolder()]
  await layDatabases(dataDir)
  await mkdir(join(dataDir, 'media/clips'), { recursive: true })
  for (const clip of ['one', 'two']) await writeFile(join(dataDir, `media/clips/${clip}.mp4`), clip)
  expect(await runProgram({ dataDir, args: ['backup', backup] })).toMatchObject({ code: 0, errors: '' })

  const migrate = { dataDir, args: ['migrate', '--to', 'postgres'], env: { ...s3, DATABASE_URL: await newServer() } }
  expect(await runProgram(migrate)).toMatchObject({ code: 0, errors: '', output: expect.stringContaining('2 of them were put there now') })
  expect((await bucket.keys()).toSorted()).toEqual(['clips/one.mp4', 'clips/two.mp4'])
  expect(await runProgram(migrate)).toMatchObject({ code: 0, errors: '', output: expect.stringContaining('0 of them were put there now') })

  bucket.empty()
  const restore = { dataDir: await temporaryFolder(), args: ['restore', backup], env: s3 }
  expect(await runProgram(restore)).toMatchObject({ code: 0, errors: '' })
  expect((await bucket.keys()).toSorted()).toEqual(['clips/one.mp4', 'clips/two.mp4'])
}, 120_000)
