import { z } from 'zod'
import { defineCommand, type OptionHints } from '../../../src/core/command.ts'

const places = ['on a rooftop', 'at the bottom of the sea', 'in a night train']
const lights = ['at dawn', 'by candlelight', 'under neon signs']

const pick = (words: readonly string[]): string => words[Math.floor(Math.random() * words.length)] ?? ''

export default defineCommand({
  name: 'dice',
  description: 'Make clips of somebody in a place that chance picks',
  examples: ['/dice an old sailor', '/dice two cats --takes 3'],
  options: {
    who: z
      .string()
      .max(200)
      .describe('Who is in the clip')
      .meta({ positional: true, example: 'an old sailor' } satisfies OptionHints),
    takes: z.int().min(1).max(4).default(1).describe('How many clips'),
  },
  async execute({ options, invocation, studio }) {
    const prompt = `${options.who} ${pick(places)} ${pick(lights)}`
    await studio.submit(invocation, { mode: 't2v', prompt, takes: options.takes })
  },
})
