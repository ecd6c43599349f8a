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
      optional: z.boolean().optional(),
      dispatch_action: z.boolean().optional(),
      element: z
        .looseObject({
          type: z.string(),
          action_id: z.string(),
          initial_value: z.string().optional(),
          initial_option: z.looseObject({ value: z.string() }).optional(),
          initial_options: z.array(z.looseObject({ value: z.string() })).optional(),
          options: z.array(z.looseObject({ value: z.string() })).optional(),
        })
        .optional(),
    }),
  ),
})
export type FakeView = z.infer<typeof viewSchema>
