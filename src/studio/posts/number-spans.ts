import type { Generation } from '../../core/generation.ts'
import { say, type Text } from '../../core/words/sentence.ts'
import { calledOf } from './round-post.ts'

/** The numbers of takes that follow each other as spans: `1`, `3–5`. */
export const numberSpans = (takes: readonly Pick<Generation, 'number' | 'take'>[]): Text[] => {
  const spans: (readonly Pick<Generation, 'number' | 'take'>[])[] = []
  for (const one of takes.toSorted((first, other) => first.take - other.take)) {
    const last = spans.at(-1)
    if (last && one.take === (last.at(-1)?.take ?? 0) + 1) spans[spans.length - 1] = [...last, one]
    else spans.push([one])
  }
  return spans.flatMap((span): Text[] => {
    const [first, last] = [span[0], span.at(-1)]
    if (!first || !last) return []
    return span.length < 3 ? span.map(calledOf) : [say('clip.span', { first: calledOf(first), last: calledOf(last) })]
  })
}
