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

type Row = [kind: Kind, status: number, code: number, message: string]

/** Every refusal that Discord documents and that sending a message, with a file or without, in whatever place, may meet. */
const documented: Row[] = [
  ['gone', 404, 10003, 'Unknown Channel'],
  ['gone', 404, 10004, 'Unknown Guild'],
  ['gone', 404, 10007, 'Unknown Member'],
  ['message', 404, 10008, 'Unknown Message'],
  ['gone', 404, 10013, 'Unknown User'],
  ['place', 403, 20009, 'Explicit content cannot be sent to the desired recipient(s)'],
  ['place', 403, 20012, 'You are not authorized to perform this action on this application'],
  ['slowed', 400, 20016, 'This action cannot be performed due to slowmode rate limit'],
  ['place', 403, 20024, 'Under minimum age'],
  ['passes', 400, 20022, 'This message cannot be edited due to announcement rate limits'],
  ['passes', 400, 20028, 'The write action you are performing on the channel has hit the write rate limit'],
  ['passes', 400, 20029, 'The write action you are performing on the server has hit the write rate limit'],
  ['words', 400, 20031, 'Your channel names contain words that are not allowed'],
  ['place', 403, 20035, 'Guild premium subscription level too low'],
  ['form', 400, 30007, 'Maximum number of webhooks reached'],
  ['form', 400, 30010, 'Maximum number of reactions reached'],
  ['place', 400, 30013, 'Maximum number of guild channels reached'],
  ['form', 400, 30015, 'Maximum number of attachments in a message reached'],
  ['place', 400, 30033, 'Max number of thread participants has been reached'],
  ['passes', 400, 30046, 'Maximum number of edits to messages older than 1 hour reached'],
  ['passes', 401, 40001, 'Unauthorized'],
  ['place', 403, 40002, 'You need to verify your account in order to perform this action'],
  ['passes', 400, 40003, 'You are opening direct messages too fast'],
  ['passes', 403, 40004, 'Send messages has been temporarily disabled'],
  ['too_large', 413, 40005, 'Request entity too large'],
  ['passes', 403, 40006, 'This feature has been temporarily disabled server-side'],
  ['place', 403, 40007, 'The user is banned from this guild'],
  ['form', 400, 40032, 'Target user is not connected to voice'],
  ['place', 400, 40058, 'Cannot send a message in a forum channel'],
  ['passes', 400, 40062, 'Service resource is being rate limited'],
  ['place', 400, 40066, 'There are no tags available that can be set by non-moderators'],
  ['place', 400, 40067, 'A tag is required to create a forum post in this channel'],
  ['passes', 403, 40333, 'Cloudflare is blocking your request'],
  ['place', 403, 50001, 'Missing Access'],
  ['place', 403, 50003, 'Cannot execute action on a DM channel'],
  ['place', 403, 50005, 'Cannot edit a message authored by another user'],
  ['form', 400, 50006, 'Cannot send an empty message'],
  ['place', 403, 50007, 'Cannot send messages to this user'],
  ['place', 400, 50008, 'Cannot send messages in a non-text channel'],
  ['place', 403, 50009, 'Channel verification level is too high for you to gain access'],
  ['place', 403, 50013, 'You lack permissions to perform that action'],
  ['passes', 401, 50014, 'Invalid authentication token provided'],
  ['form', 400, 50019, 'A message can only be pinned in the channel in which it was sent'],
  ['place', 403, 50021, 'Cannot execute action on a system message'],
  ['place', 400, 50024, 'Cannot execute action on this channel type'],
  ['gone', 400, 50033, 'Invalid Recipient(s)'],
  ['form', 400, 50035, 'Invalid Form Body'],
  ['too_large', 400, 50045, 'File uploaded exceeds the maximum size'],
  ['file', 400, 50046, 'Invalid file uploaded'],
  ['gone', 400, 50055, 'Invalid Guild'],
  ['form', 400, 50068, 'Invalid message type'],
  ['form', 400, 50080, 'Cannot edit stickers within a message'],
  ['form', 400, 50081, 'An invalid sticker was sent'],
  ['asleep', 400, 50083, 'Tried to perform an operation on an archived thread'],
  ['form', 400, 50086, 'Community server channels must be text channels'],
  ['place', 403, 50095, 'This server is not available in your location'],
  ['place', 400, 50101, 'This server needs more boosts to perform this action'],
  ['form', 400, 50109, 'The request body contains invalid JSON'],
  ['file', 400, 50110, 'The provided file is invalid'],
  ['file', 400, 50123, 'The provided file type is invalid'],
  ['file', 400, 50124, 'The provided file duration exceeds maximum of 5.2 seconds'],
  ['file', 400, 50146, 'The uploaded file was not found'],
  ['place', 403, 50178, 'The user account must first be verified'],
  ['file', 400, 50192, 'The provided file does not have a valid duration'],
  ['place', 403, 50278, 'Cannot send messages to this user due to having no mutual guilds'],
  ['place', 403, 50600, 'You do not have permission to send this sticker'],
  ['place', 403, 60003, 'Two factor is required for this operation'],
  ['passes', 400, 110000, 'Index not yet available. Try again later'],
  ['passes', 400, 110001, 'Application not yet available. Try again later'],
  ['passes', 400, 130000, 'API resource is currently overloaded. Try again a little later'],
  ['form', 400, 150006, 'The Stage is already open'],
  ['reference', 400, 160002, 'Cannot reply without permission to read message history'],
  ['place', 403, 160005, 'Thread is locked'],
  ['place', 400, 160006, 'Maximum number of active threads reached'],
  ['place', 400, 160007, 'Maximum number of active announcement threads reached'],
  ['form', 400, 180000, 'Cannot update a finished event'],
  ['words', 400, 200000, 'Message was blocked by automatic moderation'],
  ['words', 400, 200001, 'Title was blocked by automatic moderation'],
  ['form', 400, 220003, 'Webhooks can only create threads in forum channels'],
  ['words', 400, 240000, 'Message blocked by harmful links filter'],
  ['place', 403, 340015, 'Access to joining new servers has been limited'],
  ['place', 403, 400001, 'Access to file uploads has been limited for this guild'],
  ['place', 403, 530000, 'Provisional accounts permission not granted'],
  // Codes that nobody knows yet.
  ['place', 403, 999_403, 'A new reason to forbid'],
  ['gone', 404, 999_404, 'A new thing that is gone'],
  ['form', 400, 999_400, 'A new rule'],
  ['fault', 500, 999_500, 'A new fault'],
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
  ...documented.map(([kind, status, code, message]) => ({ kind, name: `${status} ${code}`, refusal: new Refusal(status, code, message) })),
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
