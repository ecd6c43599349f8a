import { randomUUID } from 'node:crypto'
import { z } from 'zod'
import type { PersonsFile } from './files.ts'
import type { FakeMessage, FakeSlack } from './slack.ts'
import { appOf, type Delivered } from './transport.ts'
import type { FakeView } from './view.ts'

/** Somebody who uses Slack: what they do arrives at the app as Slack's real payloads, over a socket or by signed requests. */
export interface Person {
  command(name: string, text?: string, options?: { triggerId?: string; channel?: string }): Promise<Delivered>
  /** The form that was opened last. */
  form(): FakeView
  /** Sends the form with these values by option. The same form twice is a double press of Send. */
  submit(view: FakeView, values: Record<string, string | PersonsFile[]>): Promise<Delivered>
  choose(view: FakeView, model: string): Promise<Delivered>
  /** Changes a field that the app is told of while the form is open, beside what else stands in it. */
  change(view: FakeView, option: string, value: string, others?: Record<string, string>): Promise<Delivered>
  press(message: FakeMessage, label: string): Promise<Delivered>
  /** Chooses in the overflow menu of a message. */
  pick(message: FakeMessage, label: string): Promise<Delivered>
  shortcut(
    callbackId: string,
    message: { ts: string; files?: PersonsFile[]; thread?: string; blocks?: unknown; user?: string },
  ): Promise<Delivered>
  mention(
    text: string,
    options?: { files?: PersonsFile[]; thread?: string; ts?: string; eventId?: string; channel?: string },
  ): Promise<Delivered>
  say(text: string, channel: string, options?: { files?: PersonsFile[] }): Promise<Delivered>
  openHome(): Promise<Delivered>
  /** Presses a button of the home as it is now. */
  pressAtHome(label: string): Promise<Delivered>
}

let clock = 1_790_000_000
const nextTs = (): string => `${++clock}.000100`

export const personOf = (slack: FakeSlack, httpApp?: string): Person => {
  const { deliver } = appOf(slack, httpApp)
  const who = { id: slack.user, name: 'ada', username: 'ada', team_id: slack.team }
  const team = { id: slack.team, domain: 'test' }
  const interactive = async (view?: string) => ({ team, user: who, token: 'x', api_app_id: 'A1', trigger_id: await slack.trigger(view) })
  const event = (inner: object, id: string = randomUUID()) =>
    deliver('events_api', {
      type: 'event_callback',
      team_id: slack.team,
      event_id: id,
      api_app_id: 'A1',
      authorizations: [{ team_id: slack.team, enterprise_id: null }],
      event: inner,
    })

  /** What stands in a field: what was given, or what stood there before. */
  const answerOf = (element: NonNullable<FakeView['blocks'][number]['element']>, given: string | PersonsFile[] | undefined): object => {
    const { type, options = [], initial_option: initial, initial_options: initials = [], initial_value: value } = element
    const chosen = (name: string) => {
      const found = options.find((option) => option.value === name)
      if (!found) throw new Error(`there is no choice ${name} in ${element.action_id}`)
      return found
    }
    if (type === 'file_input') return { type, files: Array.isArray(given) ? given.map((file) => slack.fileObject(file)) : [] }
    if (Array.isArray(given)) throw new Error(`a field of ${type} takes no file`)
    if (type === 'checkboxes') return { type, selected_options: given === undefined ? initials : given === '' ? [] : [chosen(given)] }
    if (type === 'multi_static_select') {
      const names = given?.split(' ').filter((name) => name !== '')
      return { type, selected_options: names ? names.map(chosen) : initials }
    }
    if (type === 'conversations_select') return { type, selected_conversation: given ?? null }
    if (type === 'static_select' || type === 'radio_buttons')
      return { type, selected_option: (given === undefined ? initial : given === '' ? null : chosen(given)) ?? null }
    return { type, value: given ?? value ?? null }
  }

  const stateOf = (view: FakeView, values: Record<string, string | PersonsFile[]>) =>
    Object.fromEntries(
      view.blocks.flatMap(({ type, block_id: block, element }) => {
        if (type !== 'input' || !block || !element) return []
        const given = values[block.split(':')[0] ?? '']
        return [[block, { [element.action_id]: answerOf(element, given) }]]
      }),
    )

  const buttonOf = ({ blocks }: Pick<FakeMessage, 'blocks'>, label: string) => {
    const element = z.looseObject({ action_id: z.string(), text: z.object({ text: z.string() }).optional() })
    const buttons = blocks
      .filter(({ type }) => type === 'actions')
      .flatMap((block) =>
        z
          .array(element)
          .parse(block['elements'])
          .map((button) => ({ ...button, block_id: block['block_id'] ?? 'b' })),
      )
    const button = buttons.find(({ text }) => text?.text === label)
    if (!button) throw new Error(`there is no button ${label}`)
    return { type: 'button', action_id: button.action_id, block_id: button.block_id, action_ts: nextTs() }
  }

  const choiceOf = ({ blocks }: Pick<FakeMessage, 'blocks'>, label: string) => {
    const option = z.object({ text: z.object({ text: z.string() }), value: z.string() })
    const element = z.looseObject({ type: z.string(), action_id: z.string(), options: z.array(option).min(1).max(100).optional() })
    const menus = blocks.filter(({ type }) => type === 'actions').flatMap((block) => z.array(element).parse(block['elements']))
    for (const { type, action_id, options = [] } of menus) {
      if (type === 'overflow' && options.length > 5) throw new Error('an overflow menu has five choices at most')
      const chosen = options.find(({ text }) => text.text === label)
      if ((type === 'overflow' || type === 'static_select') && chosen)
        return { type, action_id, block_id: 'b', action_ts: nextTs(), selected_option: chosen }
    }
    throw new Error(`there is no choice ${label}`)
  }

  const act = async (message: FakeMessage, action: object): Promise<Delivered> =>
    deliver('interactive', {
      ...(await interactive()),
      type: 'block_actions',
      channel: { id: slack.channel, name: 'mood' },
      message,
      container: {
        type: 'message',
        message_ts: message.ts,
        channel_id: slack.channel,
        ...(message.thread_ts ? { thread_ts: message.thread_ts } : {}),
      },
      response_url: slack.responseUrl(),
      actions: [action],
    })

  return {
    command: async (name, text = '', { triggerId, channel = slack.channel } = {}) =>
      deliver('slash_commands', {
        command: name,
        text,
        trigger_id: triggerId ?? (await slack.trigger()),
        channel_id: channel,
        channel_name: 'mood',
        user_id: slack.user,
        user_name: 'ada',
        team_id: slack.team,
        team_domain: 'test',
        api_app_id: 'A1',
        token: 'x',
        response_url: slack.responseUrl(),
        is_enterprise_install: 'false',
      }),
    form: () => {
      const form = slack.views.findLast(({ type }) => type === 'modal')
      if (!form) throw new Error('there is no form')
      return form
    },
    submit: async (view, values) =>
      deliver('interactive', {
        ...(await interactive()),
        type: 'view_submission',
        view: { ...view, state: { values: stateOf(view, values) } },
      }),
    choose: async (view, model) =>
      deliver('interactive', {
        ...(await interactive(view.id)),
        type: 'block_actions',
        view: { ...view, state: { values: stateOf(view, { model }) } },
        container: { type: 'view', view_id: view.id },
        actions: [
          { type: 'static_select', action_id: 'm1:model', block_id: 'model:', action_ts: nextTs(), selected_option: { value: model } },
        ],
      }),
    change: async (view, option, value, others = {}) => {
      const { block_id, element, dispatch_action: isTold } = view.blocks.find((block) => block.block_id?.split(':')[0] === option) ?? {}
      if (!element || !isTold) throw new Error(`the app is told nothing of ${option}`)
      return deliver('interactive', {
        ...(await interactive(view.id)),
        type: 'block_actions',
        view: { ...view, state: { values: stateOf(view, { ...others, [option]: value }) } },
        container: { type: 'view', view_id: view.id },
        actions: [{ ...answerOf(element, value), action_id: element.action_id, block_id, action_ts: nextTs() }],
      })
    },
    press: async (message, label) => act(message, buttonOf(message, label)),
    pick: async (message, label) => act(message, choiceOf(message, label)),
    shortcut: async (callbackId, { ts, files = [], thread, blocks, user = slack.user }) =>
      deliver('interactive', {
        ...(await interactive()),
        type: 'message_action',
        callback_id: callbackId,
        action_ts: nextTs(),
        message_ts: ts,
        channel: { id: slack.channel, name: 'mood' },
        message: {
          type: 'message',
          ts,
          user,
          text: '',
          ...(thread ? { thread_ts: thread } : {}),
          ...(blocks ? { blocks } : {}),
          files: files.map((file) => slack.fileObject(file)),
        },
        response_url: slack.responseUrl(),
      }),
    mention: (text, { files = [], thread, ts = nextTs(), eventId, channel = slack.channel } = {}) =>
      event(
        {
          type: 'app_mention',
          user: slack.user,
          text: text.includes(slack.botUserId) ? text : `<@${slack.botUserId}> ${text}`,
          ts,
          event_ts: ts,
          channel,
          ...(thread ? { thread_ts: thread } : {}),
          ...(files.length > 0 ? { files: files.map((file) => slack.fileObject(file)) } : {}),
        },
        eventId,
      ),
    say: (text, channel, { files = [] } = {}) =>
      event({
        type: 'message',
        channel_type: 'im',
        user: slack.user,
        text,
        ts: nextTs(),
        channel,
        ...(files.length > 0 ? { subtype: 'file_share', files: files.map((file) => slack.fileObject(file)) } : {}),
      }),
    openHome: () => event({ type: 'app_home_opened', user: slack.user, tab: 'home', channel: 'D1', event_ts: nextTs() }),
    pressAtHome: async (label) => {
      const home = slack.views.findLast(({ type }) => type === 'home')
      if (!home) throw new Error('the home is empty')
      return deliver('interactive', {
        ...(await interactive(home.id)),
        type: 'block_actions',
        view: home,
        container: { type: 'view', view_id: home.id },
        actions: [buttonOf(home, label)],
      })
    },
  }
}
