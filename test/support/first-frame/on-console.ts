import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { z } from 'zod'
import { runProgram } from '../program.ts'
import type { Chat, Counted } from './chat.ts'
import { type Example, example } from './world.ts'

const lineSchema = z.looseObject({
  event: z.string(),
  kind: z.string(),
  text: z.string(),
  generationIds: z.array(z.string()),
  files: z.array(z.string()),
})

/** The example in a terminal: a process for each line. */
export const openConsoleChat = ({ dataDir, configDir }: Pick<Example, 'dataDir' | 'configDir'>): Chat => {
  let stills: string[] = []
  let fixes: string[] = []
  let counted: Counted = { messages: 0, edits: 0, uploads: 0 }
  const say = async (line: string, files: readonly string[] = []): Promise<z.infer<typeof lineSchema>[]> => {
    const attached = files.flatMap((path) => ['--attach', path])
    const { code, output, errors } = await runProgram({
      dataDir,
      env: { MOODREEL_CONFIG_DIR: configDir },
      args: ['say', line, ...attached],
    })
    if (code !== 0) throw new Error(`${line} ended with ${code}: ${output}${errors}`)
    // Its log goes elsewhere; all that it says are posts.
    return output
      .split('\n')
      .filter((text) => text.startsWith('{"event"'))
      .map((text) => lineSchema.parse(JSON.parse(text)))
  }
  const idsOf = (posts: readonly z.infer<typeof lineSchema>[]): string[] => posts.find(({ kind }) => kind === 'batch')?.generationIds ?? []

  return {
    async still() {
      const posts = await say(`/still ${example.prompt} --takes 10 --seed ${example.seed} --model local`)
      stills = idsOf(posts)
      counted = { messages: posts.length, edits: 0, uploads: posts.flatMap(({ files }) => files).length }
    },
    // Whoever is alone names a still, and needs no star.
    choose: async () => undefined,
    async fix(mask) {
      const path = join(configDir, 'mask.png')
      await writeFile(path, mask)
      fixes = idsOf(await say(`/fix ${stills[2]} --into "${example.fix}"`, [path]))
    },
    async animate() {
      await say(`/animate ${fixes[1]} --prompt "${example.motion}" --duration ${example.seconds}`)
    },
    counted: () => counted,
  }
}
