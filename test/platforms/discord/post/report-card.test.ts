import { ComponentType } from 'discord.js'
import { expect, test } from 'vitest'
import type { Post } from '../../../../src/core/post.ts'
import { renderPost } from '../../../../src/platforms/discord/post/render.ts'

const still = {
  ...{ key: 'posters/a.jpg', mediaType: 'image/jpeg', sizeBytes: 9, fileName: 'moodreel-a.jpg', alt: 'A still' },
  ...{ width: 16, height: 9, durationSeconds: 0 },
}
const open: Post = {
  kind: 'report',
  text: '3 reports of a clip by Ann',
  facts: ['“my face” Bob'],
  warnings: ['Ann: 41 clips'],
  media: [],
  thumbnail: still,
  actions: [
    { command: 'mod', argument: 'remove-4k7q0c2m9xwd', label: 'Remove', style: 'danger' },
    { command: 'mod', argument: 'dismiss-4k7q0c2m9xwd', label: 'Dismiss' },
  ],
  links: [{ label: 'Jump', url: 'https://discord.com/channels/1/2/3' }],
  generationIds: ['4k7q0c2m9xwd'],
}

test('an open report is a card with the still beside its words, and one that is over is a grey one', () => {
  const [card] = renderPost(open).body.components ?? []
  expect(card).toMatchObject({
    type: ComponentType.Container,
    accent_color: 0xf0b232,
    components: [{ type: ComponentType.Section, accessory: { type: ComponentType.Thumbnail } }, { type: ComponentType.ActionRow }],
  })
  const over: Post = {
    ...open,
    thumbnail: undefined,
    links: [],
    actions: [{ command: 'mod', argument: 'undo-4k7q0c2m9xwd', label: 'Undo' }],
  }
  expect(renderPost(over).body.components?.[0]).toMatchObject({ type: ComponentType.Container, accent_color: 0x4e5058 })
})
