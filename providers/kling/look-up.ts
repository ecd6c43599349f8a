import { z } from 'zod'
import type { VendorCall } from '../../src/core/vendor/call.ts'
import { isUnknown, kling, readData, readEnvelope } from './api.ts'
import { type Kind, namedQuestionOf, namesOf, olderPath, type TaskId, taskIdSchema } from './task.ts'

/** The most that Kling gives at once, and how much is read at most. */
const pageSize = 500
const mostPages = 20

const pageSchema = z.object({ result: z.array(taskIdSchema), next_cursor: z.string().nullish(), has_more: z.boolean().nullish() })

/** The task that bears a name, by that name; null where Kling says that it knows none. */
export const byName = async (api: VendorCall, kind: Kind, name: string, signal: AbortSignal): Promise<TaskId | null> => {
  const response = await api(namedQuestionOf(kind, name), { signal })
  const envelope = await readEnvelope(response)
  // Some of Kling's addresses call an unknown task a wrong parameter.
  if (isUnknown(envelope) || envelope?.code === 1201) return null
  return readData(response, envelope, namesOf(kind)).find((task) => task.name === name) ?? null
}

/** The same by the list. Null when all tasks were seen, which Kling keeps for 30 days; doubtful when there are more than are read. */
export const inList = async (api: VendorCall, kind: Kind, name: string, signal: AbortSignal): Promise<TaskId | null | 'doubtful'> => {
  let page = firstPage
  for (let read = 0; read < mostPages; read++) {
    const { tasks, next } = await readPage(api, kind, page, signal)
    const found = tasks.find((task) => task.name === name)
    if (found) return found
    if (next === null) return null
    page = next
  }
  return 'doubtful'
}

/** Where a list goes on: by number in the older standard, by a cursor in the newer. */
interface Page {
  number: number
  cursor: string
}

const firstPage: Page = { number: 1, cursor: '' }

const readPage = async (
  api: VendorCall,
  kind: Kind,
  { number, cursor }: Page,
  signal: AbortSignal,
): Promise<{ tasks: TaskId[]; next: Page | null }> => {
  if (kind !== 'task') {
    const response = await api(`${olderPath(kind)}?pageNum=${number}&pageSize=${pageSize}`, { signal })
    const tasks = readData(response, await readEnvelope(response), z.array(taskIdSchema))
    return { tasks, next: tasks.length < pageSize ? null : { number: number + 1, cursor } }
  }
  // A question, although it is a POST.
  const response = await api('tasks', { method: 'POST', json: { limit: pageSize, ...(cursor && { cursor }) }, signal })
  const { result: tasks, next_cursor: after, has_more: hasMore } = readData(response, await readEnvelope(response), pageSchema)
  if (hasMore && !after) throw kling.unanswered('a list that does not say how it goes on')
  return { tasks, next: hasMore && after ? { number, cursor: after } : null }
}
