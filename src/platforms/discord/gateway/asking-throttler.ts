import type { IIdentifyThrottler } from '@discordjs/ws'

/** Asks elsewhere when a shard may IDENTIFY: who knows of the other processes says so by `allow`. */
export class AskingThrottler implements IIdentifyThrottler {
  readonly #ask: (shard: number) => void
  readonly #waiting = new Map<number, () => void>()

  constructor(ask: (shard: number) => void) {
    this.#ask = ask
  }

  /** Rejects when the connection that waits is closed. */
  waitForIdentify(shard: number, signal: AbortSignal): Promise<void> {
    const { promise, resolve, reject } = Promise.withResolvers<void>()
    this.#waiting.set(shard, resolve)
    signal.addEventListener('abort', () => reject(signal.reason), { once: true })
    this.#ask(shard)
    return promise
  }

  allow(shard: number): void {
    this.#waiting.get(shard)?.()
    this.#waiting.delete(shard)
  }
}
