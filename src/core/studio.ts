import type { Batch, Generation } from './generation.ts'
import type { MediaInfo } from './media.ts'
import type { Model } from './model.ts'
import type { Invocation } from './platform.ts'
import type { Recipe } from './recipe.ts'
import type { Attachment, RequestDraft } from './request.ts'
import type { Quota } from './tier.ts'

/** What a command may ask of the house. Every method throws MoodreelError with a sentence for the person. */
export interface Studio {
  /** The catalogue, in its order. */
  models(): readonly Model[]
  /**
   * Checks the draft against its model, holds the credits, writes the generations and starts them. The same
   * invocation submitted twice is one batch. The thread is opened and everything from here on is durable.
   */
  submit(invocation: Invocation, draft: RequestDraft, options?: { parentId?: string }): Promise<Batch>
  find(generationId: string): Promise<{ generation: Generation; batch: Batch }>
  /** Only the owner or a moderator may. Returns what the person should be told. */
  cancel(invocation: Invocation, generationId: string): Promise<string>
  /** The recipe inside a file that a person gave; null when it carries none. */
  readRecipe(invocation: Invocation, attachment: Attachment): Promise<{ recipe: Recipe | null; info: MediaInfo }>
  quota(invocation: Invocation): Promise<Quota>
}
