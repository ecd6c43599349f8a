import { expect, test } from 'vitest'
import { findFilms } from '../../../src/core/vendor/find-films.ts'

const film = 'https://cdn.example/a/clip.mp4?sig=1'
const other = 'https://cdn.example/b/clip.webm'
const gif = 'https://cdn.example/clip.gif'
const picture = 'https://cdn.example/frame.png'
const bare = 'https://cdn.example/4f2a'
const inside = 'data:video/mp4;base64,AAAA'

test.each<[string, unknown, string[]]>([
  ['a link', film, [film]],
  ['a list', [film, other], [film, other]],
  ['a list of lists', [[picture], [film]], [film, picture]],
  ['text beside a link', ['loading', film, 3, null, true], [film]],
  ['a link in a sentence', `Here it is: <${film}> (5 s)`, [film]],
  ['JSON as text', JSON.stringify({ video: film }), [film]],
  ['an object', { video: film }, [film]],
  ['a film beside its picture', { thumbnail: picture, output: film }, [film, picture]],
  ['files', { files: [{ url: picture }, { url: film }] }, [film, picture]],
  ['a film beside a GIF and a picture', [picture, gif, film], [film, gif, picture]],
  ['a name that says more than the link', { cover: bare, video: `${bare}/1` }, [`${bare}/1`, bare]],
  [
    'a media type beside the link',
    [
      { url: `${bare}/1`, content_type: 'image/png' },
      { url: bare, content_type: 'video/mp4' },
    ],
    [bare, `${bare}/1`],
  ],
  [
    'a file name beside the link',
    [
      { url: `${bare}/1`, file_name: 'a.png' },
      { url: bare, file_name: 'b.mp4' },
    ],
    [bare, `${bare}/1`],
  ],
  ['a preview beside the film', { preview_video: other, video: film }, [film, other]],
  ['what went into it', { input_video: other, result: film }, [film, other]],
  ['a link that says nothing, beside a picture', { image: picture, result: bare }, [bare, picture]],
  ['a name that alone says what it is', { result: bare, video: `${bare}/1` }, [`${bare}/1`, bare]],
  ['a data address', inside, [inside]],
  ['a data address in an object', { frames: ['data:image/png;base64,AAAA'], movie: inside }, [inside, 'data:image/png;base64,AAAA']],
  ['the same link twice', { video: film, videos: [film] }, [film]],
  ['a picture alone', picture, [picture]],
  ['nothing', null, []],
  ['numbers', { frames: 3 }, []],
  ['words', 'It worked.', []],
  ['other schemes', ['javascript:alert(1)', 'file:///etc/passwd', 'ftp://a/b.mp4'], []],
])('%s', (_what, output, films) => expect(findFilms(output)).toEqual(films))

test('an output without end is not looked through to it', () => {
  const deep = Array.from({ length: 50 }).reduce<unknown>((inner) => [inner], film)
  expect(findFilms(deep)).toEqual([])
  expect(findFilms([Array.from({ length: 20_000 }, () => 0), film])).toEqual([])
})
