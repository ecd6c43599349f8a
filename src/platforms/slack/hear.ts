import { setImmediate as nextTurn } from 'node:timers/promises'
import { MoodreelError } from '../../core/errors.ts'
import type { Log } from '../../core/log.ts'
import type { Form, Invocation, InvocationHandler } from '../../core/platform.ts'
import type { Post } from '../../core/post.ts'
import type { Files, SlackFile } from './files.ts'
import type { Members } from './members.ts'
import { isUserId } from './place.ts'
import type { Caller, Replies } from './reply.ts'

/** Events of the last minutes, so that one delivered again is not answered again. Across a restart the studio knows its own. */
const rememberedEvents = 2000

/** What somebody said or pressed, in the platform's own terms. */
export interface Heard {
  /** The same however often and over whichever connection Slack delivers it. */
  id: string
  caller: Caller
  command: string
  input: Invocation['input']
  files?: readonly SlackFile[] | undefined
  /** Files that were given to an option by name. */
  named?: Record<string, readonly SlackFile[]> | undefined
  /** Begun when the house has answered. */
  after?: (() => void) | undefined
}

/** Hands what people say to the house, each thing once, and keeps count of what is being worked on. */
export interface Hearing {
  start(handler: InvocationHandler): void
  hear(heard: Heard): void
  /** Runs a command for somebody and gives back what it would have answered. */
  ask(heard: Heard): Promise<{ posts: Post[]; form: Form | null }>
  /** Goes on with something in the background; a fault is told to the person. */
  attend(id: string, caller: Caller, work: () => Promise<void>): void
  /** Takes nothing more and resolves when what was taken is done. */
  stop(): Promise<void>
}

export const createHearing = (options: { members: Members; files: Files; replies: Replies; log: Log }): Hearing => {
  const { members, files, replies, log } = options
  const seen = new Set<string>()
  const running = new Set<Promise<void>>()
  let handler: InvocationHandler | null = null

  const isNew = (id: string): boolean => {
    if (seen.has(id)) return false
    seen.add(id)
    for (const old of seen) {
      if (seen.size <= rememberedEvents) break
      seen.delete(old)
    }
    return true
  }

  const invocationOf = async ({ id, caller, command, input, files: given = [], named = {} }: Heard): Promise<Invocation> => {
    const { place } = caller
    const [{ locale, ...member }, attachments, ...filled] = await Promise.all([
      members.of(place.user, place.team),
      files.attachments(given),
      ...Object.entries(named).map(async ([name, some]) => [name, await files.attachments(some)] as const),
    ])
    return {
      id: `slack:${id}`,
      platform: 'slack',
      workspace: place.team,
      member,
      command,
      input: input.kind === 'values' ? { kind: 'values', values: { ...input.values, ...Object.fromEntries(filled) } } : input,
      attachments,
      origin: { ...place, thread: place.thread ?? null },
      channel: isUserId(place.channel) ? undefined : place.channel,
      locale,
    }
  }

  const attend: Hearing['attend'] = (id, caller, work) => {
    if (!isNew(id)) return
    // The acknowledgement leaves the process before anything else is begun.
    const run = nextTurn()
      .then(work)
      .catch(async (error: unknown) => {
        const known = error instanceof MoodreelError
        if (known) log.info({ event: id, code: error.code }, 'an event was refused')
        else log.error({ event: id, err: error }, 'an event could not be worked on')
        await replies.say(caller, known ? error.userMessage : 'Something went wrong on our side; please try again in a moment.')
      })
      .catch((error: unknown) => log.warn({ event: id, err: error }, 'a refusal could not be answered'))
      .finally(() => running.delete(run))
    running.add(run)
  }

  const ready = (): InvocationHandler => {
    if (!handler) throw new MoodreelError('stopping', 'Moodreel is starting anew; wait a moment and try again.')
    return handler
  }

  return {
    attend,
    start: (theHandler) => {
      handler = theHandler
    },
    hear: (heard) =>
      attend(heard.id, heard.caller, async () => {
        await ready()(await invocationOf(heard), replies.responder(heard.caller))
        heard.after?.()
      }),
    async ask(heard) {
      const posts: Post[] = []
      let form: Form | null = null
      await ready()(await invocationOf(heard), {
        reply: async (post) => {
          posts.push(post)
        },
        form: async (asked) => {
          form = asked
        },
      })
      return { posts, form }
    },
    async stop() {
      handler = null
      await Promise.allSettled(running)
    },
  }
}
