import { Refusal } from './fake/refusal.ts'

/**
 * What a refusal of a message is about: its place, or that this is `gone` or `asleep`; another `message` that is gone; its form, what it
 * answers (`reference`), its words, its file. It `passes` by itself, or only here after a long while (`slowed`); a `fault` of Discord's
 * passes too, and discord.js repeats a request of words at once; `blocked` is said by a firewall before Discord.
 */
export type Kind =
  | 'gone'
  | 'message'
  | 'place'
  | 'asleep'
  | 'reference'
  | 'form'
  | 'words'
  | 'file'
  | 'too_large'
  | 'slowed'
  | 'passes'
  | 'fault'
  | 'blocked'

/**
 * Every refusal that Discord documents and that sending a message, with a file or without, in whatever place, may meet; those of 999,000
 * and more are codes that nobody knows yet. https://docs.discord.com/developers/topics/opcodes-and-status-codes#json
 */
const documented: [kind: Kind, status: number, codes: string][] = [
  ['gone', 404, '10003 10004 10007 10013 999404'],
  ['message', 404, '10008'],
  ['place', 403, '20009 20012 20024 20035 40002 40007 50001 50003 50005 50007 50009'],
  ['place', 403, '50013 50021 50095 50178 50278 50600 60003 160005 340015 400001 530000 999403'],
  ['slowed', 400, '20016'],
  ['passes', 400, '20022 20028 20029 30046 40003 40062 110000 110001 130000'],
  ['words', 400, '20031 200000 200001 240000'],
  ['form', 400, '30007 30010 30015 40032 50006 50019 50035 50068 50080 50081 50086 50109 150006 180000 220003 999400'],
  ['place', 400, '30013 30033 40058 40066 40067 50008 50024 50101 160006 160007'],
  ['passes', 401, '40001 50014'],
  ['passes', 403, '40004 40006 40333'],
  ['too_large', 413, '40005'],
  ['gone', 400, '50033 50055'],
  ['too_large', 400, '50045'],
  ['file', 400, '50046 50110 50123 50124 50146 50192'],
  ['asleep', 400, '50083'],
  ['reference', 400, '160002'],
  ['fault', 500, '999500'],
]

/** The same from a proxy, or from Discord's own first line: no code, or a page. */
const plain: [kind: Kind, status: number, message: string][] = [
  ['passes', 400, '400: Bad Request'],
  ['passes', 401, '401: Unauthorized'],
  ['blocked', 403, '403: Forbidden'],
  ['blocked', 404, '404: Not Found'],
  ['passes', 405, '405: Method Not Allowed'],
  ['passes', 408, '408: Request Timeout'],
  ['too_large', 413, '413: Payload Too Large'],
  ['fault', 500, '500: Internal Server Error'],
  ['fault', 502, '502: Bad Gateway'],
  ['fault', 503, '503: Service Unavailable'],
  ['fault', 504, '504: Gateway Timeout'],
]

const hourOfWaiting = { headers: { 'retry-after': '3600' }, extra: { retry_after: 3600, global: false } }

export const refusalTable: { kind: Kind; name: string; refusal: Refusal }[] = [
  ...documented.flatMap(([kind, status, codes]) =>
    codes.split(' ').map((code) => ({ kind, name: `${status} ${code}`, refusal: new Refusal(status, Number(code), 'No') })),
  ),
  ...plain.flatMap(([kind, status, message]) => [
    { kind, name: `${status} without a code`, refusal: new Refusal(status, 0, message) },
    { kind, name: `${status} as a page`, refusal: new Refusal(status, 0, message, { html: `<html><h1>${message}</h1></html>` }) },
  ]),
  { kind: 'slowed', name: '429 for an hour', refusal: new Refusal(429, 20016, 'Slow mode', hourOfWaiting) },
  {
    kind: 'slowed',
    name: '429 for an hour, as a page',
    refusal: new Refusal(429, 0, 'Too many requests', { headers: { 'retry-after': '3600' }, html: 'error code: 1015' }),
  },
]

const kinds = [...Map.groupBy(refusalTable, ({ kind }) => kind).values()]
/** One of each kind, with a code of Discord's where there is one: what a refusal is about decides what is done, and `api-errors.test.ts` reads that from each. */
export const coded = kinds.flatMap((rows) => rows.slice(0, 1))
/** Another of each kind, as a page where there is one. */
export const plainest = kinds.flatMap((rows) => rows.slice(-1))
