import { expect, test } from 'vitest'
import { isOutside, isPublicAddress } from '../../src/net/public-address.ts'

test.each([
  '0.0.0.0',
  '0.1.2.3',
  '10.0.0.1',
  '100.64.0.1',
  '127.0.0.1',
  '127.255.255.254',
  '169.254.169.254',
  '172.16.0.1',
  '172.31.255.255',
  '192.0.0.1',
  '192.0.2.1',
  '192.168.1.1',
  '198.18.0.1',
  '198.19.255.255',
  '224.0.0.1',
  '240.0.0.1',
  '255.255.255.255',
  '::',
  '::1',
  '::7f00:1',
  '::ffff:127.0.0.1',
  '::ffff:7f00:1',
  '::ffff:0:7f00:1',
  '64:ff9b::7f00:1',
  '64:ff9b:1::1',
  '100::1',
  '2001::1',
  '2001:db8::1',
  '2002:7f00:1::1',
  '3fff::1',
  '4000::1',
  'fc00::1',
  'fd12:3456::1',
  'fe80::1',
  'fe80::1%eth0',
  'fec0::1',
  'ff02::1',
  '168.63.129.16',
  '::ffff:168.63.129.16',
  '161.26.0.10',
  '166.11.255.255',
  '100.100.100.200',
  '192.0.0.192',
  'fd00:ec2::254',
  '192.88.99.1',
  '2606:4700::5efe:7f00:1',
  '2606:4700::200:5efe:7f00:1',
  'not an address',
  '',
])('%s is not public', (address) => {
  expect(isPublicAddress(address)).toBe(false)
})

test.each([
  '1.1.1.1',
  '93.184.215.14',
  '172.15.0.1',
  '172.32.0.1',
  '100.128.0.1',
  '::ffff:93.184.215.14',
  '2606:4700::1111',
  '2a00:1450::1',
  '168.63.129.17',
  '166.12.0.1',
  '2606:4700::5eff:7f00:1',
])('%s is public', (address) => {
  expect(isPublicAddress(address)).toBe(true)
})

test('a public address of this machine itself is not outside', () => {
  const eth0 = [
    { address: '93.184.215.14', family: 'IPv4', netmask: '255.255.255.0', mac: '', internal: false, cidr: null },
    { address: '2606:4700::1111', family: 'IPv6', netmask: 'ffff::', mac: '', internal: false, cidr: null, scopeid: 0 },
  ] as const
  const interfaces = { eth0: [...eth0], none: undefined }
  for (const own of ['93.184.215.14', '::ffff:93.184.215.14', '2606:4700::1111', '2606:4700:0:0::1111']) {
    expect([own, isOutside(own, interfaces), isOutside(own, {})]).toEqual([own, false, true])
  }
  expect(isOutside('93.184.215.15', interfaces)).toBe(true)
})
