import { z } from 'zod'

/** From which any process can go on: the job's id at ComfyUI, and the workflow that it was made of. */
export const operationSchema = z.object({ id: z.string().regex(/^[\w-]+$/), workflow: z.string() })
