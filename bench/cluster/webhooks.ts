import { setTimeout as sleep } from 'node:timers/promises'
import { newId } from '../../src/core/id.ts'
import { chosen, type Random } from './random.ts'
import type { VendorJob } from './vendor.ts'

/** How a webhook comes: `late` after some seconds. */
export type WebhookMix = Readonly<Record<'once' | 'twice' | 'late' | 'lost', number>>

const triesAtMost = 3

/**
 * Tells that a job is over at the address that came with it. A vendor knows one address of the bot; here `baseNow` stands for what
 * divides them among its processes. Null when none of them lives.
 */
export const createWebhooks = (random: Random, mix: () => WebhookMix, baseNow: () => string | null) => {
  const send = async (webhookUrl: string, body: string): Promise<void> => {
    const { pathname } = new URL(webhookUrl)
    for (let at = 0; at < triesAtMost; at += 1) {
      const base = baseNow()
      try {
        const response = base === null ? null : await fetch(new URL(pathname, base), { method: 'POST', body })
        await response?.arrayBuffer()
        if (response?.ok) return
      } catch {
        // Its process was killed in this moment.
      }
      await sleep(500 * 2 ** at)
    }
  }

  return ({ id, webhookUrl }: VendorJob): void => {
    if (webhookUrl === null) return
    const how = chosen(random, mix())
    const body = JSON.stringify({ event: newId(), job: id })
    if (how === 'lost') return
    if (how === 'late') return void sleep(2_000 + random() * 6_000).then(() => send(webhookUrl, body))
    void send(webhookUrl, body)
    if (how === 'twice') void sleep(random() * 1_000).then(() => send(webhookUrl, body))
  }
}
