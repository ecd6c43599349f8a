import type { APIInteraction } from 'discord.js'

const isRecord = (value: unknown): value is Record<string, unknown> => typeof value === 'object' && value !== null

/**
 * Whether an event's data can be answered at all. Deeper in it nobody looks before it is answered; what is missing there is
 * found by the one who reads it.
 */
export const isInteraction = (data: unknown): data is APIInteraction =>
  isRecord(data) && typeof data['id'] === 'string' && typeof data['token'] === 'string' && typeof data['type'] === 'number'
