import { z } from 'zod'
import { defineCommand, type OptionHints } from '../src/core/command.ts'
import type { Model } from '../src/core/model.ts'
import { notice } from '../src/core/post.ts'
import { priceWords } from '../src/core/price.ts'
import { modes } from '../src/core/request.ts'

const line = ({ title, modes: offered, unavailable, price }: Model): string => {
  const next = unavailable?.successor ? `; use ${unavailable.successor}` : ''
  const state = unavailable ? `not to be had: ${unavailable.reason}${next}` : priceWords({ price })
  return [title, offered.join(' '), state].join(' · ')
}

export default defineCommand({
  name: 'models',
  description: 'List the models that make clips, with their prices',
  examples: ['/models', '/models i2v'],
  options: {
    mode: z
      .enum(modes)
      .optional()
      .describe('Only those that can do this')
      .meta({ positional: true } satisfies OptionHints),
  },
  async execute({ options: { mode }, studio, respond }) {
    const models = studio.models().filter((model) => mode === undefined || model.modes.includes(mode))
    const heading = mode === undefined ? 'Models' : `Models for ${mode}`
    const post = notice(models.length === 0 ? `No model here can do ${mode}.` : `${heading}; name one with --model.`)
    await respond.reply({ ...post, fields: models.map((model) => ({ name: model.name, value: line(model) })) }, { private: true })
  },
})
