import { onTestFinished } from 'vitest'
import { type FakeSlack, startFakeSlack } from './fake/slack.ts'
import { manifestScopes } from './manifest-scopes.ts'

/** A Slack in which the app was installed by its manifest, gone when the test is. */
export const openFakeSlack = async (): Promise<FakeSlack> => {
  const slack = await startFakeSlack({ scopes: await manifestScopes() })
  onTestFinished(() => slack.close())
  return slack
}
