import { api } from './api.js'
import { label } from './labels.js'
import { mediaUrl } from './media.js'
import { playerIn } from './player.js'

/**
 * @typedef {import('../word-message.ts').ShownPost} Post
 * @typedef {'copyPrompt' | 'copySeed' | 'copyCommand' | 'useFrame' | 'useClip' | 'keys'} Deed
 */

/** @param {string} text */
const copy = async (text) => {
  if (navigator.clipboard) return navigator.clipboard.writeText(text)
  // Without a secure address there is only the older way.
  const area = document.createElement('textarea')
  area.value = text
  area.className = 'unseen'
  document.body.append(area)
  area.select()
  document.execCommand('copy')
  area.remove()
}

/**
 * What the page itself does with a clip: by its menu, by a key, by dragging.
 *
 * @param {{
 *   attach(files: File[]): void,
 *   tell(sentence: string, isFault: boolean): void,
 *   showKeys(of: 'clip'): void,
 * }} options
 */
export const createClipDeeds = ({ attach, tell, showKeys }) => {
  /** What makes a clip again never changes. @type {Map<string, Promise<import('./api.js').ClipRecipe>>} */
  const recipes = new Map()
  /** @param {string} id */
  const recipeOf = (id) => {
    const recipe = recipes.get(id) ?? api.clip(id)
    recipes.set(id, recipe)
    recipe.catch(() => recipes.delete(id))
    return recipe
  }

  /** @param {Post} post @param {'prompt' | 'seed' | 'command'} what */
  const copyOf = async (post, what) => {
    const value = what === 'prompt' ? post.text : (await recipeOf(post.generationIds[0] ?? ''))[what]
    if (value === null) return tell(label('nothingToCopy'), true)
    await copy(String(value))
    tell(label('copied', { text: String(value) }), false)
  }

  /** @param {Post} post */
  const clipOf = async (post) => {
    const [media] = post.media
    if (!media) throw new Error(label('cannotLoad'))
    const response = await fetch(mediaUrl(media.key))
    if (!response.ok) throw new Error(label('cannotLoad'))
    return new File([await response.blob()], media.fileName, { type: media.mediaType })
  }

  /** @param {() => Promise<File>} file */
  const use = async (file) => {
    try {
      attach([await file()])
    } catch (reason) {
      tell(reason instanceof Error ? reason.message : label('pageBroken'), true)
    }
  }

  return {
    use,
    clipOf,
    /**
     * @param {Deed} deed
     * @param {Post} post
     * @param {Element} node of the post
     */
    run: async (deed, post, node) => {
      const player = playerIn(node)
      try {
        if (deed === 'copyPrompt') await copyOf(post, 'prompt')
        else if (deed === 'copySeed') await copyOf(post, 'seed')
        else if (deed === 'copyCommand') await copyOf(post, 'command')
        else if (deed === 'useFrame' && player) await use(player.frame)
        else if (deed === 'useClip') await use(() => clipOf(post))
        else if (deed === 'keys') showKeys('clip')
      } catch (reason) {
        tell(reason instanceof Error ? reason.message : label('pageBroken'), true)
      }
    },
  }
}
