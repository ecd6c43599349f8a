import {
  type APIActionRowComponent,
  type APIButtonComponent,
  type APIComponentInMessageActionRow,
  ButtonStyle,
  ComponentType,
} from 'discord.js'
import type { Action, WordedPost } from '../../../core/post.ts'
import { writeCustomId } from '../custom-id.ts'
import { plainText, shorten } from './escape.ts'

/** Discord's limits on a message: https://docs.discord.com/developers/components/reference. What stands in another counts too. */
const componentsAtMost = 40
const buttonsInARow = 5
const labelLimit = 80
const choicesInAMenu = 25
const choiceLimit = 100

const styles = { primary: ButtonStyle.Primary, danger: ButtonStyle.Danger, plain: ButtonStyle.Secondary } as const

export const buttonOf = (action: Action<string>): APIButtonComponent => ({
  type: ComponentType.Button,
  style: styles[action.style ?? 'plain'],
  label: shorten(plainText(action.label), labelLimit),
  custom_id: writeCustomId({ what: 'run', command: action.command, argument: action.argument }),
})

const linkOf = ({ label, url }: { label: string; url: string }): APIButtonComponent => ({
  type: ComponentType.Button,
  style: ButtonStyle.Link,
  label: shorten(plainText(label), labelLimit),
  url,
})

/** What is done seldom, in one menu; none when there is nothing. Each choice says what a button would. */
export const menuRows = (
  { more = [] }: Pick<WordedPost, 'more'>,
  placeholder: string,
): APIActionRowComponent<APIComponentInMessageActionRow>[] => {
  const [first] = more
  if (!first) return []
  const options = more.slice(0, choicesInAMenu).map(({ command, argument, label }) => ({
    label: shorten(plainText(label), choiceLimit),
    value: writeCustomId({ what: 'run', command, argument }),
  }))
  const customId = writeCustomId({ what: 'menu', command: 'more', argument: first.argument })
  return [{ type: ComponentType.ActionRow, components: [{ type: ComponentType.StringSelect, custom_id: customId, placeholder, options }] }]
}

/** How many buttons fit beside so many other components, each five with a row of their own. */
const roomBeside = (others: number): number => Math.floor(((componentsAtMost - others) * buttonsInARow) / (buttonsInARow + 1))

/** The most important first: to stop or take away is asked of nothing else, while everything else can be typed at leisure. */
const importance = ({ style }: Pick<Action, 'style'>): number => (style === 'danger' ? 0 : style === 'primary' ? 1 : 2)

export const buttonRows = (buttons: readonly APIButtonComponent[]): APIActionRowComponent<APIComponentInMessageActionRow>[] =>
  Array.from({ length: Math.ceil(buttons.length / buttonsInARow) }, (_, row) => ({
    type: ComponentType.ActionRow,
    components: buttons.slice(row * buttonsInARow, (row + 1) * buttonsInARow),
  }))

/**
 * The links and buttons of a post in their order, of a report what is to be decided before the way to its clip, as many as a message with so many other components takes, the most
 * important ones before the others. `rest` is what has to be typed instead, one command a line: `/cancel 4k7q0c2m9xwd …`.
 */
export const fitButtons = (
  { kind, links = [], actions }: Pick<WordedPost, 'kind' | 'links' | 'actions'>,
  others: number,
): { buttons: APIButtonComponent[]; rest: string[] } => {
  const room = roomBeside(others) - links.length
  const kept = new Set(actions.toSorted((one, other) => importance(one) - importance(other)).slice(0, Math.max(0, room)))
  const left = actions.filter((action) => !kept.has(action))
  const idsOf = (command: string): string => left.flatMap((action) => (action.command === command ? [action.argument] : [])).join(' ')
  const [ways, deeds] = [links.map(linkOf), actions.filter((action) => kept.has(action)).map(buttonOf)]
  return {
    buttons: kind === 'report' ? [...deeds, ...ways] : [...ways, ...deeds],
    rest: [...new Set(left.map(({ command }) => command))].map((command) => `/${command} ${idsOf(command)}`),
  }
}
