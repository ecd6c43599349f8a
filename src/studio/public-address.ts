import type { LookupAddress } from 'node:dns'
import type { LookupFunction } from 'node:net'
import ipaddr from 'ipaddr.js'

const globalUnicast = ipaddr.IPv6.parseCIDR('2000::/3')

/** Whether an address is one of the public internet's: none of the special ranges, in IPv4 or hidden in IPv6. */
export const isPublicAddress = (address: string): boolean => {
  if (!ipaddr.isValid(address)) return false
  const parsed = ipaddr.process(address)
  // What ipaddr.js has no name for counts as unicast with it, ::7f00:1 too; only 2000::/3 is given out at all.
  return parsed.range() === 'unicast' && (parsed.kind() === 'ipv4' || parsed.match(globalUnicast))
}

/**
 * A resolver for connections that only ever answers with public addresses: a name with any other is refused whole.
 * The connection goes to the very answer that was checked, for a second question could be answered otherwise.
 */
export const publicLookup =
  (lookup: (hostname: string) => Promise<LookupAddress[]>, refusal: (hostname: string) => Error): LookupFunction =>
  (hostname, options, callback) => {
    lookup(hostname).then(
      (addresses) => {
        const [first] = addresses
        if (!first || !addresses.every(({ address }) => isPublicAddress(address))) callback(refusal(hostname), '', 0)
        else if (options.all) callback(null, addresses)
        else callback(null, first.address, first.family)
      },
      (error: Error) => callback(error, '', 0),
    )
  }
