import { z } from 'zod'

/** A form or a home as the emulator keeps it. */
export const viewSchema = z.looseObject({
  id: z.string(),
  hash: z.string(),
  type: z.string(),
  callback_id: z.string().optional(),
  private_metadata: z.string().optional(),
  blocks: z.array(
    z.looseObject({
      type: z.string(),
      block_id: z.string().optional(),
      element: z
        .looseObject({
          type: z.string(),
          action_id: z.string(),
          initial_value: z.string().optional(),
          initial_option: z.unknown().optional(),
        })
        .optional(),
    }),
  ),
})
export type FakeView = z.infer<typeof viewSchema>
