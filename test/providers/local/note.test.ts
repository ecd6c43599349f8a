import { describe, expect, it } from 'vitest'
import { jobSchema } from '../../../providers/local/job.ts'
import { noteOf } from '../../../providers/local/note.ts'
import { inWords } from '../../../src/core/words/in-words.ts'
import { textSchema } from '../../../src/core/words/text-schema.ts'

const note = (prompt: string, mode = 't2v', camera?: string) =>
  noteOf(jobSchema.parse({ request: { mode, prompt, seed: 1, camera }, inputs: [] }))

describe('what the preview renderer says of a clip', () => {
  it('is about all of its shots', () => {
    const shots = [{ prompt: 'rain' }, { prompt: 'a fox at sunset, a beach' }]
    const job = jobSchema.parse({ request: { mode: 't2v', prompt: '', shots, seed: 1 }, inputs: [] })
    expect(inWords(noteOf(job), 'en')).toMatch(/^Drew (?=.*rain)(?=.*beach)(?=.*sunset).*\. Cannot draw: fox\.$/)
  })

  it.each([
    ['a fox in falling snow, forest, dusk', 'Drew snow, forest, dusk. Cannot draw: fox.'],
    ['sunset', 'Drew sunset.'],
    ['A woman in a red dress dancing on the beach at sunset', 'Drew a person, a beach, sunset. Cannot draw: dress.'],
    ['Deer grazing in a meadow at golden hour, cinematic lighting, highly detailed, 4k', 'Drew a meadow, sunset. Cannot draw: Deer.'],
    ['a small Robot and two cakes on a table, slow motion, 8k', 'Drew a calm scene for the mood. Cannot draw: Robot, cakes, table.'],
    ['a jazz quartet, a saxophone, a trumpet and a bassoon', 'Drew a calm scene for the mood. Cannot draw: quartet, saxophone, trumpet.'],
    ['a chef cooks pasta while a dragon awakens', 'Drew a calm scene for the mood. Cannot draw: chef, pasta, dragon.'],
    ['a sailboat drifting through a galaxy', 'Drew space. Cannot draw: sailboat.'],
    ['a dog, another dog, the Dog', 'Drew a meadow. Cannot draw: dog.'],
    ['cinematic, realistic, slow push-in, best quality, 4k', 'Drew a calm scene for the mood.'],
    ["she doesn't see the robot's arm, 'retro' 35mm", 'Drew a calm scene for the mood. Cannot draw: robot, arm.'],
    ['cinematic 숲 with 여우, dusk', 'Drew forest, dusk. Cannot draw: 여우.'],
  ])('%j: %s', (prompt, said) => expect(inWords(note(prompt), 'en')).toBe(said))

  it.each([
    ['눈 내리는 숲 속의 여우, 해 질 녘', '그린 것: 눈, 숲, 해 질 녘. 그릴 수 없는 것: 여우.'],
    ['숲에서 뛰노는 강아지 두 마리', '그린 것: 숲. 그릴 수 없는 것: 강아지.'],
    ['가을 숲길을 천천히 걷는 여자, 낙엽', '그린 것: 가을, 숲, 사람, 낙엽.'],
    ['빗속을 걷는 고양이, 슬로우 모션, 시네마틱, 4k', '그린 것: 비, 고양이.'],
    ['로봇이 춤추는 무대', '분위기에 맞는 차분한 장면을 그렸습니다. 그릴 수 없는 것: 로봇, 무대.'],
    ['토성의 고리 옆을 지나는 우주선', '그린 것: 행성. 그릴 수 없는 것: 우주선.'],
    ['쓸쓸한 이별 이야기', '분위기에 맞는 차분한 장면을 그렸습니다.'],
    ['예쁜 눈을 가진 소녀가 웃는다', '그린 것: 사람.'],
    ['forest에서 뛰노는 토끼 at night', '그린 것: 숲, 밤. 그릴 수 없는 것: 토끼.'],
  ])('%j: %s', (prompt, said) => expect(inWords(note(prompt), 'ko')).toBe(said))

  it.each([
    'un zorro en la nieve al atardecer',
    'ein Fuchs im verschneiten Wald',
    'notre amour, cinematic',
    '夕暮れの森の狐',
    'лиса в лесу',
    'lis',
    '',
  ])('says nothing of the nouns in %j, which it cannot read', (prompt) =>
    expect(inWords(note(prompt), 'en')).toBe('Drew a calm scene for the mood.'),
  )

  it('tells the move over a still and what is added to it, and how a video was redrawn', () => {
    const said = (...given: Parameters<typeof note>) => (['en', 'ko'] as const).map((language) => inWords(note(...given), language))
    expect(said('the fox turns, snow falls, slow push-in', 'i2v')).toEqual([
      'Moved the camera: push in. Added snow. Cannot draw: fox.',
      '카메라 움직임: 푸시 인. 더한 것: 눈. 그릴 수 없는 것: fox.',
    ])
    expect(said('천천히 다가가며', 'i2v', 'pan left')).toEqual(['Moved the camera: pan left.', '카메라 움직임: 왼쪽 팬.'])
    expect(said('watercolor, warm', 'v2v')).toEqual(['Redrew it in watercolour, warm colours.', '바꾼 모습: 수채화, 따뜻한 색.'])
    expect(said('따뜻한 수채화 느낌', 'v2v')).toEqual(said('watercolor, warm', 'v2v'))
  })

  it.each([
    ['slow push-in, the sky darkens', 'i2v', 'Moved the camera: push in. Cannot draw: sky.'],
    ['pan left, snow begins to fall on the fox', 'i2v', 'Moved the camera: pan left. Added snow. Cannot draw: fox.'],
    ['pan left, slowly', 'i2v', 'Moved the camera: pan left.'],
    ['watercolour, a castle by the sea at night', 'v2v', 'Redrew it in watercolour, cold colours. Cannot draw: castle, sea.'],
    ['pencil sketch, sepia', 'v2v', 'Redrew it in sketch, sepia.'],
  ])('says what is not to be seen of %j as %s', (prompt, mode, said) => expect(inWords(note(prompt, mode), 'en')).toBe(said))

  it('says what is not to be seen in Korean, and reads a note of an earlier version', () => {
    expect(inWords(note('천천히 다가가며, 여우가 달린다', 'i2v'), 'ko')).toMatch(/ 그릴 수 없는 것: 여우\.$/)
    const earlier = textSchema.parse({ say: 'clip.moved', given: { move: { say: 'scene.orbit' }, added: [] } })
    expect(inWords(earlier, 'en')).toBe('Moved the camera: orbit.')
  })

  it('is data that another process and the database can hold', () => {
    const kept: unknown = JSON.parse(JSON.stringify(note('a fox in the snow')))
    expect(textSchema.parse(kept)).toEqual(note('a fox in the snow'))
  })
})
