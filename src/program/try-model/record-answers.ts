import type { AnswerForm } from '../../core/provider.ts'
import { jsonOf } from '../../core/vendor/json-of.ts'
import { compareAnswer } from './compare-answer.ts'

/** A `fetch` that hands every answer on as it is, and notes how it differs from what the vendor is known to answer. */
export interface AnswerRecord {
  fetch: typeof fetch
  /** The differences that were not told yet, a line each, once all answers so far were read. */
  news(): Promise<string[]>
}

const partsOf = (input: Parameters<typeof fetch>[0], init: RequestInit = {}): { method: string; path: string } => {
  const { url, method = 'GET' } = input instanceof Request ? input : { url: `${input}` }
  return { method: init.method ?? method, path: new URL(url).pathname }
}

/** Ids and the like in a path are nobody's business, and make no two lines of one. */
const shortPath = (path: string): string =>
  path
    .split('/')
    .map((part) => (/\d/.test(part) && part.length > 5 ? '…' : part))
    .join('/')

/** What one answer says against its form. */
const linesOf = async ({ call, statuses = [200], body: form }: AnswerForm, response: Response): Promise<string[]> => {
  if (!statuses.includes(response.status)) return [`${call}: HTTP ${response.status} where ${statuses.join(' or ')} is expected`]
  if (!form || !response.ok) return []
  const answer = jsonOf(await response.text())
  if (answer === undefined) return [`${call}: the answer is no JSON`]
  return compareAnswer(answer, form).map(({ path, says }) => `${call}: ${path || 'the answer'} ${says}`)
}

/** Records what `forms` describe; a call that none describes is told of too, by its path. Without forms nothing is compared. */
export const recordAnswers = (fetcher: typeof fetch, forms: readonly AnswerForm[] | undefined): AnswerRecord => {
  if (!forms) return { fetch: fetcher, news: async () => [] }
  const told = new Set<string>()
  const reading: Promise<string[]>[] = []
  return {
    async fetch(input, init) {
      const response = await fetcher(input, init)
      const { method, path } = partsOf(input, init)
      const form = forms.find((one) => one.method === method && one.path.test(path))
      const lines = form
        ? // An answer that breaks off is the adapter's business.
          linesOf(form, response.clone()).catch(() => [])
        : Promise.resolve([`${method} ${shortPath(path)}: no answer of this call is described; HTTP ${response.status}`])
      reading.push(lines)
      return response
    },
    async news() {
      const lines = (await Promise.all(reading.splice(0))).flat()
      const fresh = [...new Set(lines)].filter((line) => !told.has(line))
      for (const line of fresh) told.add(line)
      return fresh
    },
  }
}
