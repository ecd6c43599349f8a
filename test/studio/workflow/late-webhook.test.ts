import { expect, onTestFinished, test } from 'vitest'
import { createPublicLinks } from '../../../src/net/public-links.ts'
import { openStorage } from '../../../src/storage/open-storage.ts'
import { openCatalogue } from '../../../src/studio/admission/catalogue.ts'
import { createHeardWebhooks } from '../../../src/studio/workflow/heard-webhooks.ts'
import { createReceiveWebhook } from '../../../src/studio/workflow/receive-webhook.ts'
import { admission, noon } from '../../support/admission.ts'
import { createFakeProvider } from '../../support/fake-provider.ts'
import { layDatabases } from '../../support/lay-databases.ts'
import { quietLog } from '../../support/quiet-log.ts'
import { temporaryFolder } from '../../support/temporary-folder.ts'

const nothing = (): undefined => undefined

test('a webhook for a clip that is over is counted, for its work may be paid for', async () => {
  const folder = await temporaryFolder()
  await layDatabases(folder)
  const storage = await openStorage(folder)
  onTestFinished(() => storage[Symbol.asyncDispose]())
  const asked = admission({ provider: 'fake' })
  await storage.ledger.admit(asked)
  const [{ id, model } = { id: '', model: '' }] = asked.generations
  await storage.attempts.write({ id: 'attempt1', generationId: id, number: 1, model, now: noon })
  await storage.ledger.close(id, { state: 'failed', costCredits: 0, failure: null, now: noon })
  const providers = new Map([
    ['fake', { ...createFakeProvider(), parseWebhook: async () => ({ kind: 'moved', operation: { id: 'p1' } }) as const }],
  ])
  const publicLinks = createPublicLinks({ publicUrl: 'https://bot.example', secret: 'of links', now: () => noon })
  const late: string[] = []
  const woken: string[] = []
  const meter = { acknowledged: nothing, left: nothing, submitted: nothing, ended: nothing, heardLate: (name: string) => late.push(name) }
  const { listenerOf } = createReceiveWebhook(
    {
      ...storage,
      ...{ providers, publicLinks, meter, clock: { now: () => noon }, log: quietLog },
      catalogue: await openCatalogue({ rows: [], providers, ...storage, clock: { now: () => noon } }),
    },
    { wake: async (generation) => void woken.push(generation) },
    createHeardWebhooks(),
  )
  const [, , , key = ''] = new URL(publicLinks.webhook('fake', 'attempt1')).pathname.split('/')
  await listenerOf('fake', 'attempt1', key)?.hear(new Uint8Array(), new Headers())
  expect(late).toEqual(['fake'])
  expect(woken).toEqual([id])
})
