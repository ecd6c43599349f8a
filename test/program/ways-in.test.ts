import type { networkInterfaces } from 'node:os'
import { expect, test } from 'vitest'
import { waysIn } from '../../src/program/ways-in.ts'

const one = (address: string, family: 'IPv4' | 'IPv6', internal = false) => ({ address, family, internal }) as const
const interfaces = {
  lo: [one('127.0.0.1', 'IPv4', true), one('::1', 'IPv6', true)],
  eth0: [one('192.0.2.5', 'IPv4'), one('2001:db8::5', 'IPv6'), one('fe80::5', 'IPv6')],
} as unknown as ReturnType<typeof networkInterfaces>

const at = (host: string, given: { publicUrl?: string; isContainer?: boolean; interfaces?: typeof interfaces } = {}) =>
  waysIn({ host, port: 8787, publicUrl: given.publicUrl }, { interfaces, isContainer: false, ...given })

test.each(['127.0.0.1', 'localhost', '::1'])('nobody comes to %s from elsewhere, which is said with what to set', (host) => {
  const { says, addresses } = at(host)
  expect(says).toMatch(new RegExp(`^No other machine can reach it, for it listens on ${host} alone; HOST=0\\.0\\.0\\.0 opens`))
  expect(addresses).toEqual([''])
})

test.each([
  ['the address that was chosen', at('192.0.2.5'), ['http://192.0.2.5:8787']],
  ['all of this machine', at('0.0.0.0'), ['http://192.0.2.5:8787']],
  ['all of this machine, of both kinds', at('::'), ['http://192.0.2.5:8787', 'http://[2001:db8::5]:8787']],
  ['the public one', at('127.0.0.1', { publicUrl: 'https://clips.example' }), ['https://clips.example']],
])('true addresses are told: %s', (_, { says, addresses }, expected) => {
  expect([says, addresses]).toEqual(['From another machine:', expected])
})

test('a container does not know how it is called outside, and says so', () => {
  const { says, addresses } = at('0.0.0.0', { isContainer: true })
  expect([says, addresses]).toEqual([expect.stringContaining('From outside of the container'), ['http://127.0.0.1:8787']])
})

test('a machine without a network has no address for others', () => {
  const { says, addresses } = at('0.0.0.0', { interfaces: {} })
  expect([says, addresses]).toEqual([expect.stringMatching(/^This machine is in no network now/), ['']])
})
