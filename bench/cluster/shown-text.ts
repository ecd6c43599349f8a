import { contentOf } from '../../test/platforms/discord/fake/message-rules.ts'
import { readMarkdown } from '../../test/platforms/discord/fake/words.ts'
import type { FakeMessage } from '../../test/platforms/discord/fake/world.ts'

/** What a person reads of a message. */
export const shownText = ({ components, content }: Pick<FakeMessage, 'components' | 'content'>): string =>
  readMarkdown([content, contentOf(components)].filter((text) => text !== '').join('\n')).text
