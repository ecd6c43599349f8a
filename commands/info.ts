import { type Command, defineCommand } from '../src/core/command.ts'
import { MoodreelError } from '../src/core/errors.ts'
import type { MediaInfo } from '../src/core/media.ts'
import { modeFacts } from '../src/core/mode-facts.ts'
import { findClip } from '../src/core/options/find-clip.ts'
import { formatOptions } from '../src/core/options/format-options.ts'
import { recipeOptions } from '../src/core/options/generation-options.ts'
import { idOption } from '../src/core/options/id-option.ts'
import type { Invocation } from '../src/core/platform.ts'
import { notice, type Post } from '../src/core/post.ts'
import type { Recipe } from '../src/core/recipe.ts'
import { attachmentSchema } from '../src/core/request.ts'
import type { Studio } from '../src/core/studio.ts'
import { type Again, recipePost } from '../src/core/words/recipe-post.ts'
import { say, type Text } from '../src/core/words/sentence.ts'
import { standsAt } from '../src/core/words/state-words.ts'

/** What was made from files is made again by its id alone, where the clip is one of ours: nobody has the files to attach. */
const againOf = async (
  studio: Studio,
  invocation: Invocation,
  recipe: Recipe,
  commands: readonly Command[],
): Promise<Again | undefined> => {
  if (recipe.inputs.length > 0) {
    const { generationId: id } = recipe
    const isHere = await findClip(studio, invocation, id).then(
      () => true,
      (cause: unknown) => {
        if (cause instanceof MoodreelError) return false
        throw cause
      },
    )
    return isHere ? { line: `/reroll ${id}`, isSame: false } : undefined
  }
  const { makes, command: name } = modeFacts[recipe.mode]
  const command = commands.find((one) => one.name === name)
  // Of stills there are several where nobody says.
  const options = { ...recipeOptions(recipe), ...(makes === 'image' && { takes: 1 }) }
  return command && { line: `/${command.name} ${formatOptions(command, options)}`, isSame: true }
}

/** A recipe, and what the clip that it was made from is called here. */
interface Shown {
  recipe: Recipe
  parent?: string | null
  /** False where its file is gone. */
  isKept?: boolean
}

const recipeOf = async (studio: Studio, invocation: Invocation, id: string): Promise<Shown | Text> => {
  const { generation, batch } = await findClip(studio, invocation, id)
  const { clip, filesGoneAt } = generation
  if (clip) return { recipe: clip.recipe, parent: await studio.parentNumber(generation, batch), isKept: filesGoneAt === null }
  return generation.failure?.message ?? say('member.recipeLater', { id, state: standsAt(generation) })
}

/** What a file is, as it is shown: without what somebody cut off. */
const factsOf = ({ mediaType, width, height, durationSeconds, fps }: MediaInfo): Text[] => [
  mediaType,
  ...(width > 0 ? [`${width}×${height}`] : []),
  ...(durationSeconds > 0 ? [say('member.seconds', { seconds: Math.round(durationSeconds * 10) / 10 })] : []),
  ...(fps > 0 ? [`${Math.round(fps * 100) / 100} fps`] : []),
]

export default defineCommand({
  name: 'info',
  description: say('command.info'),
  examples: ['/info 4k7q0c2m9xwd'],
  options: {
    id: idOption.optional(),
    file: attachmentSchema.optional().meta({ about: say('optionAbout.file'), attachment: 'any' }),
  },
  async execute({ options, invocation, studio, respond, commands }) {
    const { id, file } = options
    const postOf = async ({ recipe, ...shown }: Shown): Promise<Post> =>
      recipePost(recipe, { again: await againOf(studio, invocation, recipe, commands), ...shown })
    if (id !== undefined && file) throw new MoodreelError('invalid_option', say('member.idOrFile'))
    if (id !== undefined) {
      const found = await recipeOf(studio, invocation, id)
      const post = typeof found === 'string' || 'say' in found ? notice(found) : await postOf(found)
      return respond.reply(post, { private: true })
    }
    if (!file) throw new MoodreelError('missing_input', say('member.needsIdOrFile'))
    const { recipe, info } = await studio.readRecipe(invocation, file)
    const none = say('member.noRecipe', { file: file.name })
    await respond.reply(recipe ? await postOf({ recipe }) : { ...notice(none), facts: factsOf(info) }, { private: true })
  },
})
