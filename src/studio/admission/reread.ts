import { newId } from '../../core/id.ts'
import { notice, type Post } from '../../core/post.ts'
import { inWords } from '../../core/words/in-words.ts'
import { say } from '../../core/words/sentence.ts'
import { spaceOf, type WorkspaceKey } from '../../core/workspace.ts'
import type { Parts } from '../parts.ts'
import type { Desk } from './desk.ts'
import { moderatedPlaces } from './moderated-places.ts'
import type { RuleFiles } from './rulebook.ts'
import { concerns, type FileChange, ruleFileNames, whatChanged } from './what-changed.ts'

const changesShown = 12
const problemsShown = 10

/** What becomes of files that are read again while the program runs. */
export interface Reread {
  /** They count for new requests from now on, and the moderators whom it concerns are told what is new. */
  take(next: RuleFiles): Promise<void>
  /** The old ones go on, and moderators are told what is wrong: lines such as `policy.yaml:3: …`, and how many there are beside these. */
  refuse(problems: readonly string[], unlisted?: number): Promise<void>
}

const filesOf = (changes: readonly FileChange[]): string[] => ruleFileNames.filter((name) => changes.some(({ file }) => file === name))

const newsOf = (changes: readonly FileChange[]): Post => {
  const shown = changes.slice(0, changesShown).map(({ says }) => says)
  const more = changes.length - shown.length
  return notice(
    say('files.reread', { files: filesOf(changes), changes: [...shown, ...(more > 0 ? [say('files.more', { number: more })] : [])] }),
  )
}

const refusalOf = (problems: readonly string[], unlisted: number): Post => {
  const more = problems.length - problemsShown + unlisted
  return {
    ...notice(say('files.refused')),
    facts: [...problems.slice(0, problemsShown), ...(more > 0 ? [say('files.more', { number: more })] : [])],
  }
}

export const createReread = (
  parts: Pick<Parts, 'catalogue' | 'clock' | 'knownWorkspaces' | 'log' | 'platforms' | 'policy' | 'rulebook'>,
  { desk, giveSlots, tells }: { desk: Pick<Desk, 'inform'>; giveSlots(): Promise<void>; tells(): boolean },
): Reread => {
  const { log, rulebook } = parts
  let wasRefused = false

  const tellAll = async (postFor: (workspace: WorkspaceKey) => Post | null): Promise<void> => {
    // Each process reads its files; one of them says so.
    if (!tells()) return
    const reading = newId()
    for (const workspace of await moderatedPlaces(parts)) {
      const post = postFor(workspace)
      if (!post) continue
      await desk.inform(workspace, `files:${reading}:${spaceOf(workspace)}`, post).catch((cause: unknown) => {
        log.error({ err: cause, ...workspace }, 'moderators could not be told of the files that were read again')
      })
    }
  }

  return {
    async take(next) {
      const changes = whatChanged(rulebook.files(), next)
      const isMended = wasRefused && changes.length === 0
      wasRefused = false
      if (changes.length > 0) {
        rulebook.replace(next)
        parts.catalogue.replace(next.rows, parts.clock.now())
        await giveSlots()
      }
      if (isMended) log.info({}, 'the configuration is mended and says what it said before')
      if (changes.length > 0) {
        log.info({ files: filesOf(changes), changes: changes.map(({ says }) => inWords(says, 'en')) }, 'the configuration was read again')
      }
      await tellAll((workspace) => {
        if (isMended) return notice(say('files.mended'))
        const news = changes.filter((change) => concerns(change, workspace))
        return news.length === 0 ? null : newsOf(news)
      })
    },

    async refuse(problems, unlisted = 0) {
      wasRefused = true
      log.error(
        { problems, ...(unlisted > 0 && { unlisted }) },
        'the configuration cannot be used as it is now; the one that was read before goes on',
      )
      await tellAll(() => refusalOf(problems, unlisted))
    },
  }
}
