import { onTestFinished } from 'vitest'
import type { Later } from '../../support/temporary-folder.ts'
import { type FakeSlack, startFakeSlack } from './fake/slack.ts'
import { manifestScopes } from './manifest-scopes.ts'

/** A Slack in which the app was installed by its manifest, gone when the test is. */
export const openFakeSlack = async (later: Later = onTestFinished): Promise<FakeSlack> => {
  const slack = await startFakeSlack({ scopes: await manifestScopes() })
  later(() => slack.close())
  return slack
}
