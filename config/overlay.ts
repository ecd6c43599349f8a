import { z } from 'zod'
import type { Layer } from './layers.ts'
import { createMisfitsOf, didYouMean, type Misfit, placed } from './misfits.ts'
import type { Problem } from './problems.ts'

const rowsSchema = z.array(z.looseObject({ name: z.string() }))
type Rows = z.infer<typeof rowsSchema>

/** What several files say of one row, the last on top. */
interface Merged {
  fields: Record<string, unknown>
  /** Where each of its fields was written last. */
  sources: Map<string, { layer: Layer; index: number }>
  /** Where it was written last. */
  last: { layer: Layer; index: number }
}

/** Checks a value of one file; undefined when it does not fit, and then `problems` has why. */
export const checkIn = <Value>(
  { content, at }: Layer,
  name: string,
  schema: z.ZodType<Value>,
  problems: Problem[],
  value = content[name],
): Value | undefined => {
  const checked = schema.safeParse(value)
  if (checked.success) return checked.data
  for (const one of createMisfitsOf(schema)(checked.error)) problems.push({ at: at([name, ...one.path]), says: placed(name, one) })
  return undefined
}

/** Each request is held against all rules of a house, and each answer is written from all of its models. */
const rowsAtMost = 2_000

/** Whether a list of a file is short enough; otherwise `problems` has it, and it is not looked at. */
export const isShort = ({ content, at }: Layer, list: string, problems: Problem[]): boolean => {
  const rows = content[list]
  if (!Array.isArray(rows) || rows.length <= rowsAtMost) return true
  problems.push({
    at: at([list, rowsAtMost]),
    says: `${list}: there are ${rows.length} rows, and ${rowsAtMost} are the most; take some out`,
  })
  return false
}

/** The rows of one file, by name. */
const rowsIn = (layer: Layer, list: string, problems: Problem[]): [number, Rows[number]][] => {
  if (!isShort(layer, list, problems)) return []
  const rows = checkIn(layer, list, rowsSchema, problems, layer.content[list] ?? []) ?? []
  const seen = new Set<string>()
  for (const [index, { name }] of rows.entries()) {
    if (seen.has(name)) problems.push({ at: layer.at([list, index]), says: `row ${name}: the name is there twice; keep one of the rows` })
    seen.add(name)
  }
  return [...rows.entries()]
}

const mergeRows = (layers: readonly Layer[], list: string, problems: Problem[]): Map<string, Merged> => {
  const merged = new Map<string, Merged>()
  for (const layer of layers) {
    for (const [index, row] of rowsIn(layer, list, problems)) {
      const before = merged.get(row.name)
      const last = { layer, index }
      merged.set(row.name, {
        fields: { ...before?.fields, ...row },
        sources: new Map([...(before?.sources ?? []), ...Object.keys(row).map((field) => [field, last] as const)]),
        last,
      })
    }
  }
  return merged
}

/**
 * The rows of one list laid over each other by name and checked: a later file's row changes the fields that it
 * names (`null` takes a field away), a row of a new name is added at the end. What does not fit is left out, and `problems` has why.
 */
export const overlayRows = <Row>(
  layers: readonly Layer[],
  list: string,
  rowSchema: z.ZodType<Row>,
  problems: Problem[],
  misfitOf: (row: Row) => Misfit | undefined = () => undefined,
): Row[] => {
  const misfitsOf = createMisfitsOf(rowSchema)
  return [...mergeRows(layers, list, problems)].flatMap(([name, { fields, sources, last }]): Row[] => {
    const report = (misfits: Misfit[]): [] => {
      for (const misfit of misfits) {
        const { layer, index } = sources.get(String(misfit.path[0])) ?? last
        problems.push({ at: layer.at([list, index, ...misfit.path]), says: placed(`row ${name}`, misfit) })
      }
      return []
    }
    const checked = rowSchema.safeParse(Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== null)))
    if (!checked.success) return report(misfitsOf(checked.error))
    const misfit = misfitOf(checked.data)
    return misfit ? report([misfit]) : [checked.data]
  })
}

/** Finds names at the top of a file that nothing reads. */
export const findOtherNames = (layers: readonly Layer[], known: readonly string[], problems: Problem[]): void => {
  for (const { content, at } of layers) {
    for (const other of Object.keys(content).filter((key) => !known.includes(key))) {
      const meant = didYouMean(other, known) || `; the file may hold ${known.join(', ')}`
      problems.push({ at: at([other]), says: `there is no such name as ${other}${meant}` })
    }
  }
}
