import type { Provider, ProviderRequest } from '../../src/core/provider.ts'

/** An input as the provider was handed it. */
interface HandedInput {
  role: string
  sha256: string
  bytes: Uint8Array
}

export interface FakeProvider extends Provider {
  /** What it was asked to make, in order. */
  asked: (ProviderRequest['request'] & { files: HandedInput[] })[]
  /** The clip that it makes; it goes on rendering while there is none. */
  clip: Uint8Array | null
}

/** A provider that finishes at once and always makes the same clip. */
export const createFakeProvider = (name = 'fake'): FakeProvider => ({
  name,
  asked: [],
  clip: null,
  async submit({ request, inputs }) {
    const files = await Promise.all(inputs.map(async ({ role, sha256, read }) => ({ role, sha256, bytes: await read() })))
    this.asked.push({ ...request, files })
    return { kind: 'accepted', operation: null }
  },
  async poll() {
    return this.clip ? { kind: 'succeeded', outputs: [{ url: 'fake:clip' }] } : { kind: 'running' }
  },
  async open() {
    return new Blob([new Uint8Array(this.clip ?? [])]).stream()
  },
})
