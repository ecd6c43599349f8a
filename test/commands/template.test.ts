import { describe, expect, test } from 'vitest'
import { readTemplates } from '../../src/studio/members/templates.ts'
import { fakeModel, openHouse } from '../support/open-house.ts'
import { shippedPolicy } from '../support/shipped-policy.ts'

const place = { platform: 'web', workspace: 'local' }
const bea = { id: 'bea', name: 'Bea' }

/** A house with a clip of Ann's, and its one clip in work. */
const open = async (options: Parameters<typeof openHouse>[0] = {}) => {
  const house = await openHouse({ models: [fakeModel({ duration: { min: 1, max: 10, default: 5 } })], ...options })
  const { id } = await house.clip({ request: { prompt: 'a paper boat', durationSeconds: 3, extras: {} } })
  const asked = async () => {
    const [open] = await house.storage.generations.open()
    return (open && (await house.storage.generations.find(open.id)))?.generation
  }
  const names = async () => (await readTemplates(house.storage.settings, place)).map(({ name }) => name)
  return { house, id, asked, names }
}

describe('template', () => {
  test('keeps the prompt and the settings of a clip for everybody of the workspace, without the seed', async () => {
    const { house, id, asked } = await open()
    expect((await house.say('template', `save Noir ${id}`)).sentences).toEqual(['Saved. /t2v with --template noir makes a clip like it.'])
    await house.say('t2v', '--template noir', bea)
    const generation = await asked()
    expect(generation?.request).toMatchObject({ prompt: 'a paper boat', model: 'plain', durationSeconds: 3 })
    expect(generation?.request.seed).not.toBe(42)
  })

  test('keeps the seed and other words where that is asked for', async () => {
    const { house, id, asked } = await open()
    await house.say('template', `save noir ${id} --prompt "{prompt}, film grain" --seed on`)
    await house.say('t2v', 'a fox --template noir')
    expect((await asked())?.request).toMatchObject({ prompt: 'a fox, film grain', seed: 42 })
  })

  test('is listed with what it holds', async () => {
    const { house, id } = await open()
    expect((await house.say('template', '')).sentences).toEqual([
      'No templates yet. /template save with a name and the ID of a clip makes one.',
    ])
    for (const name of ['zoo', 'ark']) await house.say('template', `save ${name} ${id}`)
    const [reply] = (await house.say('template', 'list')).replies
    expect(reply?.isPrivate).toBe(true)
    expect(reply?.post.fields).toEqual(['ark', 'zoo'].map((name) => ({ name, value: 'a paper boat · t2v · plain · 3 s · by Ann' })))
  })

  test('is replaced and deleted only by who saved it or a moderator, and tries of others are written down', async () => {
    const { house, id, names } = await open()
    await house.say('template', `save noir ${id}`)
    const refused = ['Only the person who saved the template noir or a moderator can do that.']
    expect((await house.say('template', `save noir ${id}`, bea)).sentences).toEqual(refused)
    expect((await house.say('template', 'delete noir', bea)).sentences).toEqual(refused)
    expect(await names()).toEqual(['noir'])
    expect((await house.say('template', `save noir ${id}`)).sentences[0]).toMatch(/^Replaced\. /)
    expect((await house.say('template', 'delete noir', { ...bea, moderator: true })).sentences).toEqual(['The template noir is deleted.'])
    expect(await names()).toEqual([])
    const { entries } = await house.storage.audit.page({ platform: 'web', workspace: 'local' }, { after: null })
    expect(entries.map(({ action, target }) => [action, target])).toEqual([
      ['template.delete', 'noir'],
      ['refused.template.delete', 'noir'],
      ['refused.template.replace', 'noir'],
    ])
  })

  test('is not known elsewhere, and a name that is none is answered with the nearest', async () => {
    const { house, id } = await open()
    await house.say('template', `save noir ${id}`)
    expect((await house.say('t2v', 'a fox --template noir', { workspace: 'other' })).sentences).toEqual([
      'There is no template noir. /template lists the templates.',
    ])
    expect((await house.say('t2v', 'a fox --template nior')).sentences).toEqual(['There is no template nior. Did you mean noir?'])
    expect((await house.say('template', `save constructor ${id}`)).sentences[0]).toMatch(/^Saved\. /)
    expect((await house.say('t2v', 'a fox --template tostring')).sentences[0]).toMatch(/^There is no template tostring/)
  })

  test('answers what it cannot do in one sentence', async () => {
    const { house } = await open()
    const answers = {
      save: '/template save needs a name. Example: /template save noir 4k7q0c2m9xwd',
      'save noir': '/template save needs the ID of a clip. Example: /template save noir 4k7q0c2m9xwd',
      delete: '/template delete needs a name. Example: /template delete noir',
      'list noir': 'There is no template noir. /template lists the templates.',
      'save noir 000000000000': 'There is no clip with the ID 000000000000. Copy the ID from the clip’s post.',
    }
    for (const [text, sentence] of Object.entries(answers)) expect((await house.say('template', text)).sentences).toEqual([sentence])
  })

  test('holds a hundred a workspace', async () => {
    const { house, id, names } = await open()
    await house.say('template', `save t0 ${id}`)
    const [one] = await readTemplates(house.storage.settings, place)
    await house.storage.settings.set(
      'templates:web:local',
      Array.from({ length: 100 }, (_, at) => ({ ...one, name: `t${at}` })),
    )
    expect((await house.say('template', `save more ${id}`)).sentences).toEqual(['There are already 100 templates here. Delete one first.'])
    expect((await house.say('template', `save t7 ${id}`)).sentences[0]).toMatch(/^Replaced\. /)
    expect(await names()).toHaveLength(100)
  })

  test('goes with the member who is forgotten', async () => {
    const { house, id, names } = await open()
    await house.say('template', `save hers ${id}`, bea)
    await house.say('template', `save mine ${id}`)
    await house.studio.membership.forget({
      ...place,
      id: 'forget',
      member: { id: 'ann', name: 'Ann', roles: [], moderator: false },
      command: 'forget',
      input: { kind: 'text', text: '' },
      attachments: [],
      origin: {},
    })
    expect(await names()).toEqual(['hers'])
  })

  test('does not get words past the policy that are whole only together', async () => {
    const rule = { name: 'test', reason: 'Not here.', words: ['purple elephant'], all: [] as [], patterns: [], except: [], off: false }
    const policy = { ...(await shippedPolicy()), blocked: [rule] }
    const { house, id, asked } = await open({ parts: { policy } })
    await house.say('template', `save noir ${id} --prompt "purple {prompt}"`)
    expect((await house.say('t2v', 'elephant --template noir')).sentences).toEqual(['Not here.'])
    expect(await asked()).toBeUndefined()
  })
})
