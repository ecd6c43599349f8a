import { existsSync } from 'node:fs'
import { type NetworkInterfaceInfo, networkInterfaces } from 'node:os'
import { isLoopback } from '../http/loopback.ts'
import { isWildcard, urlOf } from '../http/url-of.ts'

/** How people come to the page who are not on this machine. */
export interface WaysIn {
  /** Who comes so, or why nobody does; ends with a colon. */
  says: string
  /** The same for a line of the log, whose link follows. */
  logs: string
  /** What stands before the token; nothing where only somebody else knows it. */
  addresses: string[]
}

/** What the machine is like. */
export interface Machine {
  interfaces: ReturnType<typeof networkInterfaces>
  /** Its own addresses are no use outside. */
  isContainer: boolean
}

export const thisMachine = (): Machine => ({
  interfaces: networkInterfaces(),
  isContainer: ['/.dockerenv', '/run/.containerenv'].some((path) => existsSync(path)),
})

const elsewhere = 'From another machine:'
const logged = 'this link opens the playground from another machine'

/** Those of the network that `host` listens on; an address of one link alone needs the name of that link. */
const outerAddresses = (host: string, { interfaces }: Machine): string[] =>
  Object.values(interfaces)
    .flat()
    .filter((one): one is NetworkInterfaceInfo => one !== undefined && !one.internal && !/^fe[89ab]/i.test(one.address))
    .filter(({ family }) => family === 'IPv4' || host === '::')
    .map(({ address }) => address)

/** Where others find a page that listens on `host` and `port`: true addresses, and where there is none, what opens one. */
export const waysIn = (
  { host, port, publicUrl }: { host: string; port: number; publicUrl: string | undefined },
  machine: Machine,
): WaysIn => {
  if (publicUrl !== undefined) return { says: elsewhere, logs: logged, addresses: [publicUrl] }
  const atProxy = 'behind the address of a proxy on this machine this opens the playground'
  if (isLoopback(host)) {
    return {
      says: `No other machine can reach it, for it listens on ${host} alone; HOST=0.0.0.0 opens it to your network.\nA proxy on this machine that leads here lets in who puts this behind its address:`,
      logs: atProxy,
      addresses: [''],
    }
  }
  if (!isWildcard(host)) return { says: elsewhere, logs: logged, addresses: [urlOf(host, port)] }
  if (machine.isContainer) {
    return {
      says: 'From outside of the container, with the name and the port that it has there:',
      logs: 'this link opens the playground from outside of the container',
      addresses: [urlOf(host, port)],
    }
  }
  const addresses = outerAddresses(host, machine).map((address) => urlOf(address, port))
  if (addresses.length > 0) return { says: elsewhere, logs: logged, addresses }
  return {
    says: 'This machine is in no network now. In one, its address there and this open it from another machine:',
    logs: 'behind the address of this machine this opens the playground',
    addresses: [''],
  }
}
