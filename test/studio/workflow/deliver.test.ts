import { expect, test } from 'vitest'
import { MoodreelError } from '../../../src/core/errors.ts'
import { createPublicLinks } from '../../../src/net/public-links.ts'
import { noise } from '../../media/fixtures.ts'
import { openHouse } from '../../support/open-house.ts'
import { sharedMedia } from '../../support/shared-media.ts'
import { clipOf } from '../../support/small-clip.ts'

/** A clip that does not get small easily. */
const grain = await clipOf({ width: 320, height: 180, fps: 12, durationSeconds: 1, draw: noise, bitrate: 4_000_000 })

const publicLinks = createPublicLinks({ publicUrl: 'https://clips.example.org', secret: 'a secret', now: () => Date.now() })

/** Lets a clip be made for a chat that takes files of `takesBytes`, and gives what was posted. */
const deliver = async (
  takesOf: (clipBytes: number) => number,
  options: Parameters<typeof openHouse>[0] = {},
  behaviour: { refusesVideos?: boolean } = {},
) => {
  const house = await openHouse({ run: true, ...options })
  house.provider.clip = grain
  Object.assign(house.platform, { takesBytes: takesOf(grain.byteLength), ...behaviour })
  await house.say('t2v', 'grain')
  const [id] = await house.finished()
  const posts = [...house.platform.messages.values()].filter((post) => post.kind === 'clip')
  const entries = await house.storage.ledger.entriesOf(id as string)
  return { id, posts, house, entries: entries.map(({ kind }) => kind) }
}

test('a clip that the platform takes is posted as it is', async () => {
  const { posts, id } = await deliver((bytes) => 2 * bytes)
  expect(posts.map((post) => post.media[0]?.key)).toEqual([`clips/${id}.mp4`])
})

test('a clip that the platform refuses for its size is made smaller until it goes, and posted once', async () => {
  const { posts, id, house, entries } = await deliver((bytes) => bytes / 2)
  const shown = posts.map((post) => post.media[0])
  expect(shown).toMatchObject([{ key: expect.stringMatching(`^fitted/${id}/[0-9a-f]{64}.mp4$`) }])
  // Made more than once, at other sizes: what is shown is the one that went.
  expect(await house.storage.mediaStore.size(shown[0]?.key ?? '')).toBe(shown[0]?.sizeBytes)
  const { path, release } = await house.storage.mediaStore.borrow(shown[0]?.key ?? '')
  expect((await house.media.readRecipe(path))?.generationId).toBe(id)
  await release()
  expect(entries).toEqual(['hold', 'settle'])
})

test('a clip that cannot be made small enough comes as its still and a signed link that opens', async () => {
  const { posts, id, entries } = await deliver(() => 100, { publicLinks })
  expect(posts.map((post) => post.media.map((media) => media.key))).toEqual([[`posters/${id}.jpg`]])
  expect(entries).toEqual(['hold', 'settle'])
  const link = new URL(posts[0]?.links?.[0]?.url ?? '')
  expect(`${link.origin}${link.pathname}`).toBe(`https://clips.example.org/clips/${id}.mp4`)
  expect(publicLinks.isGood(link.pathname, link.searchParams.get('expires') ?? '', link.searchParams.get('signature') ?? '')).toBe(true)
})

test('without a public address the still says where the clip is', async () => {
  const { media } = await sharedMedia()
  const fit = async () => Promise.reject(new MoodreelError('too_large', 'It stays too large.'))
  const { posts } = await deliver(() => 100, { parts: { media: { ...media, fit } } })
  expect(posts.map((post) => post.links)).toEqual([[]])
  expect(posts[0]?.warnings.join()).toContain('PUBLIC_URL')
})

test('a clip that the platform takes and never shows comes at once as its still and a link, and is paid once', async () => {
  const { posts, id, entries } = await deliver((bytes) => 2 * bytes, { publicLinks }, { refusesVideos: true })
  expect(posts.map((post) => post.media.map((media) => media.key))).toEqual([[`posters/${id}.jpg`]])
  expect(posts[0]?.links).toHaveLength(1)
  expect(posts[0]?.warnings).toEqual(['The clip could not be posted here as a file. The link shows it for a month.'])
  expect(entries).toEqual(['hold', 'settle'])
})
