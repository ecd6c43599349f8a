import { onTestFinished } from 'vitest'
import type { AtEnd } from './bot.ts'
import { type FakeSlack, startFakeSlack } from './fake/slack.ts'
import { manifestScopes } from './manifest-scopes.ts'

/** A Slack in which the app was installed by its manifest, gone when the test is. */
export const openFakeSlack = async (atEnd: AtEnd = onTestFinished): Promise<FakeSlack> => {
  const slack = await startFakeSlack({ scopes: await manifestScopes() })
  atEnd(() => slack.close())
  return slack
}
