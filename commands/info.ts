import { type Command, defineCommand } from '../src/core/command.ts'
import { MoodreelError } from '../src/core/errors.ts'
import type { MediaInfo } from '../src/core/media.ts'
import { findClip } from '../src/core/options/find-clip.ts'
import { formatOptions } from '../src/core/options/format-options.ts'
import { recipeOptions } from '../src/core/options/generation-options.ts'
import { idOption } from '../src/core/options/id-option.ts'
import type { Invocation } from '../src/core/platform.ts'
import { notice, type Post } from '../src/core/post.ts'
import type { Recipe } from '../src/core/recipe.ts'
import { attachmentSchema } from '../src/core/request.ts'
import type { Studio } from '../src/core/studio.ts'
import { recipePost } from '../src/core/words/recipe-post.ts'
import { say, type Text } from '../src/core/words/sentence.ts'
import { standsAt } from '../src/core/words/state-words.ts'

const postOf = (recipe: Recipe, commands: readonly Command[]): Post => {
  const command = commands.find(({ name }) => name === recipe.mode)
  return recipePost(recipe, command && `/${command.name} ${formatOptions(command, recipeOptions(recipe))}`)
}

const recipeOf = async (studio: Studio, invocation: Invocation, id: string): Promise<Recipe | Text> => {
  const { generation } = await findClip(studio, invocation, id)
  if (generation.clip) return generation.clip.recipe
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
    file: attachmentSchema.optional().meta({ about: say('optionAbout.file'), attachment: 'video' }),
  },
  async execute({ options, invocation, studio, respond, commands }) {
    const { id, file } = options
    if (id !== undefined && file) throw new MoodreelError('invalid_option', say('member.idOrFile'))
    if (id !== undefined) {
      const found = await recipeOf(studio, invocation, id)
      await respond.reply(typeof found === 'string' || 'say' in found ? notice(found) : postOf(found, commands), { private: true })
      return
    }
    if (!file) throw new MoodreelError('missing_input', say('member.needsIdOrFile'))
    const { recipe, info } = await studio.readRecipe(invocation, file)
    const none = say('member.noRecipe', { file: file.name })
    await respond.reply(recipe ? postOf(recipe, commands) : { ...notice(none), facts: factsOf(info) }, { private: true })
  },
})
