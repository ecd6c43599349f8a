import { MoodreelError } from '../../core/errors.ts'
import { fillReferences, mayName, readWords, referenceCalled } from '../../core/fit/fill-references.ts'
import { findClip, finishedClip } from '../../core/options/find-clip.ts'
import type { Invocation } from '../../core/platform.ts'
import { callsEverybody, mostPictures, plainName, type Reference, type References, restoreMs, type Wanted } from '../../core/reference.ts'
import type { Attachment, RequestDraft } from '../../core/request.ts'
import type { Studio } from '../../core/studio.ts'
import type { Template } from '../../core/template.ts'
import { type Sentence, say, type Text } from '../../core/words/sentence.ts'
import { type Added, hourMs, mostReferences, type NewPicture, picturesAnHour } from '../../storage/references.ts'
import type { Auditor } from '../admission/auditor.ts'
import type { createDirectRules } from '../admission/direct-rules.ts'
import type { MemberTerms } from '../admission/member-terms.ts'
import { blockedOut } from '../admission/over-limit.ts'
import type { Rules } from '../admission/rules.ts'
import { mediaLineOf } from '../media-line.ts'
import type { Parts } from '../parts.ts'
import { createDrawBoard } from '../posts/reference-board.ts'
import { createCopyPicture, type Taken } from './copy-picture.ts'

/** What the references of a workspace are to the rest of the studio, beside what commands ask. */
export interface ReferenceUse extends References {
  /** A draft, and the template that it names, with the pictures of what they name; nothing is counted or copied. */
  fill(
    invocation: Invocation,
    draft: RequestDraft,
    template: Template | null,
  ): Promise<{ draft: RequestDraft; template: Template | null; notes: Text[] }>
  /** Takes away all that a member kept. */
  forget(invocation: Invocation): Promise<void>
}

/** The use cases about references. What is kept is a copy: whatever becomes of a clip or of a chat's link, it stays. */
export const createReferenceUse = (
  parts: Pick<Parts, 'clock' | 'log' | 'media' | 'mediaStore' | 'memberFetch' | 'platforms' | 'references' | 'workPath'>,
  {
    auditor,
    rules,
    directRules,
    termsOf,
    find,
  }: {
    auditor: Auditor
    rules: Pick<Rules, 'words' | 'ensureConsent' | 'ensureMayMake'>
    directRules: ReturnType<typeof createDirectRules>
    termsOf(invocation: Invocation): Promise<MemberTerms>
    find: Studio['find']
  },
): ReferenceUse => {
  const { references, clock, mediaStore } = parts
  const copyPicture = createCopyPicture(parts)
  const drawBoard = createDrawBoard(parts)

  /** Those that still have pictures. */
  const list = async (invocation: Invocation): Promise<Reference[]> =>
    (await references.list(invocation)).filter(({ pictures }) => pictures.length > 0)

  /** What is to be copied: the files, then the clip's own picture. Throws MoodreelError `not_found`. */
  const takenFrom = async (invocation: Invocation, { files, generationId }: Wanted): Promise<Taken[]> => {
    const given = files.map((attachment): Taken => ({ attachment, generationId: null }))
    if (generationId === undefined) return given
    const { generation } = await findClip({ find }, invocation, generationId)
    const { video, poster, flagged } = finishedClip(generation)
    if (flagged) throw new MoodreelError('not_allowed', say('reference.covered', { id: generationId }))
    const { key, mediaType, sizeBytes } = video.kind === 'image' ? video : poster
    const attachment: Attachment = { url: `media:${key}`, name: generationId, mediaType, sizeBytes }
    return [...given, { attachment, generationId }]
  }

  const ensureNotBlocked = ({ member: { block } }: MemberTerms): void => {
    if (block && (block.until === null || block.until > clock.now())) throw blockedOut(block)
  }

  const tooOften = ({ oldest }: Added): MoodreelError => {
    const now = clock.now()
    const minutes = Math.max(1, Math.ceil(((oldest ?? now) - (now - hourMs)) / 60_000))
    return new MoodreelError('quota_exceeded', say('reference.tooOften', { pictures: picturesAnHour, minutes }))
  }

  const ensureMayKeep = async (invocation: Invocation, { name, files }: Wanted, taken: readonly Taken[]): Promise<void> => {
    if (callsEverybody(name)) throw new MoodreelError('invalid_option', say('reference.everybody', { name }))
    const terms = await termsOf(invocation)
    ensureNotBlocked(terms)
    await directRules(invocation)
    rules.ensureMayMake(invocation, terms)
    const shown: RequestDraft = { mode: 't2i', prompt: name, referenceImages: [...files] }
    // What was made here needs none.
    rules.ensureConsent(shown, terms)
    await rules.words(invocation, shown, [name])
    const added = await references.addedSince({ ...placeOf(invocation), memberId: invocation.member.id }, clock.now() - hourMs)
    if (added.count + taken.length > picturesAnHour) throw tooOften(added)
  }

  const full = (): MoodreelError => new MoodreelError('quota_exceeded', say('reference.full', { words: mostReferences }))

  const fullOf = (reference: Reference): MoodreelError =>
    new MoodreelError(
      'quota_exceeded',
      reference.kind === 'style'
        ? say('reference.oneStyle', { name: reference.name })
        : say('reference.picturesFull', {
            name: reference.name,
            most: mostPictures.reference,
            pictures: reference.pictures.length,
          }),
    )

  const otherKind = ({ name, kind }: Reference): MoodreelError =>
    new MoodreelError('invalid_option', kind === 'style' ? say('reference.oneStyle', { name }) : say('reference.otherKind', { name }))

  /** Only one member, or a moderator. What moderators do with what others kept, and what others try to, is written down. */
  const ensureMayTouch = async (
    invocation: Invocation,
    { name, ownerId }: Reference,
    { action, only, refusal }: { action: string; only: string | null; refusal: Sentence },
  ): Promise<void> => {
    const { member } = invocation
    const mayTouch = member.moderator || member.id === only
    if (mayTouch && member.id === ownerId) return
    await auditor.note(invocation, mayTouch ? action : `refused.${action}`, name, { member: ownerId })
    if (!mayTouch) throw new MoodreelError('not_allowed', refusal)
  }

  return {
    list,

    find: async (invocation, name) => referenceCalled(plainName(name), await list(invocation)),

    async keep(invocation, said) {
      const wanted = { ...said, name: plainName(said.name) }
      const { name, kind } = wanted
      const taken = await takenFrom(invocation, wanted)
      await ensureMayKeep(invocation, wanted, taken)
      // Before anything is fetched: that it fits is looked at again when it is written down.
      const [before] = await references.named(invocation, [name])
      if (before && before.kind !== kind) throw otherKind(before)
      if (taken.length > mostPictures[kind]) {
        throw new MoodreelError(
          'invalid_option',
          kind === 'style'
            ? say('reference.oneStyle', { name })
            : say('reference.tooManyGiven', { most: mostPictures.reference, given: taken.length }),
        )
      }
      const pictures: NewPicture[] = []
      const takeBack = async (some: readonly NewPicture[]): Promise<void> => {
        for (const { media } of some) await mediaStore.remove(media.key)
      }
      try {
        for (const one of taken) pictures.push(await copyPicture(invocation, mediaLineOf(invocation.platform, invocation.member.id), one))
        const kept = await references.keep(invocation, { name, kind, pictures }, invocation.member, clock.now())
        if (kept.kind === 'full') throw full()
        if (kept.kind === 'tooOften') throw tooOften(kept.added)
        if (kept.kind !== 'kept') throw kept.kind === 'otherKind' ? otherKind(kept.reference) : fullOf(kept.reference)
        const { reference, isNew, left } = kept
        await takeBack(left)
        return { reference, isNew, added: pictures.length - left.length }
      } catch (error) {
        // What is known of none goes at the next sweep, where this fails too.
        if (error instanceof MoodreelError) await takeBack(pictures)
        throw error
      }
    },

    async board(invocation, shown) {
      const [first] = shown
      if (!first) throw new MoodreelError('internal', 'A board of nothing was asked for.')
      const isOne = shown.length === 1
      const pictures = isOne ? first.pictures : shown.flatMap((one) => one.pictures.slice(0, 1))
      const [only] = pictures
      if (only && pictures.length === 1) return [drawBoard.one(first.name, only.media)]
      const sheet = await drawBoard.several(
        mediaLineOf(invocation.platform, invocation.member.id),
        pictures.map(({ media }, at) => ({ media, label: String(at + 1) })),
        isOne
          ? say('reference.boardAlt', { name: first.name, pictures: pictures.length })
          : say('reference.firstsAlt', { names: shown.map(({ name }) => `@${name}`) }),
      )
      return sheet ? [sheet] : []
    },

    async remove(invocation, name) {
      const reference = referenceCalled(plainName(name), await references.list(invocation))
      const refusal = say('reference.notYours', { name: reference.name })
      await ensureMayTouch(invocation, reference, { action: 'reference.delete', only: reference.ownerId, refusal })
      await references.remove(reference.id, invocation.member.id, clock.now())
      return { id: reference.id, name: reference.name }
    },

    async restore(invocation, id) {
      const gone = await references.goneSince(invocation, id, clock.now() - restoreMs)
      if (!gone || gone.pictures.length === 0) throw new MoodreelError('not_found', say('reference.tooLate'))
      ensureNotBlocked(await termsOf(invocation))
      // Not who kept it: what a moderator deleted stays deleted.
      const refusal = say('reference.notYoursToRestore', { name: gone.name })
      await ensureMayTouch(invocation, gone, { action: 'reference.restore', only: gone.goneBy, refusal })
      const end = await references.restore(invocation, gone)
      if (end === 'full') throw full()
      if (end === 'taken') throw new MoodreelError('not_allowed', say('reference.taken', { name: gone.name }))
      return gone
    },

    async fill(invocation, draft, template) {
      const given = { draft, template, notes: [] }
      if (!mayName(draft) && !(template && mayName(template))) return given
      const all = await list(invocation)
      const known = all.map(({ name }) => name)
      const typed = readWords(draft, known)
      const kept = template && readWords(template, known)
      return {
        draft: fillReferences(typed.words, [...typed.said, ...(kept?.said ?? [])], all),
        template: kept?.words ?? null,
        notes: [...typed.notes, ...(kept?.notes ?? [])],
      }
    },

    forget: (invocation) => references.forget({ ...placeOf(invocation), memberId: invocation.member.id }, clock.now()),
  }
}

const placeOf = ({ platform, workspace }: Invocation) => ({ platform, workspace })
