import type { Invocation } from './platform.ts'
import type { Text } from './words/sentence.ts'
import type { SetUpStep } from './workspace.ts'

/** Somebody's place in a workspace: Discord's role, Slack's user group. */
export interface Role {
  id: string
  name: string
}

/** How far a workspace is set up. */
export interface SetUpState {
  done: readonly SetUpStep[]
  /** Where moderators meet; null where no channel is set. */
  channel: string | null
  /** The platform itself has one place for that, and no other. */
  isChannelFixed: boolean
  /** Of the month; null for none. */
  budgetCredits: number | null
  /** Who may make clips; null for everybody. */
  makers: Role | null
  /** The names of the rules that the policy has for words. */
  rules: readonly string[]
  /** Only those places are served that the operator names. */
  isListed: boolean
  /** Whether members may make clips now. */
  isOpen: boolean
  /** Whether people here have roles that can be named. */
  hasRoles: boolean
}

/** What whoever invited the bot does once. Each method checks the right of who asks, as `Moderators` does, and what it does is written down. */
export interface SetUp {
  state(invocation: Invocation): Promise<SetUpState>
  /** Throws MoodreelError `not_allowed` for who may not do a step: before a form asks for it. */
  ensureMay(invocation: Invocation, step: SetUpStep): Promise<void>
  roles(invocation: Invocation): Promise<readonly Role[]>
  /** Posts a line there first. Throws MoodreelError with what to do where that is not possible. */
  channel(invocation: Invocation, channel: string): Promise<void>
  budget(invocation: Invocation, credits: number | null): Promise<void>
  /** Who may make clips: those with a role, by its id or its name, or everybody. */
  who(invocation: Invocation, role: string | null): Promise<void>
  /** The words of the policy were read. */
  words(invocation: Invocation): Promise<void>
  /** Sends a report that is none the way of every report. Null when it arrived, else why not and what to do. */
  test(invocation: Invocation): Promise<Text | null>
  /** Lets members make clips before every step is done. */
  open(invocation: Invocation): Promise<void>
}
