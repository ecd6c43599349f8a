import type { Command } from '../core/command.ts'
import { MoodreelError } from '../core/errors.ts'
import type { Batch } from '../core/generation.ts'
import type { Log } from '../core/log.ts'
import type { Meter } from '../core/meter.ts'
import { asksHelp } from '../core/options/asks-help.ts'
import { saidBeneath, typedName, typedNameOf } from '../core/options/beneath.ts'
import { clipNamePattern } from '../core/options/clip-name.ts'
import { describeOptions } from '../core/options/describe-options.ts'
import { readOptions } from '../core/options/read-options.ts'
import type { Form, Invocation, InvocationHandler, LanguageOf, PriceOf, Responder } from '../core/platform.ts'
import { ensureServed, type RefusalIn } from '../core/policy/serves.ts'
import { notice, type Post } from '../core/post.ts'
import { answerCommand, formAnswerCommand, isAnswer, type Question, writeAnswer } from '../core/question.ts'
import type { Studio } from '../core/studio.ts'
import { cleanText } from '../core/text/clean-text.ts'
import { nearest } from '../core/text/nearest.ts'
import { createTurns } from '../core/turns.ts'
import { say, type Text } from '../core/words/sentence.ts'
import { isDirect } from '../core/workspace.ts'
import type { Workspaces } from './admission/workspaces.ts'
import { createAskPrice } from './ask-price.ts'
import type { OnItsWay } from './posts/on-its-way.ts'
import type { WayBack } from './posts/way-back.ts'
import type { Questions } from './questions.ts'

/**
 * So many commands are worked on at one time, in their order: of thousands in one moment the last would else hold up the first, and all of
 * them the clips. One that waits for a chat or a provider holds up nobody for longer than `slowMs`.
 */
const atOnce = 16
const slowMs = 2_000

export interface Dispatch {
  handle: InvocationHandler
  /** What the clips of a command would cost, for the forms that ask for its options. */
  price: PriceOf
  /** From now on every command is refused; resolves when those under way are answered, or after `graceMs`. */
  stop(graceMs: number): Promise<void>
}

export interface DispatchOptions {
  commands: ReadonlyMap<string, Command>
  studio: Studio
  wayBack: WayBack
  onItsWay: OnItsWay
  questions: Questions
  log: Log
  meter: Meter
  /** Who moderates a workspace by a role, beside those whom the platform itself lets. */
  moderatorsOf: Workspaces['moderators']
  languageOf: LanguageOf
  refusalIn: RefusalIn
}

/**
 * The dispatcher: finds the command, reads its options, runs it, and answers every error with one sentence. With
 * the workflow's stages it is the only place that catches.
 */
export const createDispatch = ({
  commands,
  studio,
  wayBack,
  onItsWay,
  questions,
  log,
  meter,
  moderatorsOf,
  languageOf,
  refusalIn,
}: DispatchOptions): Dispatch => {
  const underWay = new Set<Promise<void>>()
  const turns = createTurns(atOnce)
  let stopped = false

  const withRights = (invocation: Invocation): Invocation => {
    // A name is somebody else's text, and stands in sentences of ours.
    const member = { ...invocation.member, name: cleanText(invocation.member.name).trim() }
    // Nobody moderates what belongs to one person, or by a link that was given before.
    if (isDirect(invocation.workspace) || invocation.byLink)
      return { ...invocation, member: { ...member, moderator: false, manager: false } }
    const byRole = moderatorsOf(invocation).filter(({ roles }) => roles.some((role) => member.roles.includes(role)))
    const manager = member.manager === true || byRole.some(({ money }) => money === true)
    return { ...invocation, member: { ...member, moderator: member.moderator || manager || byRole.length > 0, manager } }
  }

  /** A clip may be named in several ways; a command gets its id. */
  const withClipIds = async (
    command: Command,
    options: Record<string, unknown>,
    invocation: Invocation,
  ): Promise<Record<string, unknown>> => {
    const named = describeOptions(command).filter(
      ({ name, completion }) => completion === 'clip' && clipNamePattern.test(String(options[name] ?? '')),
    )
    const ids = await Promise.all(named.map(async ({ name }) => [name, await studio.clipId(invocation, String(options[name]))] as const))
    return { ...options, ...Object.fromEntries(ids) }
  }

  const inTurn = async <Result>(work: () => Promise<Result>): Promise<Result> => {
    const leave = await turns.take()
    const timer = setTimeout(leave, slowMs)
    try {
      return await work()
    } finally {
      clearTimeout(timer)
      leave()
    }
  }

  /** Runs the command. Returns the batch that it began, if it did. */
  const perform = async (given: Invocation, responder: Responder): Promise<Batch | null> => {
    if (stopped) throw new MoodreelError('stopping', say('common.stopping'))
    const all = [...commands.values()]
    const invocation = saidBeneath(given, all)
    ensureServed(refusalIn(invocation, invocation.command))
    const named = commands.get(invocation.command)
    if (!named) throw unknownCommand(invocation.command.slice(0, 32), all)
    // Where it is typed now; a button goes on to name it alone.
    const isMoved = named.under !== undefined && given.input.kind === 'text' && given.command === named.name
    const respond = isMoved ? withNote(responder, say('common.commandMoved', { name: named.name, now: typedName(named) })) : responder
    const help = asksHelp(invocation) ? commands.get('help') : undefined
    const command = help ?? named
    const said = command === named ? invocation : { input: { kind: 'text' as const, text: named.name }, attachments: [] }
    const options = await withClipIds(command, readOptions({ ...command, name: typedName(command) }, said), invocation)
    let begun: Batch | null = null
    const watched: Studio = {
      ...studio,
      async submit(...asked) {
        begun = await studio.submit(...asked)
        wayBack.keep(begun.id, respond)
        return begun
      },
    }
    const ask = async (question: Question): Promise<true> => {
      await askNamed(invocation, respond, question)
      return true
    }
    await command.execute({ options, invocation: withRights(invocation), studio: watched, respond, ask, commands: all })
    return begun
  }

  const price = createAskPrice({
    commands,
    studio,
    log,
    async run(invocation, dry, respond) {
      const command = commands.get(invocation.command)
      if (!command) throw unknownCommand(invocation.command.slice(0, 32), [...commands.values()])
      const options = await withClipIds(command, readOptions(command, invocation), invocation)
      const ask = async (): Promise<false> => false
      await command.execute({ options, invocation: withRights(invocation), studio: dry, respond, ask, commands: [...commands.values()] })
    },
  })

  const priceOfForm = (invocation: Invocation, { command, generationId, values }: Form): ReturnType<PriceOf> => {
    const id = generationId === '' ? {} : { id: generationId }
    return price({ ...invocation, command, input: { kind: 'values', values: { ...values, ...id } }, attachments: [] })
  }

  /** Asked at each answer, for `/settings` is answered in the language that it was told. */
  const inLanguage = (invocation: Invocation, respond: Responder): Responder => ({
    reply: async (post, options) => respond.reply({ ...post, language: await languageOf(invocation) }, options),
    form: async (form) => {
      const [language, price] = await Promise.all([languageOf(invocation), priceOfForm(invocation, form)])
      await respond.form({ ...form, language, ...(price && { price }) })
    },
    done: async (post, thread) => respond.done?.(post && { ...post, language: await languageOf(invocation) }, thread),
    over: async () => respond.over?.(),
  })

  const tellBegun = async (respond: Responder, begun: Batch | null): Promise<void> =>
    respond.done?.(begun && (await onItsWay(begun)), begun?.thread ?? null)

  /** What a button of a question carries; null for anything else. */
  const answerIn = ({ command, input }: Invocation, name: string): string | null => {
    if (command !== name) return null
    // A terminal has no buttons, and lists what they say.
    const said = input.kind === 'values' ? String(input.values['id']) : input.text.trim()
    return input.kind === 'values' || isAnswer(said) ? said : null
  }

  /** False when it could not be asked. */
  const asked = (invocation: Invocation, respond: Responder, { sentence }: MoodreelError): Promise<boolean> =>
    ask(invocation, respond, sentence).then(
      () => true,
      (cause: unknown) => {
        log.error({ err: cause, invocation: invocation.id }, 'a question could not be asked')
        return false
      },
    )

  /** Asks before it is done; the button does it. */
  const ask = async (invocation: Invocation, respond: Responder, sentence: Text): Promise<void> => {
    const question = await questions.keep(invocation)
    const yes = { command: answerCommand, argument: question, label: say('limits.askYes'), style: 'primary' as const }
    await respond.reply({ ...notice(sentence), actions: [yes] }, { private: true })
  }

  /** Asks with a button for each answer. */
  const askNamed = async (invocation: Invocation, respond: Responder, { post, answers }: Question): Promise<void> => {
    const question = await questions.keep(invocation, answers)
    const actions = answers.map(({ name, label, style, leads }) => ({
      command: 'form' in leads ? formAnswerCommand : answerCommand,
      argument: writeAnswer(question, name),
      label,
      style,
    }))
    await respond.reply({ ...post, actions }, { private: true })
  }

  const answer = async (invocation: Invocation, responder: Responder): Promise<void> => {
    const respond = inLanguage(invocation, responder)
    const fields = { platform: invocation.platform, invocation: invocation.id, command: invocation.command, member: invocation.member.id }
    const startedAt = performance.now()
    let ackMs: number | null = null
    const acknowledged = (): void => {
      if (ackMs !== null) return
      ackMs = Math.round((performance.now() - startedAt) * 10) / 10
      meter.acknowledged(invocation.platform, ackMs)
    }
    let meant = invocation
    try {
      const opens = answerIn(invocation, formAnswerCommand)
      if (opens !== null) {
        await respond.form(await questions.formOf(invocation, opens))
        return acknowledged()
      }
      // The button of a question means what was said before it.
      const given = answerIn(invocation, answerCommand)
      if (given !== null) meant = await questions.answered(invocation, given)
      const answers = {
        reply: (post: Post, options?: { private?: boolean; instead?: boolean }) => respond.reply(post, options).then(acknowledged),
        form: (form: Form) => respond.form(form).then(acknowledged),
        over: async () => respond.over?.(),
      }
      const begun = await inTurn(() => perform(meant, answers))
      acknowledged()
      log.info({ ...fields, ackMs }, 'command done')
      if (begun && given !== null) await questions.close(invocation, given)
      await tellBegun(respond, begun).catch((cause: unknown) => {
        log.warn({ ...fields, err: cause }, 'an acknowledgement could not be ended')
      })
    } catch (error) {
      if (error instanceof MoodreelError && error.code === 'needs_yes' && (await asked(meant, respond, error))) return acknowledged()
      const known = error instanceof MoodreelError
      // The storage's sentence is fit for a person, and yet an operator must see what lies behind it.
      if (known && error.code !== 'storage_unavailable') log.info({ ...fields, code: error.code }, 'command refused')
      else log.error({ ...fields, err: error }, 'command failed')
      const sentence = known ? error.sentence : say('common.broken')
      await respond.reply({ ...notice(sentence), kind: 'failure' }, { private: true }).catch((cause: unknown) => {
        log.warn({ ...fields, err: cause }, 'a refusal could not be answered')
      })
      acknowledged()
    }
  }

  return {
    price,
    async handle(invocation, respond) {
      const answering = answer(invocation, respond).finally(() => underWay.delete(answering))
      underWay.add(answering)
      await answering
    },
    async stop(graceMs) {
      stopped = true
      await Promise.race([Promise.allSettled(underWay), new Promise((resolve) => setTimeout(resolve, graceMs).unref())])
    },
  }
}

/** The first answer says it, once. */
const withNote = (respond: Responder, note: Text): Responder => {
  let isSaid = false
  return {
    ...respond,
    reply: (post, options) => {
      const warnings = isSaid ? post.warnings : [...post.warnings, note]
      isSaid = true
      return respond.reply({ ...post, warnings }, options)
    },
  }
}

const unknownCommand = (name: string, commands: readonly Command[]): MoodreelError => {
  const found = nearest(
    name,
    commands.map((command) => command.name),
  )
  const meant = found && typedNameOf(found, commands)
  return new MoodreelError('unknown_command', meant ? say('common.meantCommand', { name, meant }) : say('common.unknownCommand', { name }))
}
