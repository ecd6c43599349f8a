import { cleanText } from '../text/clean-text.ts'
import { jsonOf } from './json-of.ts'

/** Longer than a sentence is nothing that a person reads below a clip. */
const longest = 200

/** Where vendors put what is wrong, the most exact first. What an answer repeats of the request stands elsewhere and is not looked at. */
const places = [
  'invalid_fields',
  'issues',
  'node_errors',
  'fieldViolations',
  'errors',
  'detail',
  'details',
  'msg',
  'description',
  'message',
  'status_msg',
  'task_status_msg',
  'error_message',
  'error_description',
  'exception_message',
  'error',
  'failure',
  'failure_reason',
  'reason',
  'base_resp',
  'data',
  'title',
] as const

/** What says no more than that something is wrong. */
const empty =
  /^(bad request|unprocessable( entity)?|not found|forbidden|(invalid|wrong)( (params?|parameters?|request|input|argument|body))?|(input |request )?validation( of body)?( error| failed)?|errors?|fail(ed|ure)?|(prediction|task|generation|request|job|prompt outputs) failed( validation)?|unknown( error)?|see logs|internal( server)?( error)?|something went wrong|suc(c|cess|ceed|ceeded)|ok|no(ne)?|null|undefined|value error|value_error|type_error)\W*$/i

/** What is a program's and no sentence for a person: a page, a dump, or the words of an exception. */
const dump =
  /traceback|\bat \S+ \(\S+:\d+|<!doctype|<html|^\s*(\{|\[\s*[{"[])|^[\w.$-]+$|\b(index out of range|NoneType|(Attribute|Key|Value|Type|Runtime|Index|Assertion)Error|has no attribute|(keyword|positional) argument|cannot read propert|null pointer|tensors?|dtype|torch|CUDA|mat1|shapes? cannot|allocat\w+|segfault|errno|exit code|no module named)\b/i

const patterns: [RegExp, string][] = [
  [/\[([^\]]*)\]\([^)]*\)/g, '$1'],
  [/<[^<>]{0,300}>/g, ' '],
  [/\b(?:[a-z][a-z0-9+.-]*:\/\/|www\.|data:[a-z]|mailto:)[^\s"'“”<>]*/gi, ' '],
  [/[^\s"'“”@]+@[\w-]+(?:\.[\w-]+)+/g, ' '],
  [/(?<![\w@.])[\w-]+(?:\.[\w-]+)*\.(?:com|ai|io|dev|net|org|run|app|cn|co|cloud|me|sh|so|media|video|kr)\b(?:[/:?][^\s"'“”]*)?/gi, ' '],
  // Secrets by how they begin, by what stands before them, and by their length.
  [/\b(?:r8|sk|pk|rk|key|whsec|hf|gh[pousr]|xox[a-z]|fal|eyJ)[_-]?[\w.-]*\d[\w.-]{6,}/gi, ' '],
  [/\b(?:bearer|basic|token|key|secret|password|authorization)\b\s*[:=]?\s*["']?(?=\S*\d)\S{8,}/gi, ' '],
  [/(?=[\w./+=:-]*\d)(?=[\w./+=:-]*[A-Za-z])[\w./+=:-]{20,}|[\w+=-]{32,}/g, ' '],
  // Codes: `E005`, `SAFETY.INPUT.TEXT`, `HTTP 422`, `Support codes: 29310472`.
  [/\bHTTP(?:\/[\d.]+)?\s+\d{3}\b|\b[A-Z]{1,5}-?\d{3,}\b|\b[A-Z]{2,}\d*(?:[_.][A-Z\d]+)+\b/g, ' '],
  [/\b(?:(?:support|error|status|request|trace|task) )?(?:codes?|ids?)\b\s*[:=#]?\s*\d[\d, ]{2,}/gi, ' '],
  [/(?<![\w.])(?:[A-Z]:)?(?:[\\/][\w.-]+){2,}[\\/]?/g, ' '],
  [/\b\d{1,3}(?:\.\d{1,3}){3}(?::\d+)?\b/g, ' '],
  [/[@＠]/g, ''],
  [/[`*~|\\<>#]+|_{2,}/g, ' '],
  [/[“”„«»]/g, '"'],
  [/\s+/g, ' '],
  [/"\s*"|'\s*'|\(\s*\)|\[\s*\]/g, ''],
  [/\s+([.,;:!?)])/g, '$1'],
  [/^[\s\-–•.,;:]+|[\s\-–•.,;:]+$/g, ''],
]

/**
 * A vendor's words as a person may read them: without addresses, secrets, markup and mentions, in one line of at most 200 characters.
 * Undefined when they tell nothing, or are a program's and no person's.
 */
export const cleanReason = (words: string): string | undefined => {
  const text = cleanText(words.slice(0, 2000))
  if (dump.test(text)) return undefined
  const clean = patterns.reduce((said, [pattern, instead]) => said.replace(pattern, instead), text)
  if (empty.test(clean) || (clean.match(/\p{L}/gu) ?? []).length < 4) return undefined
  if (clean.length <= longest) return clean
  return `${clean.slice(0, longest - 1).replace(/\s+\S*$/, '')}…`
}

const reasonAt = (value: unknown, depth: number): string | undefined => {
  if (typeof value === 'string') return reasonInText(value, depth)
  if (typeof value !== 'object' || value === null || depth > 6) return undefined
  if (Array.isArray(value)) return firstReason(value.slice(0, 20), depth)
  const known: Record<string, unknown> = { ...value }
  return firstReason(
    places.flatMap((place) => {
      const found = known[place]
      // ComfyUI names its nodes there.
      return place === 'node_errors' && typeof found === 'object' && found !== null ? Object.values(found) : [found]
    }),
    depth,
  )
}

const firstReason = (values: readonly unknown[], depth: number): string | undefined => {
  for (const value of values) {
    const reason = reasonAt(value, depth + 1)
    if (reason !== undefined) return reason
  }
  return undefined
}

/** Some vendors write another's answer into a text of their own. */
const reasonInText = (text: string, depth: number): string | undefined => {
  const inside = /^\s*[[{]/.test(text) ? jsonOf(text) : undefined
  return typeof inside === 'object' && inside !== null ? reasonAt(inside, depth + 1) : cleanReason(text)
}

/** Why a vendor refused, in its own words: out of the answer, as a text or as it was read. Undefined where it tells no reason. */
export const reasonIn = (answer: unknown): string | undefined => reasonAt(answer, 0)
