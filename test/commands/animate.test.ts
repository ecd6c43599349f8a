import { describe, expect, test } from 'vitest'
import animate from '../../commands/animate.ts'
import type { Generation } from '../../src/core/generation.ts'
import type { Form } from '../../src/core/platform.ts'
import { say } from '../../src/core/words/sentence.ts'
import { formView } from '../../src/platforms/web/form-view.ts'
import { makeMp4, red, redThenBlue } from '../media/fixtures.ts'
import { readPixels } from '../media/read-back.ts'
import { admission, tier as usual } from '../support/admission.ts'
import { fakeModel, type House, openHouse } from '../support/open-house.ts'
import { sampleClip, sampleInput } from '../support/sample-clip.ts'
import { temporaryFolder } from '../support/temporary-folder.ts'

const length = { duration: { min: 1, max: 10, default: 5 } }
const full = fakeModel({ name: 'full', modes: ['i2v'], negativePrompt: true, lastFrame: true, price: { usdPerSecond: 0.02 }, ...length })
const quick = fakeModel({ ...full, name: 'quick', draftOf: 'full', grade: 'draft', price: { usdPerSecond: 0.002 } })
const painter = fakeModel({ name: 'painter', modes: ['t2i'] })
const both = { models: [painter, full, quick] }

/** A still that somebody made of these words; its file is only known of. */
const stillOf = (house: House, prompt = 'a red fox in tall grass, morning mist', key = 'clips/still.jpg'): Promise<Generation> =>
  house.clip({ request: { mode: 't2i', model: 'painter', prompt }, clip: { video: { ...sampleClip('x').poster, key } } })

const withBytes = async (house: House, id: string): Promise<void> => {
  const path = `${await temporaryFolder()}/clip.mp4`
  await makeMp4(path, { width: 64, height: 36, fps: 8, durationSeconds: 1, draw: redThenBlue })
  await house.storage.mediaStore.put(`clips/${id}.mp4`, path)
}

const moving = '--prompt "push in, then pan left, no people"'

describe('animate', () => {
  test('starts from a still itself, at once where no words are typed', async () => {
    const house = await openHouse(both)
    const still = await stillOf(house)
    const { forms, replies } = await house.say('animate', `${still.id} --draft off`)
    const [after] = await house.childrenOf(still.id)
    expect([forms, replies]).toEqual([[], []])
    expect(after).toMatchObject({ mode: 'i2v', model: 'full', warnings: [] })
    expect(after?.request).toMatchObject({ prompt: still.request.prompt, firstFrame: { url: 'media:clips/still.jpg' } })
  })

  test('makes what is asked for well without a word', async () => {
    const house = await openHouse(both)
    const still = await stillOf(house)
    const { replies } = await house.say('animate', `${still.id} --prompt "slow push in, the grass moves" --duration 3 --motion barely`)
    const [after] = await house.childrenOf(still.id)
    expect(replies).toEqual([])
    expect(after?.request).toMatchObject({ prompt: 'slow push in, the grass moves', durationSeconds: 3 })
  })

  test('makes a draft first where the family has one, unless somebody chose', async () => {
    const house = await openHouse(both)
    const still = await stillOf(house)
    const modelsOf = async () => (await house.childrenOf(still.id)).map(({ model, warnings }) => [model, warnings])
    await house.say('animate', still.id)
    expect(await modelsOf()).toEqual([['quick', [say('member.draftFirst', { full: 'full' })]]])
    await house.say('animate', `${still.id} --draft off`)
    await house.say('animate', `${still.id} --model full`)
    expect((await modelsOf()).slice(1)).toEqual([
      ['full', []],
      ['full', []],
    ])
  })

  test('says so when no model here can', async () => {
    const house = await openHouse({ models: [fakeModel({ modes: ['t2v'] })] })
    const { id } = await house.clip()
    const { sentences } = await house.press('animate', id)
    expect(sentences).toEqual(['No model here can make i2v at the moment. /models lists what there is.'])
  })
})

describe('how it ends', () => {
  test('on another still, by its number or its ID', async () => {
    const house = await openHouse(both)
    const [still, other] = [await stillOf(house), await stillOf(house, 'the fox jumps', 'clips/other.jpg')]
    await house.say('animate', `${still.id} --ends ${other.id}`)
    const [after] = await house.childrenOf(still.id)
    expect(after?.request).toMatchObject({ firstFrame: { url: 'media:clips/still.jpg' }, lastFrame: { url: 'media:clips/other.jpg' } })
  })

  test('as it begins, or freely', async () => {
    const house = await openHouse(both)
    const still = await stillOf(house)
    await house.say('animate', `${still.id} --ends loop`)
    await house.say('animate', `${still.id} --ends freely`)
    expect((await house.childrenOf(still.id)).map(({ request }) => request.loop)).toEqual([true, undefined])
  })

  test('on no clip of another workspace', async () => {
    const house = await openHouse(both)
    const still = await stillOf(house)
    const foreign = admission({ workspace: 'elsewhere', provider: 'fake', now: Date.now() })
    await house.storage.ledger.admit(foreign)
    const id = foreign.generations[0]?.id ?? ''
    await house.storage.generations.saveClip(id, sampleClip(id))
    const { sentences } = await house.say('animate', `${still.id} --ends ${id}`)
    expect(sentences).toEqual([`There is no clip with the ID ${id}. Copy the ID from the clip’s post.`])
    expect(await house.childrenOf(still.id)).toEqual([])
  })

  test('in no other way', async () => {
    const house = await openHouse(both)
    const still = await stillOf(house)
    const { sentences } = await house.say('animate', `${still.id} --ends somehow`)
    expect(sentences[0]).toContain('be freely, loop, or the number of a still here')
  })
})

describe('same frame, new motion', () => {
  test('a clip made from words gives its first frame exactly, and keeps its model', async () => {
    const house = await openHouse({ models: [fakeModel(length), full] })
    const before = await house.clip({ request: { prompt: 'a paper boat' } })
    await withBytes(house, before.id)
    await house.say('animate', `${before.id} --prompt "the boat drifts on"`)
    const [after] = await house.childrenOf(before.id)
    expect(after).toMatchObject({ model: 'plain', request: { prompt: 'the boat drifts on' } })
    expect(after?.request.firstFrame).toMatchObject({ url: `media:frames/${before.id}-first.png`, mediaType: 'image/png' })
    const { path, release } = await house.storage.mediaStore.borrow(`frames/${before.id}-first.png`)
    const middle = (await readPixels(path)).at(0.5, 0.5)
    await release()
    expect(Math.max(...middle.map((value, at) => Math.abs(value - (red[at] ?? 0))))).toBeLessThan(20)
  })

  test('a clip made from a picture gives that picture, and no frame is drawn for it', async () => {
    const house = await openHouse({ models: [fakeModel(length)] })
    const before = await house.clip({
      request: { mode: 'i2v', firstFrame: { url: 'media:clips/still.jpg', name: 'still.jpg' } },
      inputs: [sampleInput('firstFrame', 'kept.png')],
    })
    await house.say('animate', `${before.id} --prompt "the boat drifts on"`)
    const [after] = await house.childrenOf(before.id)
    expect(after?.request.firstFrame).toMatchObject({ url: 'media:inputs/kept.png' })
    expect(await house.keeps(`frames/${before.id}-first.png`)).toBe(false)
  })
})

describe('the form', () => {
  test('a press asks for motion, amount, end, length and model with its price, and makes nothing yet', async () => {
    const house = await openHouse(both)
    const still = await stillOf(house)
    const { forms, replies } = await house.press('animate', still.id)
    expect(replies).toEqual([])
    expect(forms).toEqual([
      {
        command: 'animate',
        generationId: still.id,
        title: 'Animate',
        asks: ['prompt', 'motion', 'ends', 'duration', 'model'],
        values: { ends: 'freely', duration: 5, model: 'quick' },
        without: ['draft', 'no', 'seed', 'as-is'],
        choices: {
          ends: [
            { value: 'freely', label: say('form.endsFreely') },
            { value: 'loop', label: say('form.endsLoop') },
          ],
          model: [
            { value: 'quick', label: say('form.draftPriced', { model: 'quick', full: 'full', credits: 1 }) },
            { value: 'full', label: say('form.modelPriced', { model: 'full', credits: 10 }) },
          ],
        },
        price: { credits: 1, perSecond: 0.2 },
      },
    ])
    expect(await house.childrenOf(still.id)).toEqual([])
  })

  test('on the page its five fields stand in sight, the words first', async () => {
    const house = await openHouse(both)
    const { forms } = await house.press('animate', (await stillOf(house)).id)
    const { fields } = formView(forms[0] as Form, [animate], both.models)
    expect(fields.filter(({ more }) => !more).map(({ name }) => name)).toEqual(['prompt', 'motion', 'ends', 'duration', 'model'])
  })

  test('a model that the owner is not billed for costs nothing in its list either', async () => {
    const own = fakeModel({ name: 'own', modes: ['i2v'], price: { usdPerClip: 0.01, nominal: true }, ...length })
    const house = await openHouse({ models: [painter, own] })
    const { id } = await stillOf(house)
    const listed = async (owner: boolean) => {
      const [form] = (await house.press('animate', id, {}, { owner })).forms
      return [form?.choices?.['model']?.map(({ label }) => label), form?.price]
    }
    expect(await listed(true)).toEqual([[say('form.modelPriced', { model: 'own', credits: 0 })], expect.objectContaining({ credits: 0 })])
    expect(await listed(false)).toEqual([[say('form.modelPriced', { model: 'own', credits: 1 })], expect.objectContaining({ credits: 1 })])
  })

  test('no frame of a film is drawn for it', async () => {
    const house = await openHouse({ models: [fakeModel(length)] })
    const before = await house.clip()
    expect((await house.press('animate', before.id)).forms).toHaveLength(1)
    expect(await house.keeps(`frames/${before.id}-first.png`)).toBe(false)
  })

  test('what is sent in is made, also without words', async () => {
    const house = await openHouse(both)
    const still = await stillOf(house)
    await house.press('animate', still.id, { prompt: '', ends: 'loop', duration: '3', model: 'full', motion: '' })
    const [after] = await house.childrenOf(still.id)
    expect(after).toMatchObject({ model: 'full', request: { loop: true, durationSeconds: 3, prompt: still.request.prompt } })
  })
})

describe('advice', () => {
  const asked = async (line = moving, who = {}) => {
    const house = await openHouse(both)
    const still = await stillOf(house)
    const { replies } = await house.say('animate', `${still.id} ${line}`, who)
    const { post } = replies[0] ?? {}
    const buttonOf = (name: string): string => post?.actions.find(({ argument }) => argument.endsWith(`-${name}`))?.argument ?? ''
    return { house, still, replies, post, buttonOf }
  }

  test('comes privately and before anything is made, with three ways on', async () => {
    const { house, still, replies, post } = await asked()
    expect(replies).toMatchObject([{ isPrivate: true }])
    expect(post).toMatchObject({
      kind: 'notice',
      text: '2 things about this motion, before it is made:',
      warnings: [
        'Two camera moves (push in, pan left) blur into one another. Ask for one.',
        '“no people” says what not to show, and models show it all the same. Put it behind --no: people.',
      ],
      fields: [{ name: 'Simpler', value: 'push in --no people' }],
      actions: [
        { command: 'yes', label: 'Use the simpler one: “push in”', style: 'primary' },
        { command: 'yes', label: 'Make it as it is' },
        { command: 'yes-form', label: 'Edit' },
      ],
    })
    expect(await house.childrenOf(still.id)).toEqual([])
  })

  test('the simpler one is made in its place, and what is not wanted goes to --no', async () => {
    const { house, still, buttonOf } = await asked()
    await house.press('yes', buttonOf('simpler'))
    const [after] = await house.childrenOf(still.id)
    expect(after?.request).toMatchObject({ prompt: 'push in', negativePrompt: 'people', firstFrame: { url: 'media:clips/still.jpg' } })
  })

  test('a terminal has no buttons: there the answer is typed as it is listed', async () => {
    const { house, still, buttonOf } = await asked()
    await house.say('yes', buttonOf('simpler'))
    expect((await house.childrenOf(still.id)).map(({ request }) => request.prompt)).toEqual(['push in'])
    expect((await house.say('yes', 'please')).sentences[0]).toContain('yes')
  })

  test('it is made as it is', async () => {
    const { house, still, buttonOf } = await asked(`${moving} --duration 4`)
    await house.press('yes', buttonOf('as-is'))
    const [after] = await house.childrenOf(still.id)
    expect(after?.request).toMatchObject({ prompt: 'push in, then pan left, no people', durationSeconds: 4 })
    expect(after?.request.negativePrompt).toBeUndefined()
  })

  test('Edit opens the form with all that was said', async () => {
    const { house, still, buttonOf } = await asked(`${moving} --duration 4`)
    const { forms } = await house.press('yes-form', buttonOf('edit'))
    expect(forms).toMatchObject([
      { command: 'animate', generationId: still.id, values: { prompt: 'push in, then pan left, no people', duration: 4, model: 'quick' } },
    ])
    expect(await house.childrenOf(still.id)).toEqual([])
  })

  test('never comes where somebody says that it is to be as it is, nor where only a price is asked for', async () => {
    const { house, still, replies } = await asked(`${moving} --as-is`)
    expect(replies).toEqual([])
    expect(await house.childrenOf(still.id)).toHaveLength(1)
    const input = { kind: 'values' as const, values: { id: still.id, prompt: 'push in, then pan left', model: 'full' } }
    const member = { id: 'ann', name: 'Ann', roles: [], moderator: false }
    const said = { id: 'price', platform: 'web', workspace: 'local', member, command: 'animate', input, attachments: [], origin: null }
    expect(await house.price(said)).toMatchObject({ credits: 10 })
  })

  test('an answer given twice at one instant, and then another, is one clip', async () => {
    const { house, still, buttonOf } = await asked()
    await Promise.all([house.press('yes', buttonOf('simpler')), house.press('yes', buttonOf('simpler'))])
    const { sentences } = await house.press('yes', buttonOf('as-is'))
    expect(sentences).toEqual(['That question is no longer open. Say the command again.'])
    expect((await house.childrenOf(still.id)).map(({ request }) => request.prompt)).toEqual(['push in'])
  })

  test('two different answers at one instant are one clip', async () => {
    const { house, still, buttonOf } = await asked()
    await Promise.all([house.press('yes', buttonOf('simpler')), house.press('yes', buttonOf('as-is'))])
    expect(await house.childrenOf(still.id)).toHaveLength(1)
  })

  test.each([
    ['somebody else', { id: 'bob', name: 'Bob' }],
    ['another workspace', { workspace: 'w2' }],
  ])('%s cannot answer', async (_, who) => {
    const { house, still, buttonOf } = await asked()
    for (const [command, answer] of [
      ['yes', 'simpler'],
      ['yes', 'as-is'],
      ['yes-form', 'edit'],
    ] as const) {
      const { sentences } = await house.press(command, buttonOf(answer), {}, who)
      expect(sentences).toEqual(['That question is no longer open. Say the command again.'])
    }
    expect(await house.childrenOf(still.id)).toEqual([])
  })

  test('what is answered is asked about by its price like anything else', async () => {
    const tier = { ...usual, creditsPerMonth: 10_000 }
    const dear = fakeModel({ ...full, price: { usdPerClip: 1.5 } })
    const house = await openHouse({ models: [painter, dear], parts: { tiers: { default: tier, all: [tier] } } })
    const still = await stillOf(house)
    const { replies } = await house.say('animate', `${still.id} ${moving}`)
    const priced = await house.press('yes', replies[0]?.post.actions[0]?.argument ?? '')
    expect(priced.sentences).toEqual(['This makes 1 clip for about 150 credits. You are asked because that is more than 100.'])
    await house.press('yes', priced.replies[0]?.post.actions[0]?.argument ?? '')
    expect((await house.childrenOf(still.id)).map(({ request }) => request.prompt)).toEqual(['push in'])
  })

  test('knows what the frame shows by the words of the still', async () => {
    const house = await openHouse(both)
    const [still, other] = [await stillOf(house), await stillOf(house, 'a pink sky', 'clips/other.jpg')]
    const words = '--prompt "red fox, morning mist, it turns its head"'
    expect((await house.say('animate', `${still.id} ${words}`)).sentences).toEqual(['One thing about this motion, before it is made:'])
    expect((await house.say('animate', `${other.id} ${words}`)).sentences).toEqual([])
  })
})
