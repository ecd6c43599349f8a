import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { putPicture } from '../support/attach-picture.ts'
import { fakeModel } from '../support/open-house.ts'
import { smallClip } from '../support/small-clip.ts'
import { temporaryFolder } from '../support/temporary-folder.ts'
import { ann, bea, filesIn, keptWord, mod, nine, openReferences as open, place } from './reference-house.ts'

const minute = 60_000

describe('reference keep', () => {
  test('keeps attached pictures under a word that a prompt names, which keeps its words', async () => {
    const { house, keep, asked } = await open()
    expect((await keep('Keeper', ['red', 'green'])).sentences).toEqual([
      '@Keeper is kept, with 2 pictures. Write @Keeper in a prompt, or --ref Keeper.',
    ])
    await house.say('t2v', 'the old @keeper, walking (with @nobody) to ann@keeper.org and <@keeper>')
    const request = await asked()
    expect(request?.prompt).toBe('the old keeper, walking (with @nobody) to ann@keeper.org and <@keeper>')
    expect(request?.referenceImages).toMatchObject([
      { name: '@Keeper 1', mediaType: 'image/png', reference: 'Keeper' },
      { name: '@Keeper 2', reference: 'Keeper' },
    ])
    // The model that takes them was found.
    expect(request?.model).toBe('able')
  })

  test('keeps the still of a clip as a copy of its own, which outlives the clip of who kept it', async () => {
    const { house, keep, words } = await open({ asks: true })
    const { id } = await house.clip()
    await putPicture(house.storage.mediaStore, `posters/${id}.jpg`, 'teal')
    expect((await keep(`lake ${id}`, [])).sentences).toEqual(['@lake is kept, with 1 picture. Write @lake in a prompt, or --ref lake.'])
    await house.say('delete', id)
    expect(await words()).toEqual(['lake 1'])
    expect(await filesIn(house, 'references/')).toEqual([expect.stringMatching(/^references\/made\/[0-9a-z]{12}\.png$/)])
  })

  test('goes with a clip that a moderator takes away, and comes back with it', async () => {
    const { house, keep, words, sweep } = await open()
    const { id } = await house.clip()
    await putPicture(house.storage.mediaStore, `posters/${id}.jpg`, 'teal')
    await keep(`lake ${id}`, [])
    await house.say('mod', `remove ${id}`, mod)
    expect(await words()).toEqual(['lake 0'])
    expect((await house.say('t2v', 'a boat --ref lake')).sentences).toEqual([
      'There is no @lake here. /reference list shows what there is.',
    ])
    await house.storage.generations.update(id, { removed_at: null, removed_by: null, kept_until: null })
    expect(await words()).toEqual(['lake 1'])
    await house.storage.generations.update(id, { removed_at: Date.now(), removed_by: 'mod', kept_until: null })
    await sweep(20 * minute)
    expect(await filesIn(house, 'references/')).toEqual([])
  })

  test('adds to a word that is there, leaves out what it has, and stops at nine pictures', async () => {
    const { house, keep, words } = await open()
    await keep('zoo', nine.slice(0, 3))
    expect((await keep('ZOO', ['red', 'gold'], bea)).sentences).toEqual(['1 picture added. @zoo has 4 now.'])
    expect((await keep('zoo', ['gold'])).sentences).toEqual(['@zoo has that picture already.'])
    expect((await keep('zoo', ['tan', 'tomato', 'teal', 'lime', 'cyan', 'plum'])).sentences).toEqual([
      '@zoo has 4 pictures, and a word has 9 at most. Keep fewer, or under another word.',
    ])
    expect(await words()).toEqual(['zoo 4'])
    expect(await filesIn(house, 'references/')).toHaveLength(4)
    await keep('all', nine)
    expect(await words()).toEqual(['all 9', 'zoo 4'])
  })

  test('of two members in one instant keeps what both gave, and never more than nine', async () => {
    const { house, keep } = await open()
    const both = await Promise.all([keep('zoo', ['red']), keep('Zoo', ['green'], bea)])
    expect(
      both
        .flatMap(({ sentences }) => sentences)
        .map((sentence) => sentence.split(' ').slice(0, 3).join(' '))
        .toSorted(),
    ).toEqual(['1 picture added.', expect.stringMatching(/^@zoo is kept,$/i)])
    const many = await Promise.all([keep('ark', nine.slice(0, 5)), keep('ark', nine.slice(4), bea)])
    const refused = many.filter(({ replies }) => replies[0]?.post.kind === 'failure')
    expect(refused).toHaveLength(0)
    const more = await Promise.all([keep('sea', nine.slice(0, 6)), keep('sea', ['tan', 'teal', 'lime', 'cyan'], bea)])
    expect(more.filter(({ replies }) => replies[0]?.post.kind === 'failure')).toHaveLength(1)
    const kept = await house.storage.references.list(place)
    const [ark, sea, zoo] = kept.map(({ pictures }) => pictures.length)
    expect([ark, zoo]).toEqual([9, 2])
    expect([4, 6]).toContain(sea)
    // What was refused left no file.
    expect(await filesIn(house, 'references/')).toHaveLength(11 + (sea ?? 0))
  })

  test('said twice by a chat is done once', async () => {
    const { house, attach, words } = await open()
    const attachments = [await attach('red')]
    for (let time = 0; time < 2; time += 1) await house.say('keep', 'keeper', { event: 'once', attachments })
    expect(await words()).toEqual(['keeper 1'])
  })

  test('asks for the word where its button is pressed, and for pictures where only the word is said', async () => {
    const { house, words } = await open()
    const { id } = await house.clip()
    await putPicture(house.storage.mediaStore, `posters/${id}.jpg`, 'teal')
    const { forms } = await house.press('keep', id)
    expect(forms).toEqual([
      { command: 'keep', generationId: id, title: 'Keep as @name', values: { name: '' }, without: ['image'], needs: ['name'] },
    ])
    await house.press('keep', id, { name: '@Lake', style: true }, bea)
    expect(await words()).toEqual(['Lake 1'])
    expect(await house.storage.references.list(place)).toMatchObject([{ kind: 'style', ownerId: 'bea', ownerName: 'Bea' }])
    expect((await house.say('keep', 'zoo --style')).forms).toEqual([
      { command: 'keep', generationId: '', title: 'Keep as @name', values: { name: 'zoo', style: true }, needs: ['image'] },
    ])
  })

  test('answers names and files that it cannot keep in one sentence', async () => {
    const { house, keep, attach, words } = await open()
    const answers: [string, string][] = [
      ['', '/reference keep needs a name. Example: /reference keep keeper 3'],
      ['keeper 000000000000', 'There is no clip with the ID 000000000000. Copy the ID from the clip’s post.'],
    ]
    for (const [line, answer] of answers) expect([line, (await keep(line, [])).sentences]).toEqual([line, [answer]])
    for (const name of ['everyone', 'HERE', 'hеre', 'ｃhannel']) {
      expect([name, (await keep(name)).sentences]).toEqual([name, [`@${name} calls everybody in a chat. Choose another name.`]])
    }
    // The last two are of 17 and of 11 letters, and kept they would be of 34 and of 33 code units.
    const names = [
      'a'.repeat(33),
      '12',
      '-keeper',
      '@@keeper',
      '../../etc/passwd',
      'a:b',
      '<@U123>',
      "x';--",
      '𠮷'.repeat(17),
      'שּׁ'.repeat(11),
    ]
    for (const name of names) {
      expect([name, (await keep(name)).replies[0]?.post.kind]).toEqual([name, 'failure'])
    }
    const path = join(await temporaryFolder(), 'file')
    await writeFile(path, '<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>')
    await house.storage.mediaStore.put('uploads/bad.png', path)
    const bad = { url: 'media:uploads/bad.png', name: 'bad.png', mediaType: 'image/png' }
    const refused = await house.say('keep', 'keeper', { attachments: [await attach('red'), bad] })
    expect(refused.sentences[0]).toMatch(/^bad\.png: /)
    const large = { ...(await attach('red')), sizeBytes: 26 * 1024 * 1024 }
    expect((await house.say('keep', 'keeper', { attachments: [large] })).sentences).toEqual([
      'red.png is larger than 25 MB. Keep a smaller copy.',
    ])
    expect(await words()).toEqual([])
    expect(await filesIn(house, 'references/')).toEqual([])
  })

  test('takes names of every script, and tells look-alikes apart from nothing', async () => {
    const { house, keep, asked, words } = await open()
    await keep('등대지기')
    await keep('灯台')
    await keep('keeper', ['green'])
    // A Cyrillic letter in the middle.
    expect((await keep('kеeper', ['blue'])).sentences).toEqual(['1 picture added. @keeper has 2 now.'])
    expect(await words()).toEqual(['keeper 2', '灯台 1', '등대지기 1'])
    await house.say('t2v', '@등대지기가 @灯台に @keeper를 부른다. @keepers, @keeper-son')
    expect(await asked()).toMatchObject({
      prompt: '등대지기가 灯台に keeper를 부른다. @keepers, @keeper-son',
      referenceImages: [{ reference: '등대지기' }, { reference: '灯台' }, { reference: 'keeper' }, { reference: 'keeper' }],
    })
  })

  test('asks for the likeness line and heeds the rules on words, for the word and for the names of files', async () => {
    const { house, attach, words } = await open({ asks: true })
    const attachments = [await attach('red')]
    expect((await house.say('keep', 'keeper', { attachments })).sentences[0]).toMatch(/\/consent/)
    await house.say('consent', '--yes')
    await house.say('policy', 'add zorro', mod)
    expect((await house.say('keep', 'zorro', { attachments })).replies[0]?.post.kind).toBe('failure')
    const named = [await attach('red', 'zorro.png')]
    expect((await house.say('keep', 'keeper', { attachments: named })).replies[0]?.post.kind).toBe('failure')
    expect(await words()).toEqual([])
    expect((await house.say('keep', 'keeper', { attachments })).replies[0]?.post.kind).toBe('notice')
    // Whoever uses it confirms for themselves, and a rule that came later counts too.
    expect((await house.say('t2v', 'a boat with @keeper', bea)).sentences[0]).toMatch(/\/consent/)
    await house.say('policy', 'add keeper', mod)
    expect((await house.say('t2v', 'a boat --ref keeper')).replies[0]?.post.kind).toBe('failure')
  })

  test('is not for somebody who is blocked', async () => {
    const { house, keep } = await open()
    await house.say('block', '@bea spam', mod)
    expect((await keep('keeper', ['red'], bea)).sentences[0]).toMatch(/spam/)
  })
})

describe('a named reference', () => {
  test('stands behind files by --ref and --with', async () => {
    const { house, keep, attach, asked } = await open()
    await keep('keeper')
    await keep('lake', ['blue'])
    await house.say('t2v', 'a boat --ref keeper --ref 1 --with @LAKE', { attachments: [await attach('pink')] })
    const request = await asked()
    expect(request?.referenceImages?.map(({ name }) => name)).toEqual(['pink.png', '@keeper', '@lake'])
    expect(request?.prompt).toBe('a boat')
  })

  test('is counted once however often it is named, also in shots and in a template', async () => {
    const { house, keep, asked } = await open({
      models: [fakeModel({ referenceImages: 9, shots: { most: 3, maxLength: 500, timed: false, beside: true } })],
    })
    await keep('keeper')
    const { id } = await house.clip()
    await house.say('template', `save noir ${id} --prompt "{prompt}, @keeper far away"`)
    await house.say('t2v', '@keeper at sea --with keeper --template noir')
    expect(await asked()).toMatchObject({ prompt: 'keeper at sea, keeper far away', referenceImages: [{ name: '@keeper' }] })
    await house.say('t2v', 'a storm --shots "@keeper wakes | @keeper runs"')
    expect(await asked()).toMatchObject({
      shots: [{ prompt: 'keeper wakes' }, { prompt: 'keeper runs' }],
      referenceImages: [{ name: '@keeper' }],
    })
  })

  test('is refused in words by a model that takes none, which names those that do', async () => {
    const { house, keep } = await open()
    await keep('keeper')
    await keep('zoo', nine.slice(0, 3))
    expect((await house.say('t2v', '@keeper --model plain')).sentences).toEqual([
      'plain takes no reference images. Choose able or few, or leave them out.',
    ])
    expect((await house.say('t2v', '@zoo --model few')).sentences).toEqual([
      'few takes 1 reference image at most, and these are 3. Choose able, or give fewer.',
    ])
    await keep('noir --style', ['black'])
    expect((await house.say('t2v', '@noir --model few')).sentences).toEqual([
      'few takes no style picture. Choose able, or say the style in the prompt.',
    ])
    expect(await house.storage.generations.open()).toEqual([])
  })

  test('gives nine pictures at most, whatever they are under', async () => {
    const { house, keep } = await open()
    await keep('zoo', nine.slice(0, 5))
    await keep('ark', nine.slice(4))
    expect((await house.say('t2v', '@zoo and @ark')).sentences).toEqual([
      'A clip takes 9 references at most, and these are 10. Name fewer, or a word with fewer pictures.',
    ])
  })

  test('has the role of a style where it was kept as one, and there is one of those', async () => {
    const { house, keep, attach, asked } = await open()
    expect((await keep('noir --style', ['black'])).sentences).toEqual([
      '@noir is kept as a style. Write @noir in a prompt, or --style noir.',
    ])
    expect((await keep('noir', ['red'])).sentences).toEqual(['@noir is a style, which is one picture. Keep this under another word.'])
    expect((await keep('noir --style', ['red'])).sentences).toEqual([
      '@noir is a style, which is one picture. Keep this under another word.',
    ])
    await keep('zoo', nine.slice(0, 2))
    await house.say('t2v', 'a boat, @noir')
    expect(await asked()).toMatchObject({ prompt: 'a boat, noir', style: { name: '@noir', reference: 'noir' } })
    await house.say('t2v', 'a fox --style zoo')
    expect(await asked()).toMatchObject({ style: { name: '@zoo 1' } })
    await keep('film --style', ['white'])
    expect((await house.say('t2v', '@noir and @film')).sentences).toEqual(['A clip has one style. Choose @noir or @film.'])
    expect((await house.say('t2v', '@noir --style 1', { attachments: [await attach('pink')] })).sentences).toEqual([
      'A clip has one style. Use @noir or the attached picture, not both.',
    ])
  })

  test('that is none is answered with the nearest after a flag, and noted in a prompt', async () => {
    const { house, keep } = await open()
    await keep('keeper')
    expect((await house.say('t2v', 'a boat --ref keper')).sentences).toEqual(['There is no @keper here. Did you mean @keeper?'])
    expect((await house.say('t2v', 'a boat --with nothing')).sentences).toEqual([
      'There is no @nothing here. /reference list shows what there is.',
    ])
    await house.say('t2v', 'a boat with @keper and @ann')
    const [waiting] = await house.storage.generations.open()
    const noted = waiting && (await house.storage.generations.find(waiting.id))?.generation
    expect(noted?.warnings).toEqual([{ say: 'reference.meant', given: { name: 'keper', meant: 'keeper' } }])
    expect(noted?.request.prompt).toBe('a boat with @keper and @ann')
  })

  test('is not known in another workspace, which may keep its own under the word', async () => {
    const { house, keep, asked } = await open()
    const elsewhere = { workspace: 'elsewhere' }
    await keep('keeper')
    expect((await house.say('reference', 'list', elsewhere)).sentences[0]).toMatch(/^Nothing is kept here yet/)
    expect((await house.say('t2v', 'a boat --ref keeper', elsewhere)).sentences[0]).toMatch(/^There is no @keeper/)
    await house.say('t2v', 'a boat with @keeper', elsewhere)
    expect(await asked()).toMatchObject({ prompt: 'a boat with @keeper' })
    expect((await asked())?.referenceImages).toBeUndefined()
    await keep('keeper', ['green', 'blue'], elsewhere)
    await house.say('t2v', 'a fox with @keeper', elsewhere)
    expect((await asked())?.referenceImages).toHaveLength(2)
  })
})

describe('reference', () => {
  test('lists what there is with a picture of each, and shows one with all of its pictures as a sheet', async () => {
    const { house, keep } = await open()
    expect((await house.say('reference', 'list')).sentences).toEqual([
      'Nothing is kept here yet. /reference keep with a name and a clip or pictures does it.',
    ])
    await keep('zoo', nine)
    await keep('noir --style', ['black'], bea)
    const [list] = (await house.say('reference', '')).replies
    expect(list?.isPrivate).toBe(true)
    expect(list?.post.fields?.map(({ name, value }) => [name, value.replace(/ · [^·]*$/, '')])).toEqual([
      ['1 · @noir', 'style · 1 picture · kept by Bea'],
      ['2 · @zoo', '9 pictures · kept by Ann'],
    ])
    expect(list?.post.media).toMatchObject([{ mediaType: 'image/jpeg', alt: 'One picture each of @noir and @zoo' }])
    expect(list?.post.more).toEqual([
      { command: 'reference', argument: 'noir', label: '@noir' },
      { command: 'reference', argument: 'zoo', label: '@zoo' },
    ])
    const [shown] = (await house.press('reference', 'zoo')).replies
    expect(shown?.post).toMatchObject({ text: '@zoo', media: [{ alt: 'The 9 pictures of @zoo, numbered', mediaType: 'image/jpeg' }] })
    expect(shown?.post.media[0]?.width).toBeGreaterThan(800)
    const [one] = (await house.say('reference', 'show Noir')).replies
    expect(one?.post.media).toMatchObject([{ alt: 'The picture of @noir', mediaType: 'image/png', width: 64, height: 36 }])
    expect((await house.say('reference', 'show')).sentences).toEqual(['/reference show needs a name. Example: /reference show keeper'])
  })

  test('is deleted only by who kept it or a moderator, what others try is written down, and it can come back', async () => {
    const { house, keep, words } = await open()
    await keep('zoo')
    expect((await house.say('reference', 'delete zoo', bea)).sentences).toEqual([
      'Only the person who kept @zoo or a moderator can delete it.',
    ])
    const [gone] = (await house.say('reference', 'delete Zoo', mod)).replies
    expect(gone?.post.text).toBe('@zoo is deleted. Clips that were made with it stay.')
    expect(await words()).toEqual([])
    const undo = gone?.post.actions[0]?.argument ?? ''
    // Not for who kept it either: a moderator took it away.
    for (const other of [bea, ann]) {
      expect((await house.press('reference', undo, {}, other)).sentences).toEqual([
        'Only the person who deleted @zoo or a moderator can bring it back.',
      ])
    }
    expect((await house.press('reference', undo, {}, { ...bea, workspace: 'elsewhere' })).sentences).toEqual([
      'It is gone for good. Keep its pictures again under the word.',
    ])
    expect((await house.press('reference', undo, {}, mod)).sentences).toEqual(['@zoo is back.'])
    expect(await words()).toEqual(['zoo 1'])
    await house.say('reference', 'delete zoo')
    await keep('zoo', ['green'])
    expect((await house.press('reference', undo)).sentences[0]).toMatch(/^@zoo is kept anew by now/)
    const { entries } = await house.storage.audit.page(place, { after: null })
    expect(entries.map(({ action, target, actorId }) => [action, target, actorId])).toEqual([
      ['reference.restore', 'zoo', 'mod'],
      ['refused.reference.restore', 'zoo', 'ann'],
      ['refused.reference.restore', 'zoo', 'bea'],
      ['reference.delete', 'zoo', 'mod'],
      ['refused.reference.delete', 'zoo', 'bea'],
    ])
  })

  test('that was deleted is gone for good after ten minutes, with its files', async () => {
    const { house, keep, sweep } = await open()
    await keep('zoo', ['red', 'green'])
    await house.say('reference', 'delete zoo')
    await sweep(5 * minute)
    expect(await filesIn(house, 'references/')).toHaveLength(2)
    await sweep(11 * minute)
    expect(await filesIn(house, 'references/')).toEqual([])
    await keep('ark', ['blue'])
    await sweep(48 * 60 * minute)
    expect(await filesIn(house, 'references/')).toHaveLength(1)
  })

  test('that is deleted while a clip waits does not harm the clip', async () => {
    const { house, keep, sweep } = await open()
    house.provider.clip = await smallClip()
    await keep('keeper')
    const [kept] = (await house.storage.references.list(place))[0]?.pictures ?? []
    await house.say('t2v', 'a boat with @keeper')
    await house.say('reference', 'delete keeper')
    // Days pass before its turn comes.
    await sweep(72 * 60 * minute)
    await house.start()
    await house.finished()
    const [made] = house.provider.asked
    expect(made?.prompt).toBe('a boat with keeper')
    expect(made?.files).toMatchObject([{ role: 'referenceImages', sha256: kept?.media.sha256 }])
    const clip = [...house.platform.messages.values()].find(({ kind }) => kind === 'clip')
    expect(clip?.facts).toContain('with @keeper')
    await sweep(72 * 60 * minute)
    expect(await filesIn(house, 'references/')).toEqual([])
    // And it is made again from its own copy.
    const [id = ''] = clip?.generationIds ?? []
    await house.say('reroll', id)
    await house.finished()
    expect(house.provider.asked[1]?.files).toMatchObject([{ role: 'referenceImages', sha256: kept?.media.sha256 }])
    expect(house.provider.asked[1]?.referenceImages).toMatchObject([{ reference: 'keeper' }])
  })

  test('goes with who kept it when they ask to be forgotten, and what others added stays under theirs', async () => {
    const { house, keep, words, sweep } = await open()
    await keep('mine')
    await keep('ours', ['red', 'green'])
    await keep('ours', ['blue'], bea)
    await house.say('forget', '--yes')
    expect(await words()).toEqual(['ours 1'])
    expect(await house.storage.references.list(place)).toMatchObject([{ ownerId: 'bea', ownerName: 'Bea' }])
    await sweep(11 * minute)
    expect(await filesIn(house, 'references/')).toHaveLength(1)
  })

  test('of a workspace are a hundred words at most', async () => {
    const { house, keep, words } = await open()
    const fill = (at: number) => house.storage.references.keep(place, keptWord(`w${at}`), { id: `m${at % 2}`, name: 'X' }, 1)
    for (let at = 0; at < 99; at += 1) await fill(at)
    await keep('zoo')
    expect((await keep('one-more')).sentences).toEqual(['There are already 100 words here. Delete one first.'])
    expect(await filesIn(house, 'references/')).toHaveLength(1)
    // Nor by an undo.
    const undo = (await house.say('reference', 'delete zoo')).replies[0]?.post.actions[0]?.argument ?? ''
    await fill(99)
    expect((await house.press('reference', undo)).sentences).toEqual(['There are already 100 words here. Delete one first.'])
    await house.say('reference', 'delete w99', mod)
    expect((await house.press('reference', undo)).sentences).toEqual(['@zoo is back.'])
    expect(await words()).toHaveLength(100)
  })
})
