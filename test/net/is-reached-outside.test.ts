import { expect, test } from 'vitest'
import { isReachedOutside } from '../../src/net/is-reached-outside.ts'

const ours = 'https://clips.example.org'

test.each([
  ['https://s3.eu-central-1.amazonaws.com', ours, true],
  ['https://account.r2.cloudflarestorage.com', ours, true],
  ['https://93.184.216.34:9000', ours, true],
  ['https://clips.example.org:9000', ours, true],
  ['http://127.0.0.1:9000', 'http://127.0.0.1:8787', true],
  ['http://s3.example.org', ours, false],
  ['http://minio:9000', 'http://clips.example.org', false],
  ['https://minio:9000', ours, false],
  ['https://minio.media.svc', ours, false],
  ['https://minio.media.svc.cluster.local', ours, false],
  ['https://s3.internal', ours, false],
  ['https://10.0.0.5:9000', ours, false],
  ['https://[fd00::5]:9000', ours, false],
  ['http://127.0.0.1:9000', 'http://192.168.1.5:8787', false],
])('a store at %s for those who reach %s: %s', (store, publicUrl, isReached) => expect(isReachedOutside(store, publicUrl)).toBe(isReached))
