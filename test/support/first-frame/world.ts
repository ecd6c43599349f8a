import { mkdir, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { z } from 'zod'
import { modes } from '../../../src/core/request.ts'
import { type Bot, startBot } from '../bot.ts'

/** The seeds' example: what is said in it. */
export const example = {
  prompt: 'a meadow under a wide sky, tall grass',
  seed: 7001,
  fix: 'a violet evening sky',
  motion: 'slow push in, the grass moves',
  seconds: 3,
} as const

/** The preview renderer makes small pictures here, for the example makes fifteen of them, and nobody's quota is looked at. */
const files = {
  'models.yaml': `
models:
  - name: local
    resolutions: [180p]
    fps: { min: 12, max: 30, default: 12 }
`,
  'tiers.yaml': `
tiers:
  - { name: default, clipsPerDay: 1000, inFlight: 100, longestSeconds: 30, creditsPerMonth: 10000 }
`,
  'policy.yaml': `
spending: { workspaceCreditsPerMonth: null }
blocked:
${['minors', 'non-consensual', 'explicit', 'gore'].map((name) => `  - { name: ${name}, off: true }`).join('\n')}
`,
}

const requestSchema = z.object({ prompt: z.string(), seed: z.number(), durationSeconds: z.number().optional() })
const clipSchema = z.object({ video: z.object({ key: z.string(), width: z.number(), height: z.number(), mediaType: z.string() }) })
const rowSchema = z.object({
  id: z.string(),
  batch_id: z.string(),
  take: z.number(),
  parent_id: z.string().nullable(),
  mode: z.enum(modes),
  state: z.string(),
  request_json: z.string(),
  clip_json: z.string().nullable(),
})

/** A generation as the bot's database has it. */
export type Made = ReturnType<typeof madeOf>

const madeOf = ({ request_json: request, clip_json: clip, batch_id: batchId, parent_id: parentId, ...row }: z.infer<typeof rowSchema>) => ({
  ...row,
  batchId,
  parentId,
  request: requestSchema.parse(JSON.parse(request)),
  file: clip === null ? null : clipSchema.parse(JSON.parse(clip)).video,
})

/** The real program with the preview renderer alone, in a folder, and its books as an auditor reads them. */
export const openExample = async (base: string, env: Record<string, string>) => {
  const [dataDir, configDir] = [join(base, 'data'), join(base, 'operator')]
  await Promise.all([dataDir, configDir].map((folder) => mkdir(folder)))
  for (const [name, text] of Object.entries(files)) await writeFile(join(configDir, name), text)
  let bot: Bot | undefined
  return {
    dataDir,
    configDir,
    /** Starts it on the same data; the one before must have ended. */
    async start(): Promise<Bot> {
      bot = await startBot({ dataDir, env: { ...env, MOODREEL_CONFIG_DIR: configDir } })
      return bot
    },
    async stop(): Promise<void> {
      await bot?.kill()
    },
    /** All that was ever asked for, in its order. */
    made(): Made[] {
      const db = new DatabaseSync(join(dataDir, 'moodreel.sqlite'), { readOnly: true })
      try {
        const columns = Object.keys(rowSchema.shape).join(', ')
        const rows = db.prepare(`select ${columns} from generations order by created_at, batch_id, take`).all()
        return z.array(rowSchema).parse(rows).map(madeOf)
      } finally {
        db.close()
      }
    },
    /** What was kept of one. */
    fileOf: ({ id, file }: Pick<Made, 'id' | 'file'>): Promise<Buffer> => {
      if (!file) throw new Error(`there is no file of ${id}`)
      return readFile(join(dataDir, 'media', file.key))
    },
  }
}
export type Example = Awaited<ReturnType<typeof openExample>>
