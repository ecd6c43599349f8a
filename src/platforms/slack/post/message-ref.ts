import type { PostRef } from '../../../core/platform.ts'

/** A file that was uploaded for a message, with its name there; refs of before names were kept have none. */
export interface ShownFile {
  id: string
  name?: string | undefined
}

/** A message's address; the files that belong to it stand behind its `ts`: `1732.5+F1=moodreel-4k7q.mp4`. */
export const refOf = (channel: string, ts: string, files: readonly ShownFile[] = []): PostRef => ({
  platform: 'slack',
  channel,
  message: [ts, ...files.map(({ id, name }) => (name === undefined ? id : `${id}=${name.replaceAll(/[+=]/g, '-')}`))].join('+'),
})

export const partsOf = (ref: PostRef): { ts: string; files: ShownFile[] } => {
  const [ts = '', ...files] = ref.message.split('+')
  return {
    ts,
    files: files.map((file) => {
      const [id = '', name] = file.split('=')
      return { id, name }
    }),
  }
}

/** The name under which a file of a post is shown once in a channel. */
export const shownName = (file: { key: string; index: number; channel: string; media: string | undefined }): string =>
  `${file.key}:${file.index}:${file.channel}:${file.media}`
