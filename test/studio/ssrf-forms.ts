/** Spellings of addresses, made by rule: what a hostile link can call an address without naming it. */

type Octets = readonly [number, number, number, number]

const octetsOf = (address: string): Octets => address.split('.').map(Number) as unknown as Octets

const hex = (number: number, digits = 0): string => number.toString(16).padStart(digits, '0')
const whole = ([a, b, c, d]: Octets): number => ((a * 256 + b) * 256 + c) * 256 + d

/** The two groups of an IPv6 address that hold an IPv4 one. */
const groups = ([a, b, c, d]: Octets): string => `${hex(a * 256 + b)}:${hex(c * 256 + d)}`

const wideDigits = (text: string): string => text.replace(/\d/g, (digit) => String.fromCodePoint(0xff10 + Number(digit)))
const boldDigits = (text: string): string => text.replace(/\d/g, (digit) => String.fromCodePoint(0x1d7ce + Number(digit)))
const circled = (text: string): string => text.replace(/[1-9]/g, (digit) => String.fromCodePoint(0x245f + Number(digit)))
const percent = (text: string): string => text.replace(/./g, (letter) => `%${hex(letter.charCodeAt(0), 2)}`)

/** Every way in which the URL standard, a resolver or an old library reads an IPv4 address. */
export const ipv4Spellings = (address: string): string[] => {
  const octets = octetsOf(address)
  const [a, b, c, d] = octets
  const number = whole(octets)
  const notations = [
    (n: number) => `${n}`,
    (n: number) => `0x${hex(n)}`,
    (n: number) => `0${n.toString(8)}`,
    (n: number) => `0x${hex(n, 8)}`,
  ]
  const mixed = notations.flatMap((one) => notations.map((other) => `${one(a)}.${other(b)}.${one(c)}.${other(d)}`))
  return [
    address,
    ...mixed,
    ...notations.flatMap((write) => [
      write(number),
      `${write(a)}.${write(number % 2 ** 24)}`,
      `${write(a)}.${write(b)}.${write(number % 2 ** 16)}`,
    ]),
    `0X${hex(number).toUpperCase()}`,
    `0${'0'.repeat(20)}${number.toString(8)}`,
    `${address}.`,
    wideDigits(address),
    boldDigits(address),
    circled(address),
    percent(address),
    ...['。', '．', '｡'].map((dot) => address.replaceAll('.', dot)),
    address.replace('.', '\u00ad.'),
    address.replace('.', '\u200b.'),
    address.replace('.', '\t.'),
    address.replace('.', '\n.'),
  ].filter((spelling, index, all) => all.indexOf(spelling) === index)
}

/** Every form of IPv6 that holds an IPv4 address. */
export const ipv6Hiding = (address: string): string[] => {
  const octets = octetsOf(address)
  const [a, b, c, d] = octets
  const low = groups(octets)
  const inverted = groups([255 - a, 255 - b, 255 - c, 255 - d])
  return [
    // Mapped (RFC 4291), in its spellings, compatible, and translated (RFC 2765).
    `[::ffff:${address}]`,
    `[::FFFF:${low}]`,
    `[0:0:0:0:0:ffff:${address}]`,
    `[0000:0000:0000:0000:0000:ffff:${low}]`,
    `[::${address}]`,
    `[::${low}]`,
    `[::ffff:0:${address}]`,
    // NAT64: the well-known prefix (RFC 6052) and the local one (RFC 8215).
    `[64:ff9b::${address}]`,
    `[64:ff9b::${low}]`,
    `[64:ff9b:1::${address}]`,
    // 6to4 (RFC 3056), Teredo (RFC 4380) with the address as server and, inverted, as client; ISATAP (RFC 5214).
    `[2002:${low}::1]`,
    `[2001:0:${low}::1]`,
    `[2001:0:4136:e378:8000:63bf:${inverted}]`,
    `[2606:4700::5efe:${address}]`,
    `[2606:4700::200:5efe:${address}]`,
  ]
}

/** Addresses that lead inside: this machine, its network, and the services that clouds give their machines. */
export const privateIpv4 = [
  '127.0.0.1',
  '127.255.255.254',
  '0.0.0.0',
  '10.0.0.1',
  '172.16.0.1',
  '192.168.1.1',
  '169.254.169.254',
  '100.100.100.200',
  '168.63.129.16',
  '192.0.0.192',
  '161.26.0.10',
]

export const privateIpv6 = [
  '[::1]',
  '[::]',
  '[0:0:0:0:0:0:0:1]',
  '[0000:0000:0000:0000:0000:0000:0000:0001]',
  '[fd00:ec2::254]',
  '[fd20:ce::254]',
  '[fc00::1]',
  '[fe80::1]',
  '[febf::1]',
  '[fec0::1]',
  '[ff02::1]',
  '[2001:db8::1]',
  '[3fff::1]',
  '[5f00::1]',
  '[100::1]',
  '[4000::1]',
]

/** Links that are no spelling of an address but a trick with the rest of it. `port` is where a secret is told on this machine. */
export const tricks = (port: number): string[] => [
  // A name and a password before the host, and what looks like a host there.
  `http://public.example@127.0.0.1:${port}/`,
  `http://public.example:80@127.0.0.1:${port}/`,
  `http://public.example%40@127.0.0.1:${port}/`,
  `http://:@127.0.0.1:${port}/`,
  `http://127.0.0.1:${port}@inside.example/`,
  // Slashes of every sort, and none.
  `http:\\\\127.0.0.1:${port}\\`,
  `http:/127.0.0.1:${port}/`,
  `http:127.0.0.1:${port}`,
  `http:////127.0.0.1:${port}/`,
  `http:\\/\\/127.0.0.1:${port}/`,
  `http://public.example\\@127.0.0.1:${port}/`.replace('public', 'inside'),
  // Spaces, breaks and control characters that the URL standard takes away.
  `  http://127.0.0.1:${port}/`,
  `\u0000http://127.0.0.1:${port}/`,
  `ht\ntp://127.0.0.1:${port}/`,
  `http://127.0.0.1\t:${port}/`,
  `http://127.0.0.1:${port}\r\nHost: public.example`,
  `\ufeffhttp://127.0.0.1:${port}/`,
  // Where a host seems to end.
  `http://127.0.0.1:${port}#@public.example/`,
  `http://127.0.0.1:${port}?@public.example/`,
  `http://127.0.0.1:${port};@public.example/`,
  `http://127.0.0.1:000${port}/`,
  `http://127.0.0.1:${port + 65_536}/`,
  `http://127.0.0.1:+${port}/`,
  `HTTP://127.0.0.1:${port}/`,
  `https://127.0.0.1:${port}/`,
  // Names of this machine.
  ...['localhost', 'LOCALHOST', 'localhost.', 'lOcAlHoSt', 'ⓛⓞⓒⓐⓛⓗⓞⓢⓣ', 'ｌocalhost', 'local\u00adhost', 'loc%61lhost', 'a.localhost'].map(
    (host) => `http://${host}:${port}/`,
  ),
  // Zones.
  `http://[::1%25lo]:${port}/`,
  `http://[::1%lo]:${port}/`,
  `http://[fe80::1%25eth0]:${port}/`,
  // Anything but the web.
  ...[
    'ftp',
    'gopher',
    'ws',
    'wss',
    'dict',
    'ldap',
    'tftp',
    'sftp',
    'unix',
    'http+unix',
    'jar:http',
    'view-source:http',
    'feed:http',
    'blob:http',
  ].map((scheme) => `${scheme}://127.0.0.1:${port}/`),
  'file:///etc/passwd',
  'file://127.0.0.1/etc/passwd',
  'data:text/plain,secret',
  'javascript:fetch()',
  'about:blank',
  'media:inputs/x',
  'comfyui:view?filename=x',
  'veo:clip',
  'local:x',
  `//127.0.0.1:${port}/`,
  `127.0.0.1:${port}`,
  '',
  'http://',
  'http://:80/',
  'http://[::1',
]
