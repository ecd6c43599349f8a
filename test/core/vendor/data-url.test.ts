import { expect, test } from 'vitest'
import { isDataUrl, openDataUrl } from '../../../src/core/vendor/data-url.ts'

test.each([
  ['data:video/mp4;base64,aGVsbG8=', 'hello'],
  ['DATA:text/plain,a%20b', 'a b'],
])('%s holds its bytes', async (url, text) => {
  expect(isDataUrl(url)).toBe(true)
  expect(await new Response(openDataUrl(url)).text()).toBe(text)
})

test.each(['', 'data:video/mp4;base64', 'https://a.example/b.mp4'])('%j holds none', (url) => {
  expect(() => openDataUrl(url)).toThrow(expect.objectContaining({ code: 'bad_media' }))
})
