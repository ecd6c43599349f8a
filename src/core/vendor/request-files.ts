import type { Json } from '../json.ts'
import type { ProviderError, ProviderInput } from '../provider.ts'
import { say } from '../words/sentence.ts'

/** The bytes of a file in base64. */
export const base64Of = async ({ read }: ProviderInput): Promise<string> => Buffer.from(await read()).toString('base64')

/** A file as a `data:` address. */
export const dataUrlOf = async (input: ProviderInput): Promise<string> => `data:${input.mediaType};base64,${await base64Of(input)}`

/** The same as a link for `linkFields`. */
export const inlineLink = async (input: ProviderInput): Promise<{ url: string }> => ({ url: await dataUrlOf(input) })

/** A name for an upload: `firstFrame.png`. */
export const fileNameOf = ({ role, mediaType }: ProviderInput): string => `${role}.${mediaType.split('/')[1] ?? 'bin'}`

/** How many bytes of files go along inside of a request: those that have no link of their own. */
export const inlineBytes = (inputs: readonly ProviderInput[]): number =>
  inputs.reduce((sum, { url, sizeBytes }) => sum + (url === undefined ? sizeBytes : 0), 0)

/** Files that go into one input of a model, whose links are not known yet. */
export interface FileField {
  name: string
  isList: boolean
  inputs: ProviderInput[]
}

/** Links for files, by field: a file's own signed link where it has one, and else what `linkOf` gives. The first error ends it. */
export const linkFields = async <Refused extends { error: ProviderError } = never>(
  fields: readonly FileField[],
  linkOf: (input: ProviderInput) => Promise<{ url: string } | Refused>,
): Promise<{ links: Record<string, Json> } | Refused> => {
  const links: Record<string, Json> = {}
  for (const { name, isList, inputs } of fields) {
    const urls: string[] = []
    for (const input of inputs) {
      const linked = input.url === undefined ? await linkOf(input) : { url: input.url }
      if (!('url' in linked)) return linked
      urls.push(linked.url)
    }
    links[name] = isList ? urls : (urls[0] ?? null)
  }
  return { links }
}

/** A file of a request could not be read, so that nothing was asked for. */
export const unreadable: ProviderError = { class: 'transient', message: say('provider.fileUnreadable') }
