import type { LookupAddress } from 'node:dns'
import { BlockList, isIP, type LookupFunction } from 'node:net'
import { networkInterfaces } from 'node:os'
import ipaddr from 'ipaddr.js'

const globalUnicast = ipaddr.IPv6.parseCIDR('2000::/3')

/**
 * Ranges that are given out like public ones and lead to a cloud's own services from inside of it. The metadata services of other
 * clouds (169.254.169.254, 100.100.100.200, 192.0.0.192, fd00:ec2::254) lie in special ranges.
 */
const cloudInternal = [
  // Azure's wire server: https://learn.microsoft.com/azure/virtual-network/what-is-ip-address-168-63-129-16
  '168.63.129.16/32',
  // Service endpoints of IBM Cloud: https://cloud.ibm.com/docs/vpc?topic=vpc-service-endpoints-for-vpc
  '161.26.0.0/16',
  '166.8.0.0/14',
].map((range) => ipaddr.parseCIDR(range))

/** What stands in an interface id of ISATAP before an IPv4 address: RFC 5214, section 6.1. */
const isatap = [0x0000_5efe, 0x0200_5efe]

/** Whether an address is one of the public internet's: none of the special ranges, in IPv4 or hidden in IPv6. */
export const isPublicAddress = (address: string): boolean => {
  if (!ipaddr.isValid(address)) return false
  const parsed = ipaddr.process(address)
  if (cloudInternal.some((range) => range[0].kind() === parsed.kind() && parsed.match(range))) return false
  if (parsed.range() !== 'unicast') return false
  if (parsed.kind() === 'ipv4') return true
  // What ipaddr.js has no name for counts as unicast with it, ::7f00:1 too; only 2000::/3 is given out at all.
  const { parts } = parsed as ipaddr.IPv6
  return parsed.match(globalUnicast) && !isatap.includes((parts[4] ?? 0) * 0x1_0000 + (parts[5] ?? 0))
}

/** Whether an address is none of this machine's own, which may be public ones: what listens here is not for those who name a link. */
export const isOutside = (address: string, interfaces = networkInterfaces()): boolean => {
  if (!isPublicAddress(address)) return false
  const own = new BlockList()
  for (const { address: mine, family } of Object.values(interfaces).flatMap((list) => list ?? [])) {
    own.addAddress(mine, family === 'IPv6' ? 'ipv6' : 'ipv4')
  }
  return !own.check(address, isIP(address) === 6 ? 'ipv6' : 'ipv4')
}

/**
 * A resolver for connections that only ever answers with public addresses: a name with any other is refused whole.
 * The connection goes to the very answer that was checked, for a second question could be answered otherwise.
 */
export const publicLookup =
  (
    lookup: (hostname: string) => Promise<LookupAddress[]>,
    isPublic: (address: string) => boolean,
    refusal: (hostname: string) => Error,
  ): LookupFunction =>
  (hostname, options, callback) => {
    lookup(hostname).then(
      (addresses) => {
        const [first] = addresses
        if (!first || !addresses.every(({ address }) => isPublic(address))) callback(refusal(hostname), '', 0)
        else if (options.all) callback(null, addresses)
        else callback(null, first.address, first.family)
      },
      (error: Error) => callback(error, '', 0),
    )
  }
