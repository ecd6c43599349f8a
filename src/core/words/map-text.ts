import type { Text } from './sentence.ts'

const mapped = (value: unknown, change: (words: string) => string): unknown => {
  if (typeof value === 'string') return change(value)
  if (Array.isArray(value)) return value.map((one) => mapped(one, change))
  return typeof value === 'object' && value !== null ? mapText(value as Exclude<Text, string>, change) : value
}

/** A text with every piece in it that is not ours changed: the whole of it, or what stands in our sentence. */
export const mapText = (text: Text, change: (words: string) => string): Text => {
  if (typeof text === 'string') return change(text)
  const given = Object.entries(text.given ?? {}).map(([name, value]) => [name, mapped(value, change)])
  return text.given ? { ...text, given: Object.fromEntries(given) } : text
}
