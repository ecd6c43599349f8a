import type { Advice } from '../src/core/advice/advice.ts'
import { adviseMotion } from '../src/core/advice/advise-motion.ts'
import { type CommandContext, defineCommand } from '../src/core/command.ts'
import type { Generation } from '../src/core/generation.ts'
import { type AnimateOptions, animateOptions } from '../src/core/options/action-options.ts'
import { emptiedOptions } from '../src/core/options/emptied-options.ts'
import { findClip, finishedClip } from '../src/core/options/find-clip.ts'
import { isTyped } from '../src/core/options/is-typed.ts'
import type { Form } from '../src/core/platform.ts'
import { notice } from '../src/core/post.ts'
import type { Question } from '../src/core/question.ts'
import { animateDraft, draftFirst, sameLook } from '../src/core/remake/animate-draft.ts'
import { animateForm, animateValues, animateWords } from '../src/core/remake/animate-form.ts'
import { keptFiles, storedAttachment } from '../src/core/remake/draft-from.ts'
import { frameWordsOf } from '../src/core/remake/frame-words.ts'
import type { Attachment, RequestDraft } from '../src/core/request.ts'
import { say, type Text } from '../src/core/words/sentence.ts'

type Context = CommandContext<typeof animateOptions>

/** The picture that a clip begins with, exactly: the still itself, the picture that it was made from, or the first frame of the film. */
const firstFrameOf = async ({ studio, invocation }: Context, generation: Generation): Promise<Attachment> => {
  const { video } = finishedClip(generation)
  if (video.kind === 'image') return stillOf(generation)
  const [given] = generation.mode === 'i2v' ? (keptFiles(generation, 'firstFrame') ?? []) : []
  return given ?? studio.edgeFrame(invocation, generation.id, 'first')
}

/** What stands for that picture as long as only a form or a price is asked for: no frame is drawn for it. */
const stillOf = (generation: Generation): Attachment => {
  const { video, poster } = finishedClip(generation)
  const still = video.kind === 'image' ? video : poster
  return storedAttachment(still, `still-of-${generation.id}.${still.mediaType === 'image/png' ? 'png' : 'jpg'}`)
}

/** The clip on whose picture it is to end; null where it ends freely or as it begins. */
const endOf = async ({ studio, invocation, options: { ends = 'freely' } }: Context): Promise<Generation | null> =>
  /^(?:freely|loop)$/i.test(ends) ? null : (await findClip(studio, invocation, ends)).generation

interface Made {
  draft: RequestDraft
  notes: Text[]
}

/** What is submitted: a clip keeps its model and its look, a still begins with a draft where the best model's family has a quick one. */
const madeOf = async ({ options, invocation, studio }: Context, generation: Generation, asked: RequestDraft): Promise<Made> => {
  const look = sameLook(generation, asked, options, studio.models())
  if (look) return look
  if (asked.model !== undefined || asked.quick !== undefined) return { draft: { ...asked, quick: asked.quick || undefined }, notes: [] }
  const { model, models } = await studio.quote(invocation, asked)
  return draftFirst(asked, model, models)
}

/** A press fills in nothing: then it is asked how the frame moves. Who types no words wants the clip at once. */
const asksForForm = ({ options, invocation }: Context): boolean => {
  const { id: _, ...given } = options
  return !isTyped(invocation) && emptiedOptions(invocation).size === 0 && Object.values(given).every((value) => value === undefined)
}

const formOf = async (context: Context, generation: Generation, made: Made): Promise<Form> => {
  const { invocation, studio, options } = context
  const { model, models, requests } = await studio.quote(invocation, made.draft)
  const all = await studio.takesOf(generation.id)
  const takes = all.filter(({ clip, removedAt, filesGoneAt }) => clip && removedAt === null && filesGoneAt === null)
  const stills = takes.filter(({ id, clip }) => id !== generation.id && clip?.video.kind === 'image')
  return animateForm(generation, options, { invocation, draft: made.draft, model, seconds: requests[0]?.durationSeconds, models, stills })
}

const questionOf = (options: AnimateOptions, { findings, simpler }: Advice, form: Form): Question => {
  const asIs = { ...animateValues(options), 'as-is': true }
  const no = [options.no, simpler?.negativePrompt].filter((words) => words !== undefined).join(', ')
  return {
    post: {
      ...notice(say('advice.ask', { findings: findings.length })),
      warnings: findings.map(({ sentence }) => sentence),
      fields: simpler ? [{ name: say('advice.simplerIs'), value: say('advice.simpler', { prompt: simpler.prompt, no }) }] : [],
    },
    answers: [
      ...(simpler
        ? [
            {
              name: 'simpler',
              label: say('advice.useSimpler', { prompt: simpler.prompt }),
              style: 'primary' as const,
              leads: {
                values: { ...asIs, prompt: animateWords('prompt', simpler.prompt), ...(no !== '' && { no: animateWords('no', no) }) },
              },
            },
          ]
        : []),
      { name: 'as-is', label: say('advice.asItIs'), leads: { values: asIs } },
      { name: 'edit', label: say('advice.edit'), leads: { form } },
    ],
  }
}

export default defineCommand({
  name: 'animate',
  description: say('command.animate'),
  examples: ['/animate 3', '/animate 3 --prompt "slow push in, the grass moves" --duration 3', '/animate 3 --ends loop --motion low'],
  options: animateOptions,
  opensForm: true,
  priced: true,
  async execute(context) {
    const { options, invocation, studio, respond, ask } = context
    const { generation } = await findClip(studio, invocation, options.id)
    const end = await endOf(context)
    const frames = { first: stillOf(generation), last: end ? stillOf(end) : undefined }
    const made = await madeOf(context, generation, animateDraft(generation, frames, options))
    if (asksForForm(context)) {
      await respond.form(await formOf(context, generation, made))
      return
    }
    if (options.prompt !== undefined && options['as-is'] !== true) {
      const seconds = options.duration ?? (await studio.quote(invocation, made.draft)).requests[0]?.durationSeconds
      const advice = adviseMotion(options.prompt, { seconds, frameWords: await frameWordsOf(studio, generation) })
      if (advice.findings.length > 0 && (await ask(questionOf(options, advice, await formOf(context, generation, made))))) return
    }
    const firstFrame = await firstFrameOf(context, generation)
    const lastFrame = end ? await firstFrameOf(context, end) : undefined
    await studio.submit(invocation, { ...made.draft, firstFrame, lastFrame }, { parentId: generation.id, notes: made.notes })
  },
})
