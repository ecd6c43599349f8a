import { z } from 'zod'
import { type Command, defineCommand, type OptionHints } from '../../../src/core/command.ts'
import { newId } from '../../../src/core/id.ts'
import { imageToVideoOptions, textToVideoOptions, videoToVideoOptions } from '../../../src/core/options/generation-options.ts'
import { readOptions } from '../../../src/core/options/read-options.ts'
import type { Invocation, InvocationHandler, Platform, PostRef, Responder, ThreadRef } from '../../../src/core/platform.ts'
import { type Action, notice, type Post, type PostMedia, type Progress } from '../../../src/core/post.ts'
import { attachmentSchema } from '../../../src/core/request.ts'
import type { english } from '../../../src/core/words/english/english.ts'
import { say } from '../../../src/core/words/sentence.ts'

const says = (name: string, description: string, options: Command['options']): Command =>
  defineCommand({ name, description, examples: [], options, execute: async () => undefined })

const bars = [3, 0, 5].map((value, at) => ({ label: `2026-11-2${at + 1}`, value }))
const chart: PostMedia = {
  ...{ key: 'drawings/chart.png', mediaType: 'image/png', sizeBytes: 1, fileName: 'chart.png', alt: 'Clips a day', bars },
  ...{ width: 960, height: 320, durationSeconds: 0 },
}

const fields = ['top-left', 'top', 'top-right', 'left', 'middle', 'right', 'bottom-left', 'bottom', 'bottom-right'] as const
const id = z.string().meta({ positional: true, completion: 'clip' } satisfies OptionHints)
const settings = {
  prompt: textToVideoOptions.prompt.optional().meta({ positional: false }),
  seed: textToVideoOptions.seed,
  model: textToVideoOptions.model,
  aspect: textToVideoOptions.aspect,
  duration: textToVideoOptions.duration,
}

/** The commands that the fake studio knows, with the real options. */
export const fakeCommands: Command[] = [
  says('t2v', 'Make a clip from words', textToVideoOptions),
  says('i2v', 'Make a clip from a picture', imageToVideoOptions),
  says('v2v', 'Make a clip from another', videoToVideoOptions),
  says('reroll', 'The same again with another seed', { id }),
  says('edit', 'Change the words or the settings', { id, ...settings, no: textToVideoOptions.no }),
  says('cancel', 'Stop a clip', { id }),
  says('delete', 'Take a clip away', { id }),
  says('restore', 'Bring a clip back', { id }),
  says('report', 'Show a clip to the moderators', { id: id.optional(), reason: z.enum(['minors', 'violence', 'other']).optional() }),
  says('star', 'Keep a still', { id }),
  says('show', 'Show a still large', { id }),
  { ...says('animate', 'Move a still', { id, prompt: settings.prompt, duration: settings.duration }), priced: true },
  says('fix', 'Change a part of a still', {
    id,
    prompt: textToVideoOptions.prompt.optional().meta({ positional: false }),
    field: z.array(z.enum(fields)).optional(),
    mask: attachmentSchema.optional().meta({ attachment: 'image' } satisfies OptionHints),
    draw: z.boolean().optional(),
  }),
  says('quota', 'What you have left', {}),
  says('status', 'How the studio is', {}),
]

type ButtonName = keyof typeof english.action

interface Job {
  prompt: string
  seed: number
  aspectRatio: string
  progress: Progress | null
  batch: Batch
}
interface Batch {
  command: string
  jobs: string[]
  thread: ThreadRef
  root: PostRef
  warnings: string[]
}

/** What a generation was asked with; `still` is the picture that it is. */
export interface Asked {
  prompt: string
  seed: number
  still?: Pick<PostMedia, 'key' | 'width' | 'height'>
}

/** What a command that a test answers itself is asked. */
type Answer = (id: string, respond: Responder, invocation: Invocation) => Promise<void>

export interface FakeStudio {
  /** The next calls of a command are answered so. */
  answer(command: string, answer: Answer): void
  handle: InvocationHandler
  invocations: Invocation[]
  /** Ids of the generations, oldest first. */
  generations: string[]
  /** What a generation was asked with, and the picture that it is. */
  asked(generationId: string): Asked
  /** A still that was made otherwise. */
  remember(generationId: string, asked: Asked): void
  /** Draws the bar of a generation. */
  progress(generationId: string, progress: Omit<Progress, 'generationId' | 'aspectRatio'>): Promise<void>
  /** Delivers the clip into its thread, then closes the bar, as the real studio does. */
  deliver(generationId: string, media: PostMedia, rest?: Partial<Post>): Promise<PostRef>
  fail(generationId: string, sentence: string, rest?: Partial<Post>): Promise<void>
}

/** A studio that makes nothing: its clips move on when the test says so. */
export const createFakeStudio = (platform: () => Platform): FakeStudio => {
  const jobs = new Map<string, Job>()
  const clips = new Map<string, PostRef>()
  const invocations: Invocation[] = []
  const answers = new Map<string, Answer>()
  const remembered = new Map<string, Asked>()

  const rootPost = (batch: Omit<Batch, 'thread' | 'root'>): Post => {
    const open = batch.jobs.flatMap((generationId) => jobs.get(generationId)?.progress ?? [])
    return {
      ...notice(jobs.get(batch.jobs[0] ?? '')?.prompt ?? ''),
      kind: 'batch',
      facts: [`/${batch.command}`, 'local', ...(batch.jobs.length > 1 ? [say('clip.takes', { takes: batch.jobs.length })] : [])],
      warnings: batch.warnings,
      progress: open,
      actions: open.map(
        ({ generationId }): Action => ({ command: 'cancel', argument: generationId, label: say('clip.cancel'), style: 'danger' }),
      ),
      generationIds: batch.jobs,
      batchId: `of-${batch.jobs[0]}`,
    }
  }
  const draw = async (batch: Batch): Promise<void> => platform().edit(batch.root, rootPost(batch))
  const jobOf = (generationId: string): Job => {
    const job = jobs.get(generationId)
    if (!job) throw new Error(`no generation ${generationId}`)
    return job
  }

  const submit = async (
    invocation: Invocation,
    asked: { prompt: string; seed: number; takes: number; aspectRatio: string },
  ): Promise<void> => {
    const ids = Array.from({ length: asked.takes }, newId)
    const draft = {
      command: invocation.command,
      jobs: ids,
      warnings: asked.prompt.includes('warn') ? ['local takes no --fps; it was left out.'] : [],
    }
    ids.forEach((generationId, take) => {
      const progress = { generationId, stage: say('state.queued'), position: take + 1, estimateSeconds: 12, aspectRatio: asked.aspectRatio }
      jobs.set(generationId, { ...asked, seed: asked.seed + take, progress, batch: { ...draft, thread: nowhere, root: nothing } })
    })
    const { thread, root } = await platform().openThread(invocation.origin, rootPost(draft), { key: `root:${invocation.id}`, again: false })
    for (const generationId of ids) jobOf(generationId).batch = { ...draft, thread, root }
  }

  const close = async (generationId: string, post: Post): Promise<PostRef> => {
    const job = jobOf(generationId)
    const ref = await platform().post(job.batch.thread, post, { key: `clip:${generationId}`, again: false })
    job.progress = null
    await draw(job.batch)
    return ref
  }

  const handle: InvocationHandler = async (invocation, respond) => {
    invocations.push(invocation)
    const command = fakeCommands.find(({ name }) => name === invocation.command)
    if (!command)
      return respond.reply({ ...notice(`There is no command /${invocation.command}; try /help.`), kind: 'failure' }, { private: true })
    const options = z
      .looseObject({
        id: z.string().optional(),
        prompt: z.string().optional(),
        seed: z.number().optional(),
        takes: z.number().optional(),
        aspect: z.string().optional(),
      })
      .parse(readOptions(command, invocation))
    const own = answers.get(command.name)
    if (own) return own(options.id ?? '', respond, invocation)
    const parent = options.id === undefined ? undefined : jobs.get(options.id)
    if (command.name === 'quota')
      return respond.reply(
        {
          ...notice('You have 12 clips left today.'),
          fields: [{ name: 'Credits', value: '480' }],
          media: [chart],
          actions: [{ command: 'nonsense', argument: 'none', label: 'Ask again' }],
        },
        { private: true },
      )
    if (command.name === 'status') return respond.reply(notice('All is well.'))
    if (command.name === 'cancel') return
    if (command.name === 'report') {
      const values = invocation.input.kind === 'values' ? invocation.input.values : {}
      if (values['reason'] !== undefined) return respond.reply(notice('Thank you.'), { private: true })
      return respond.form({ command: 'report', generationId: '4k7q0c2m9xwd', title: 'Report', values: {}, needs: ['reason'] })
    }
    if (command.name === 'delete') {
      const argument = options.id ?? ''
      await platform().remove(clips.get(argument) ?? nothing)
      const undo: Action = { command: 'restore', argument, label: say('member.undo') }
      return respond.reply({ ...notice(say('member.deleted')), actions: [undo] }, { private: true })
    }
    if (command.name === 'restore') return respond.reply(notice(say('member.restored')), { private: true })
    if (command.name === 'edit' && parent && options.prompt === undefined) {
      const values = { prompt: parent.prompt, seed: parent.seed, model: 'local', duration: 4 }
      return respond.form({ command: 'edit', generationId: options.id ?? '', title: say('member.editTitle'), values })
    }
    await submit(invocation, {
      prompt: options.prompt ?? parent?.prompt ?? '',
      seed: options.seed ?? (parent ? parent.seed + 1 : 42),
      takes: options.takes ?? 1,
      aspectRatio: options.aspect ?? '16:9',
    })
  }

  return {
    handle,
    answer: (command, answer) => {
      answers.set(command, answer)
    },
    invocations,
    get generations() {
      return [...jobs.keys()]
    },
    asked: (id) => remembered.get(id) ?? jobOf(id),
    remember: (id, asked) => {
      remembered.set(id, asked)
    },
    progress: async (generationId, progress) => {
      const job = jobOf(generationId)
      job.progress = { ...progress, generationId, aspectRatio: job.aspectRatio }
      await draw(job.batch)
    },
    deliver: async (generationId, media, rest = {}) => {
      const { prompt, seed, aspectRatio, batch } = jobOf(generationId)
      const button = (command: ButtonName, style?: Action['style']): Action => ({
        command,
        argument: generationId,
        label: say(`action.${command}`),
        style,
      })
      const ref = await close(generationId, {
        ...notice(prompt),
        kind: 'clip',
        facts: [`seed ${seed}`, 'local', '4 s', aspectRatio, '480p', '3 s', '1 credit', 'preview renderer, no AI'],
        warnings: batch.warnings,
        media: [media],
        actions: [
          ...(['reroll', 'vary', 'edit', 'extend', 'animate', 'restyle'] as const).map((command) => button(command)),
          button('delete', 'danger'),
        ],
        generationIds: [generationId],
        ...rest,
      })
      clips.set(generationId, ref)
      return ref
    },
    fail: async (generationId, sentence, rest = {}) => {
      await close(generationId, { ...notice(sentence), kind: 'failure', facts: [generationId], generationIds: [generationId], ...rest })
    },
  }
}

const nothing: PostRef = { platform: 'web', channel: 'playground', message: '' }
const nowhere: ThreadRef = { platform: 'web', workspace: 'local', channel: 'playground' }
