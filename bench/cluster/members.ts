import type { FakeInteraction } from '../../test/platforms/discord/fake/interactions.ts'
import { buttonsOf } from '../../test/platforms/discord/fake/message-rules.ts'
import type { Person } from '../../test/platforms/discord/fake/people.ts'
import type { FakeChannel, FakeMessage } from '../../test/platforms/discord/fake/world.ts'
import type { BusyDiscord } from './discord.ts'
import { chosen, type Random } from './random.ts'
import { shownText } from './shown-text.ts'

/** Something that a member did. `token` is the word in the prompt by which all that comes of it is known. */
export interface Said {
  what: 'make' | 'again' | 'vote' | 'cancel' | 'quota'
  token: string
  takes: number
  interaction: FakeInteraction
  at: number
}

/** How often what is done. */
export type Habits = Readonly<Record<'one' | 'four' | 'again' | 'vote' | 'cancel' | 'quota', number>>
export const asking: Habits = { one: 1, four: 0, again: 0, vote: 0, cancel: 0, quota: 0 }
export const busy: Habits = { one: 55, four: 12, again: 10, vote: 8, cancel: 8, quota: 7 }

const peopleAtMost = 400
/** How many ask although nobody hears them: Discord tells them so at once. */
const intoTheVoid = 0.01

/** Members who ask at a steady rate whether they are answered or not, press buttons and cancel. */
export const createMembers = (discord: BusyDiscord, random: Random) => {
  const said: Said[] = []
  const people: Person[] = Array.from({ length: peopleAtMost }, () => ({
    id: discord.world.snowflake(),
    permissions: 0n,
    locale: 'en-US',
    roles: ['77'],
  }))
  let clips = 0
  let timer: NodeJS.Timeout | null = null
  const any = <Item>(items: readonly Item[]): Item | undefined => items[Math.floor(random() * items.length)]
  const threads = (): FakeChannel[] => [...discord.world.channels.values()].filter(({ parent, messages }) => parent && messages.length > 0)

  const note = (what: Said['what'], token: string, takes: number, interaction: FakeInteraction): void => {
    said.push({ what, token, takes, interaction, at: Date.now() })
    if (what === 'make' || what === 'again') clips += takes
  }

  const make = (takes: number): void => {
    const [person, place] = [any(people), any(discord.places)]
    if (!person || !place) return
    const token = `k${said.length.toString(36)}z`
    const words = { prompt: `a fox in the snow ${token}`, model: 'vendor', ...(takes > 1 && { takes }) }
    note('make', token, takes, discord.command(person, place, 't2v', words))
  }

  /** Presses a button whose label begins like that, on a message that somebody sees. */
  const press = (what: 'again' | 'vote' | 'cancel', labels: RegExp, places: readonly FakeChannel[]): void => {
    for (let tries = 0; tries < 20; tries += 1) {
      const place = any(places)
      // What came last is what people press.
      const message: FakeMessage | undefined = any(place?.messages.slice(-20) ?? [])
      const [person, token] = [any(people), message && tokenIn(shownText(message))]
      const label = message && [...buttonsOf(message.components).keys()].find((one) => labels.test(one))
      if (!place || !message || !person || !token || label === undefined) continue
      // A clip is cancelled by its owner.
      const owner = what === 'cancel' ? askerIn(shownText(message)) : null
      const presser = owner === null ? person : people.find(({ id }) => id === owner)
      if (!presser) continue
      note(what, token, 1, discord.press(presser, place, message, label))
      return
    }
  }

  const isHeard = (): boolean => discord.places.every(({ guild }) => discord.gateway.listeners(guild ?? '') > 0)

  const act = (habits: Habits): void => {
    if (!isHeard() && random() > intoTheVoid) return
    const what = chosen(random, habits)
    if (what === 'one') make(1)
    if (what === 'four') make(4)
    if (what === 'again') press('again', /^(Reroll|Vary)$/, threads())
    if (what === 'vote') press('vote', /^👍/u, threads())
    if (what === 'cancel') press('cancel', /^Cancel/, discord.places)
    const [person, place] = [any(people), any(discord.places)]
    if (what === 'quota' && person && place) note('quota', '', 0, discord.command(person, place, 'quota', {}))
  }

  return {
    said,
    /** How many clips were asked for. */
    clips: (): number => clips,
    /** Asks so often in a second until so many clips were asked for; resolves then. `mayAsk` holds people back. */
    ask(habits: Habits, perSecond: number, clipsAtMost: number, mayAsk: () => boolean): Promise<void> {
      if (timer) clearInterval(timer)
      const startedAt = performance.now()
      let done = 0
      return new Promise((resolve, reject) => {
        timer = setInterval(
          () => {
            try {
              // Late timers are made up for.
              const due = Math.floor(((performance.now() - startedAt) / 1_000) * perSecond)
              for (; done < due && clips < clipsAtMost; done += 1) if (mayAsk() && discord.registered.size > 0) act(habits)
              if (clips < clipsAtMost) return
              if (timer) clearInterval(timer)
              resolve()
            } catch (error) {
              if (timer) clearInterval(timer)
              reject(error instanceof Error ? error : new Error(String(error)))
            }
          },
          Math.min(200, 1_000 / perSecond),
        )
      })
    },
    stop(): void {
      if (timer) clearInterval(timer)
    },
  }
}

/** The word by which what came of a prompt is known. */
export const tokenIn = (text: string): string | null => /\bk[0-9a-z]+z\b/.exec(text)?.[0] ?? null
const askerIn = (text: string): string | null => /<@(\d+)>/.exec(text)?.[1] ?? null
