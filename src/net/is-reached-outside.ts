import { isIP } from 'node:net'
import { isPublicAddress } from './public-address.ts'

/** Endings of names that only a house of its own knows: https://www.iana.org/assignments/special-use-domain-names, `internal`, and Kubernetes. */
const innerName = /(^|\.)(local|localhost|internal|lan|home\.arpa|test|invalid|svc)$/

/**
 * Whether those who reach us at `publicUrl` reach the store at `endpoint` too, and may be sent there: it has a public name, or that of our
 * own machine. A store such as `http://minio:9000` is reached by us alone. Nobody is sent from https to http, where a page shows nothing.
 */
export const isReachedOutside = (endpoint: string, publicUrl: string): boolean => {
  const [store, ours] = [new URL(endpoint), new URL(publicUrl)]
  if (ours.protocol === 'https:' && store.protocol !== 'https:') return false
  if (store.hostname === ours.hostname) return true
  const literal = store.hostname.replace(/^\[|\]$/g, '')
  if (isIP(literal)) return isPublicAddress(literal)
  return store.hostname.includes('.') && !innerName.test(store.hostname)
}
