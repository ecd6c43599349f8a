import { english } from './english.ts'

/** What a word of the prompt can add to the scene. */
export type Tag = keyof typeof english.parts

/** How the words of one language become parts of a scene. */
export interface Language {
  /** The words that stand for a part of the scene, parted by spaces, as `stems` gives them. */
  parts: Record<Tag, string>
  /** Colours that a prompt may name, as a tint of the whole: `#rrggbb`. */
  colours: Record<string, string>
  /** Makes one word of a phrase that means another thing than its words. Gets lower case. */
  prepare(prompt: string): string
  /** The forms that a word of the prompt may have in the tables. */
  stems(word: string): string[]
}

const languages: Language[] = [english]

/** The tags and the colours (as `#rrggbb`, in the order of the words) that a prompt's known words stand for. */
export const lookUp = (prompt: string): { tags: Set<Tag>; tints: string[] } => {
  const tags = new Set<Tag>()
  const tints: string[] = []
  for (const { parts, colours, prepare, stems } of languages) {
    const entries = (Object.keys(parts) as Tag[]).map((tag) => ({ tag, known: parts[tag].split(' ') }))
    for (const word of prepare(prompt.toLowerCase()).match(/\p{Letter}+/gu) ?? []) {
      const forms = stems(word)
      for (const { tag, known } of entries) if (forms.some((form) => known.includes(form))) tags.add(tag)
      const tint = forms.map((form) => colours[form]).find((value) => value !== undefined)
      if (tint) tints.push(tint)
    }
  }
  return { tags, tints }
}
