import type { ShownMessage } from '../../../src/platforms/web/word-message.ts'
import { type Chat, type Counted, type Running, until } from './chat.ts'
import { example } from './world.ts'

/** The example on the page, by the requests that it makes. */
export const openWebChat = (running: Running): Chat => {
  let stills: string[] = []
  let fixes: string[] = []
  const messagesOf = async (ids: readonly string[]): Promise<ShownMessage[]> =>
    (await running().messages()).filter(({ post }) => post?.generationIds.some((id) => ids.includes(id)))
  /** The only message about these, with so many tiles and nothing under way. */
  const round = async (ids: readonly string[], tiles: number): Promise<ShownMessage | null> => {
    const [one, ...others] = await messagesOf(ids)
    if (others.length > 0) throw new Error(`${others.length + 1} messages are about one round`)
    const { tiles: shown = [], progress = [] } = one?.post ?? {}
    return one && shown.length === tiles && progress.length === 0 ? one : null
  }
  const starred = (ids: readonly string[], id: string, tiles: number): Promise<boolean> =>
    until('a star', async () => (await round(ids, tiles))?.post?.tiles?.some((tile) => tile.generationId === id && tile.starred) ?? false)
  /** What a line asks for. */
  const said = async (line: string, files: object[] = []): Promise<string[]> => {
    const { messages, replies } = await running().say(line, files)
    const ids = messages.flatMap(({ post }) => post?.generationIds ?? [])
    if (ids.length === 0) throw new Error(`${line}: ${replies.map(({ text }) => text).join(' ')}`)
    return ids
  }
  const nth = (ids: readonly string[], at: number): string => ids[at] ?? ''
  let counted: Counted = { messages: 0, edits: 0, uploads: 0 }

  return {
    async still() {
      stills = await said(`/still ${example.prompt} --takes 10 --seed ${example.seed} --model local`)
      await until('ten stills', () => round(stills, 10))
      counted = { ...counted, messages: (await messagesOf(stills)).length }
    },
    async choose() {
      await running().act('star', nth(stills, 2))
      await starred(stills, nth(stills, 2), 10)
    },
    async fix(mask) {
      const file = await running().upload('mask.png', mask)
      fixes = await said(`/fix ${nth(stills, 2)} --into "${example.fix}"`, [file])
      await until('four fixes', () => round(fixes, 5))
      await running().act('star', nth(fixes, 1))
      await starred(fixes, nth(fixes, 1), 5)
    },
    async animate() {
      const line = `/animate ${nth(fixes, 1)} --prompt "${example.motion}" --duration ${example.seconds}`
      const ids = await said(line)
      await until('the clip', async () => (await messagesOf(ids)).some(({ post }) => post?.kind === 'clip'))
    },
    counted: () => counted,
  }
}
