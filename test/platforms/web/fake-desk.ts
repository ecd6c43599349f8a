import { checkRequest } from '../../../src/core/fit/check-request.ts'
import { chooseModel } from '../../../src/core/fit/choose-model.ts'
import { estimateCredits } from '../../../src/core/fit/price.ts'
import type { Model } from '../../../src/core/model.ts'
import type { Studio } from '../../../src/core/studio.ts'
import { sampleClip } from '../../support/sample-clip.ts'
import { sampleRecipe } from '../../support/sample-recipe.ts'
import type { Asked } from './fake-studio.ts'

/** What the page asks before it sends anything: prices by the real rules of the models, and clips that were asked for. */
export const createFakeDesk = (models: readonly Model[], asked: (id: string) => Asked): Pick<Studio, 'quote' | 'find'> => ({
  quote: async (_, draft) => {
    const model = chooseModel(draft, models)
    const { requests } = checkRequest({ ...draft, model: model.name }, model, models)
    const credits = requests.reduce((sum, request) => sum + estimateCredits(request, model), 0)
    return { model, requests, credits, lately: null, models: models.filter(({ modes }) => modes.includes(draft.mode)) }
  },
  find: async (id) => {
    const { prompt, seed, still } = asked(id)
    const recipe = sampleRecipe({ generationId: id, prompt, seedUsed: seed })
    const clip = sampleClip(id, { recipe })
    const now = Date.now()
    return {
      batch: {
        ...{ id: `batch-${id}`, platform: 'web', workspace: 'local', memberId: 'local', memberName: 'You', command: 't2v' },
        ...{ language: 'en', thread: null, root: null, chosen: null, createdAt: now },
      },
      generation: {
        ...{ id, batchId: `batch-${id}`, take: 0, number: null, parentId: null, mode: 't2v', model: 'local', provider: 'local' },
        request: { mode: 't2v', model: 'local', prompt, seed, takes: 1, extras: {} },
        ...{ warnings: [], inputs: [], state: 'delivered', stateAt: now, progress: null, heldCredits: 1, costCredits: 1 },
        clip: still ? { ...clip, video: { ...clip.video, ...still, kind: 'image' } } : clip,
        ...{
          failure: null,
          obstacle: null,
          cancelRequestedAt: null,
          removedAt: null,
          filesGoneAt: null,
          createdAt: now,
          slotAt: null,
          finishedAt: now,
        },
      },
    }
  },
})
