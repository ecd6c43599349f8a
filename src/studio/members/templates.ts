import type Keyv from 'keyv'
import { z } from 'zod'
import { MoodreelError } from '../../core/errors.ts'
import { findClip } from '../../core/options/find-clip.ts'
import type { Invocation } from '../../core/platform.ts'
import { seedAgain } from '../../core/recipe.ts'
import type { Studio } from '../../core/studio.ts'
import { type Template, type Templates, templateSchema } from '../../core/template.ts'
import { nearest } from '../../core/text/nearest.ts'
import { say } from '../../core/words/sentence.ts'
import type { WorkspaceKey } from '../../core/workspace.ts'
import type { Auditor } from '../admission/auditor.ts'
import type { Parts } from '../parts.ts'

const templatesAtMost = 100

const keyOf = ({ platform, workspace }: WorkspaceKey): string => `templates:${platform}:${workspace}`

/** The templates of a workspace by their names. */
export const readTemplates = async (settings: Keyv, key: WorkspaceKey): Promise<Template[]> =>
  z.array(templateSchema).parse((await settings.get(keyOf(key))) ?? [])

/** The template of that name. Throws MoodreelError `not_found` with the nearest name. */
const named = (name: string, templates: readonly Template[]): Template => {
  const found = templates.find((template) => template.name === name)
  if (found) return found
  const meant = nearest(
    name,
    templates.map((template) => template.name),
  )
  throw new MoodreelError('not_found', meant ? say('member.meantTemplate', { name, meant }) : say('member.noSuchTemplate', { name }))
}

/** The template that a request names. Throws MoodreelError `not_found`. */
export const findTemplate = async (settings: Keyv, key: WorkspaceKey, name: string): Promise<Template> =>
  named(name, await readTemplates(settings, key))

/** The use cases about templates; `forget` takes away those that a member saved. */
export const createTemplates = (
  parts: Pick<Parts, 'settings' | 'clock' | 'locks'>,
  { auditor, find }: { auditor: Auditor; find: Studio['find'] },
): Templates & { forget(invocation: Invocation): Promise<void> } => {
  const locked = parts.locks.keyed('templates')
  const { settings, clock } = parts

  const change = <Result>(
    invocation: Invocation,
    work: (templates: Template[]) => Promise<{ templates: Template[]; result: Result }>,
  ): Promise<Result> =>
    locked(keyOf(invocation), async () => {
      const { templates, result } = await work(await readTemplates(settings, invocation))
      await settings.set(
        keyOf(invocation),
        templates.toSorted((one, other) => (one.name < other.name ? -1 : 1)),
      )
      return result
    })

  /** Only who saved a template, or a moderator, may change it. What others do with it, or try to, is written down. */
  const ensureMayTouch = async (invocation: Invocation, template: Template, action: string): Promise<void> => {
    const { member } = invocation
    if (template.ownerId === member.id) return
    await auditor.note(invocation, member.moderator ? action : `refused.${action}`, template.name, { member: template.ownerId })
    if (!member.moderator) throw new MoodreelError('not_allowed', say('member.templateNotYours', { name: template.name }))
  }

  return {
    list: (invocation) => readTemplates(settings, invocation),

    async save(invocation, { name, generationId, prompt, withSeed }) {
      const { generation } = await findClip({ find }, invocation, generationId)
      const { request, clip } = generation
      const template = templateSchema.parse({
        ...request,
        prompt: prompt ?? request.prompt,
        // Other words stand in the place of all that were there.
        shots: prompt === undefined ? request.shots : undefined,
        seed: withSeed ? ((clip && seedAgain(clip.recipe)) ?? request.seed) : undefined,
        name,
        ownerId: invocation.member.id,
        ownerName: invocation.member.name,
        savedAt: clock.now(),
      })
      return change(invocation, async (templates) => {
        const before = templates.find((one) => one.name === name)
        if (before) await ensureMayTouch(invocation, before, 'template.replace')
        const others = templates.filter((one) => one !== before)
        if (others.length >= templatesAtMost) {
          throw new MoodreelError('quota_exceeded', say('member.templatesFull', { templates: templatesAtMost }))
        }
        return { templates: [...others, template], result: { template, replaced: before !== undefined } }
      })
    },

    remove: (invocation, name) =>
      change(invocation, async (templates) => {
        const template = named(name, templates)
        await ensureMayTouch(invocation, template, 'template.delete')
        return { templates: templates.filter((one) => one !== template), result: undefined }
      }),

    forget: (invocation) =>
      change(invocation, async (templates) => ({
        templates: templates.filter(({ ownerId }) => ownerId !== invocation.member.id),
        result: undefined,
      })),
  }
}
