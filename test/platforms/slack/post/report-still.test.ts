import { expect, test } from 'vitest'
import type { Post } from '../../../../src/core/post.ts'
import { startSlackBot } from '../bot.ts'
import { openFakeSlack } from '../scene.ts'

test('a report shows the still of its clip, uploaded once, and takes it away with the clip', async () => {
  const slack = await openFakeSlack()
  const bot = await startSlackBot(slack, { changes: { readPauseMs: 0, messageIntervalMs: 0, lookWaitsMs: [1, 1] } })
  const still = { ...(await bot.file('moodreel-a.jpg', 30)), mediaType: 'image/jpeg', posterKey: undefined }
  const open: Post = {
    ...{ kind: 'report', text: '1 report of a clip by Ann', facts: [], warnings: [], media: [], actions: [] },
    ...{ thumbnail: still, generationIds: ['4k7q0c2m9xwd'] },
  }
  const place = { platform: 'slack', workspace: slack.team, channel: slack.channel }
  const ref = await bot.platform.post(place, open, { key: 'report:4k7q0c2m9xwd', again: false })
  await bot.platform.edit(ref, { ...open, text: '2 reports of a clip by Ann' })
  expect(slack.called('files.completeUploadExternal')).toHaveLength(1)
  const drawn = JSON.stringify(slack.called('chat.update').at(-1)?.body['blocks'])
  expect(drawn).toContain('slack_file')
  await bot.platform.edit(ref, { ...open, thumbnail: undefined, text: 'removed' })
  expect(JSON.stringify(slack.called('chat.update').at(-1)?.body['blocks'])).not.toContain('slack_file')
  expect(slack.called('files.delete')).toHaveLength(1)
})
