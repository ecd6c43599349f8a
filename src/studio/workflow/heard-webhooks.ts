/**
 * Which providers' webhooks come through. An address may be wrong, a firewall closed, a secret missing: nobody knows before one was heard, and
 * after a clip that ended without its webhook nobody knows it any more.
 */
export interface HeardWebhooks {
  heard(provider: string): void
  missed(provider: string): void
  comeThrough(provider: string): boolean
}

export const createHeardWebhooks = (): HeardWebhooks => {
  const providers = new Set<string>()
  return {
    heard: (provider) => void providers.add(provider),
    missed: (provider) => void providers.delete(provider),
    comeThrough: (provider) => providers.has(provider),
  }
}
