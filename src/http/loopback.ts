import ipaddr from 'ipaddr.js'

/** Whether a server that listens on `host` can be reached from this machine only. */
export const isLoopback = (host: string): boolean =>
  host === 'localhost' || (ipaddr.isValid(host) && ipaddr.process(host).range() === 'loopback')
