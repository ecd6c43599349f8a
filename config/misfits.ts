import { z } from 'zod'
import { nearest } from '../src/core/text/nearest.ts'

/** Where in a value something does not fit, and what. */
export interface Misfit {
  path: PropertyKey[]
  says: string
}

/** In a union the branch that got furthest is the one that was meant. */
const deepest = (issue: z.core.$ZodIssue): z.core.$ZodIssue => {
  if (issue.code !== 'invalid_union') return issue
  const inner = issue.errors.flat().map(deepest)
  const furthest = inner.toSorted((one, other) => other.path.length - one.path.length)[0]
  return furthest && furthest.path.length > 0 ? { ...furthest, path: [...issue.path, ...furthest.path] } : issue
}

type Shape = z.core.JSONSchema.BaseSchema

const isShape = (value: unknown): value is Shape => typeof value === 'object' && value !== null

/** A shape and, where it is one of several, all of them. */
const alternatives = (shape: unknown): Shape[] =>
  isShape(shape) ? [shape, ...[...(shape.anyOf ?? []), ...(shape.oneOf ?? []), ...(shape.allOf ?? [])].flatMap(alternatives)] : []

/** The names that a place of a value may hold, as its schema's shape tells. */
const namesAt = (shape: Shape, path: readonly PropertyKey[]): string[] => {
  let shapes = alternatives(shape)
  for (const key of path) {
    shapes = shapes.flatMap(({ items, properties, additionalProperties }) =>
      alternatives(typeof key === 'number' ? items : (properties?.[String(key)] ?? additionalProperties)),
    )
  }
  return shapes.flatMap(({ properties }) => Object.keys(properties ?? {}))
}

/** What somebody most likely meant who wrote a name that is none. */
export const didYouMean = (name: string, known: readonly string[]): string => {
  const meant = nearest(name, known)
  return meant === undefined ? '' : `; did you mean ${meant}?`
}

/** Finds everything that does not fit a schema, each name that nobody knows by itself. The schema is laid out once, however much that is. */
export const createMisfitsOf = (schema: z.ZodType): ((error: z.ZodError) => Misfit[]) => {
  let shape: Shape | undefined
  return (error) =>
    error.issues.map(deepest).flatMap((issue): Misfit[] => {
      const { path, message } = issue
      if (issue.code !== 'unrecognized_keys') return [{ path, says: message }]
      shape ??= z.toJSONSchema(schema, { io: 'input', unrepresentable: 'any' })
      const names = namesAt(shape, path)
      return issue.keys.map((key) => ({ path: [...path, key], says: `there is no such field${didYouMean(key, names)}` }))
    })
}

/** A place in words, and what is wrong there. */
export const placed = (place: string, { path, says }: Misfit): string =>
  `${place}${path.length > 0 ? `, field ${path.map(String).join('.')}` : ''}: ${says}`
