import type { AllMiddlewareArgs, App, RespondFn, SlackCommandMiddlewareArgs } from '@slack/bolt'
import type { Clock } from '../../../core/clock.ts'
import type { Command } from '../../../core/command.ts'
import { MoodreelError } from '../../../core/errors.ts'
import type { Log } from '../../../core/log.ts'
import type { Model } from '../../../core/model.ts'
import { asksHelp } from '../../../core/options/asks-help.ts'
import { beneath } from '../../../core/options/beneath.ts'
import { describeOptions } from '../../../core/options/describe-options.ts'
import { meantLine } from '../../../core/options/meant-line.ts'
import { readOptions, typedValues } from '../../../core/options/read-options.ts'
import type { ReferencesOf } from '../../../core/reference.ts'
import type { TemplatesOf } from '../../../core/template.ts'
import { fieldOfText } from '../../../core/words/field-of.ts'
import { inWords } from '../../../core/words/in-words.ts'
import { readActionId } from '../action-id.ts'
import type { SlackApi } from '../api.ts'
import { fieldIn, modalOf, needsForm, readModal } from '../commands/commands.ts'
import { modelActionId, priceActionId } from '../commands/fields.ts'
import { unescapeText } from '../escape.ts'
import type { SlackFile } from '../post/files.ts'
import { slackCode } from '../refusal.ts'
import type { AskPrice } from './ask-price.ts'
import type { FormChanges } from './form-changes.ts'
import type { Home } from './home.ts'
import type { Invocations } from './invocations.ts'
import type { OriginIn } from './payload.ts'
import { type Caller, type Replies, wayBlockId } from './reply.ts'

/** The command that takes any other as its first word, for names that another app has. */
const ownCommand = 'moodreel'

export interface ReceiveOptions {
  commands: readonly Command[]
  models(): readonly Model[]
  templatesOf: TemplatesOf
  referencesOf: ReferencesOf
  api: SlackApi
  invocations: Invocations
  replies: Replies
  home: Home
  askPrice: AskPrice
  formChanges: FormChanges
  originIn: OriginIn
  clock: Clock
  log: Log
}

/** Registers slash commands, buttons and forms. Each is acknowledged before any other work. */
export const receive = (app: App, options: ReceiveOptions): void => {
  const { commands, models, templatesOf, referencesOf, api, invocations, replies, home, askPrice, formChanges, originIn, clock, log } =
    options
  const find = (name: string): Command | undefined => commands.find((command) => command.name === name)
  const onCommand = async ({ ack, body, respond }: SlackCommandMiddlewareArgs & AllMiddlewareArgs): Promise<void> => {
    await ack()
    const typed = body.command.replace(/^\//, '').toLowerCase()
    const text = unescapeText(body.text ?? '')
    const origin = originIn(body, { channel: body.channel_id, user: body.user_id, at: clock.now() })
    const caller: Caller = { origin, respond, triggerId: body.trigger_id }
    const id = `command:${body.trigger_id}`
    const handleLine = async (): Promise<void> => {
      const isOwn = typed === ownCommand
      const line = isOwn ? (meantLine(text, commands, []) ?? { command: 'help', rest: '' }) : { command: typed, rest: text }
      const input = { kind: 'text' as const, text: line.rest.trim() }
      const meant = beneath(line, commands)
      const command = find(meant.command)
      const words = meant.rest.trim()
      if (command && needsForm(describeOptions(command), words) && !asksHelp({ input: { kind: 'text', text: words } })) {
        await replies.openForm(caller, command, typedValues(command, words))
      } else invocations.handle({ id, caller, command: line.command, input })
    }
    invocations.runOnce(`line:${id}`, caller, handleLine)
  }
  app.command(/.*/, onCommand)

  /** Where it stood before somebody's eyes alone, a press on the way to the thread or on Cancel has made it useless. */
  const putAway = (action: object, respond: RespondFn): void => {
    if (!('block_id' in action && String(action.block_id).startsWith(wayBlockId))) return
    respond({ delete_original: true }).catch((error: unknown) => log.info({ err: error }, 'a first answer could not be put away'))
  }

  app.action(/^m1:(run|open|menu):/, async ({ ack, body, action, respond }) => {
    await ack()
    if (body.type !== 'block_actions' || !('action_id' in action)) return
    const chosen = 'selected_option' in action && action.selected_option ? action.selected_option.value : action.action_id
    const pressed = readActionId(chosen ?? '')
    if (!pressed) return
    const { container } = body
    const atHome = body.view?.type === 'home'
    const thread: unknown = container['thread_ts'] ?? body.message?.['thread_ts']
    const channel = body.channel?.id ?? body.user.id
    const origin = originIn(body, { channel, thread, user: body.user.id, at: clock.now() })
    const caller: Caller = { origin, triggerId: body.trigger_id, ...(body.response_url ? { respond, answerUrl: body.response_url } : {}) }
    putAway(action, respond)
    const values = pressed.argument === '' ? {} : { id: pressed.argument }
    invocations.handle({
      id: `action:${body.user.id}:${'action_ts' in action ? action.action_ts : body.trigger_id}:${chosen}`,
      caller,
      command: pressed.command,
      input: { kind: 'values', values },
      ...(atHome ? { after: () => home.show(origin, `after:${body.trigger_id}`) } : {}),
    })
  })
  app.action(/^m1:link:/, async ({ ack, action, respond }) => {
    await ack()
    putAway(action, respond)
  })
  app.action(/^m1:again:/, async ({ ack, body, action, respond }) => {
    await ack()
    if (body.type !== 'block_actions' || !('action_id' in action)) return
    const again = readActionId(action.action_id)
    if (!again) return
    const thread: unknown = body.container['thread_ts']
    const origin = originIn(body, { channel: body.channel?.id ?? body.user.id, thread, user: body.user.id, at: clock.now() })
    const caller: Caller = { origin, triggerId: body.trigger_id, ...(body.response_url ? { respond } : {}) }
    invocations.runOnce(`again:${body.trigger_id}`, caller, () => replies.openAgain(caller, again.argument))
  })

  /** Draws a form again with what stands in it now: another model has other fields, and all that costs has a price. */
  const redraw = async (open: { id: string }, user: string): Promise<() => Promise<void>> => {
    const { remembered, values } = readModal(open)
    const { place, command, generationId } = remembered
    const id = generationId === '' ? {} : { id: generationId }
    const workspace = { platform: 'slack', workspace: place.team }
    const [templates, references] = await Promise.all([templatesOf(workspace), referencesOf(workspace)])
    // What the model before had and this one has not is asked for no more.
    const asked = modalOf({ ...remembered, values }, commands, models(), templates, references).blocks.map(({ block_id: block }) =>
      fieldIn(block),
    )
    const kept = Object.fromEntries(Object.entries(values).filter(([name]) => asked.includes(name)))
    const price = await askPrice({ ...place, user }, { command, values: { ...kept, ...id } })
    const view = modalOf({ ...remembered, values, price }, commands, models(), templates, references)
    return async () => void (await api.send((client) => client.views.update({ view_id: open.id, view })))
  }
  for (const action of [modelActionId, priceActionId]) {
    app.action(action, async ({ ack, body }) => {
      await ack()
      if (body.type !== 'block_actions' || !body.view) return
      const { view, user } = body
      const [pressed] = body.actions
      const at = pressed && 'action_ts' in pressed ? Number(pressed.action_ts) : clock.now() / 1000
      await formChanges
        .draw({ form: view.id, at }, () => redraw(view, user.id))
        .catch((error: unknown) => {
          // It was sent or put away in the meantime.
          if (slackCode(error) !== 'not_found') log.warn({ err: error }, 'a form could not be drawn again')
        })
    })
  }

  app.view(/^m1:form:/, async ({ ack, body, view }) => {
    const sent = readModal(view)
    const { remembered, values, files } = sent
    const command = find(remembered.command)
    const fields = view.blocks.flatMap((block) => (block.type === 'input' && block.block_id ? [block.block_id] : []))
    const [firstField] = fields
    const given = { ...values, ...(remembered.generationId === '' ? {} : { id: remembered.generationId }) }
    if (command && firstField) {
      try {
        // What can be known at once is said inside of the form, where nothing that was typed is lost.
        const fileOf = ({ id, name, mimetype }: SlackFile) => ({ url: id, name: name ?? '', ...(mimetype ? { mediaType: mimetype } : {}) })
        const named = Object.fromEntries(Object.entries(files).map(([name, some]) => [name, some.map(fileOf)]))
        const said = { values: { ...given, ...named }, attachments: remembered.files.map(fileOf) }
        readOptions(command, { input: { kind: 'values', values: said.values }, attachments: said.attachments })
        const price = await askPrice({ ...remembered.place, user: body.user.id }, { command: command.name, ...said })
        if (price && 'problem' in price) throw new MoodreelError('invalid_option', price.problem)
      } catch (error) {
        if (!(error instanceof MoodreelError)) throw error
        const about = fieldOfText(error.sentence)
        const field = fields.find((block) => fieldIn(block) === about) ?? firstField
        await ack({ response_action: 'errors', errors: { [field]: inWords(error.sentence, remembered.language) } })
        return
      }
    }
    await ack()
    invocations.handle({
      id: `form:${view.id}`,
      isRetold: true,
      caller: { origin: { ...remembered.place, user: body.user.id }, answerUrl: remembered.answerUrl, sent },
      command: remembered.command,
      input: { kind: 'values', values: given },
      files: remembered.files,
      named: files,
    })
  })
}
