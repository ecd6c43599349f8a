import { onTestFinished, vi } from 'vitest'
import type { Person } from './fake/person.ts'
import { type FakeSlack, startFakeSlack } from './fake/slack.ts'
import type { FakeView } from './fake/view.ts'
import { manifestScopes } from './manifest-scopes.ts'

/** A Slack in which the app was installed by its manifest, gone when the test is. */
export const openFakeSlack = async (): Promise<FakeSlack> => {
  const slack = await startFakeSlack({ scopes: await manifestScopes() })
  onTestFinished(() => slack.close())
  return slack
}

/** The form that stands open: Slack's call comes a moment before it. */
export const openedForm = (person: Person): Promise<FakeView> => vi.waitFor(() => person.form(), { timeout: 10_000, interval: 20 })
