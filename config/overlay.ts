import { z } from 'zod'
import { MoodreelError } from '../src/core/errors.ts'
import type { Layer } from './layers.ts'

const bad = (sentence: string, cause?: unknown): MoodreelError => new MoodreelError('bad_config', sentence, { cause })

const rowsSchema = z.array(z.looseObject({ name: z.string() }))

/** In a union the branch that got furthest is the one that was meant. */
const deepest = (issue: z.core.$ZodIssue): { path: PropertyKey[]; message: string } => {
  if (issue.code !== 'invalid_union') return issue
  const inner = issue.errors.flat().map(deepest)
  const furthest = inner.toSorted((one, other) => other.path.length - one.path.length)[0]
  return furthest && furthest.path.length > 0 ? { path: [...issue.path, ...furthest.path], message: furthest.message } : issue
}

/** One sentence for a value that does not fit: the file, the place in it and what is wrong. */
export const misfit = (fileName: string, place: string, error: z.ZodError): MoodreelError => {
  const issue = error.issues[0]
  const { path, message } = issue ? deepest(issue) : { path: [], message: 'Invalid input' }
  const unknown = issue?.code === 'unrecognized_keys' ? issue.keys[0] : undefined
  const field = [...path, ...(unknown === undefined ? [] : [unknown])].map(String).join('.')
  const problem = unknown === undefined ? message : 'there is no such field'
  return bad(`${fileName}, ${place}${field ? `, field ${field}` : ''}: ${problem}; correct it and start again.`, error)
}

/**
 * The rows of one list laid over each other by name and checked: a later file's row changes the fields that it
 * names (`null` takes a field away), a row of a new name is added at the end. Throws MoodreelError `bad_config`
 * naming the file, the row and the field.
 */
export const overlayRows = <Row>(
  layers: readonly Layer[],
  list: string,
  rowSchema: z.ZodType<Row>,
  problem: (row: Row) => { field: string; says: string } | undefined = () => undefined,
): Row[] => {
  const merged = new Map<string, { file: string; fields: Record<string, unknown> }>()
  for (const { name: file, content } of layers) {
    const rows = rowsSchema.safeParse(content[list] ?? [])
    if (!rows.success) throw misfit(file, list, rows.error)
    const seen = new Set<string>()
    for (const row of rows.data) {
      if (seen.has(row.name)) throw bad(`${file}, row ${row.name}: the name is there twice; keep one of the rows.`)
      seen.add(row.name)
      const fields = Object.entries({ ...merged.get(row.name)?.fields, ...row }).filter(([, value]) => value !== null)
      merged.set(row.name, { file, fields: Object.fromEntries(fields) })
    }
  }
  return [...merged].map(([name, { file, fields }]) => {
    const checked = rowSchema.safeParse(fields)
    if (!checked.success) throw misfit(file, `row ${name}`, checked.error)
    const wrong = problem(checked.data)
    if (wrong) throw bad(`${file}, row ${name}, field ${wrong.field}: ${wrong.says}; correct it and start again.`)
    return checked.data
  })
}

/** Refuses a name at the top of a file that nothing reads. */
export const refuseOtherNames = (layers: readonly Layer[], known: readonly string[]): void => {
  for (const { name, content } of layers) {
    const other = Object.keys(content).find((key) => !known.includes(key))
    if (other !== undefined) throw bad(`${name}: there is no such name as ${other}; it may hold ${known.join(' and ')}.`)
  }
}
