/** Discord's answer to a request that it does not do. */
export class Refusal extends Error {
  readonly status: number
  readonly code: number
  readonly headers: Record<string, string>
  readonly extra: object
  /** What a proxy before Discord says instead of JSON. */
  readonly html: string | undefined

  constructor(
    status: number,
    code: number,
    message: string,
    { headers = {}, extra = {}, html }: { headers?: Record<string, string>; extra?: object; html?: string } = {},
  ) {
    super(message)
    this.html = html
    this.status = status
    this.code = code
    this.headers = headers
    this.extra = extra
  }
}

export const refusals = {
  unauthorized: () => new Refusal(401, 0, '401: Unauthorized'),
  notFound: () => new Refusal(404, 0, '404: Not Found'),
  unknownChannel: () => new Refusal(404, 10003, 'Unknown Channel'),
  unknownGuild: () => new Refusal(404, 10004, 'Unknown Guild'),
  unknownMessage: () => new Refusal(404, 10008, 'Unknown Message'),
  unknownInteraction: () => new Refusal(404, 10062, 'Unknown interaction'),
  alreadyAcknowledged: () => new Refusal(400, 40060, 'Interaction has already been acknowledged.'),
  invalidWebhookToken: () => new Refusal(401, 50027, 'Invalid Webhook Token'),
  missingAccess: () => new Refusal(403, 50001, 'Missing Access'),
  missingPermissions: () => new Refusal(403, 50013, 'Missing Permissions'),
  cannotSendToUser: () => new Refusal(403, 50007, 'Cannot send messages to this user'),
  notAuthor: () => new Refusal(403, 50005, 'Cannot edit a message authored by another user'),
  emptyMessage: () => new Refusal(400, 50006, 'Cannot send an empty message'),
  noHistoryToReply: () => new Refusal(400, 160002, 'Cannot reply without permission to read message history'),
  tooManyThreads: () => new Refusal(400, 160006, 'Maximum number of active threads reached'),
  /** As for names: two in ten minutes. */
  limited: (seconds: number) =>
    new Refusal(429, 0, 'You are being rate limited.', {
      headers: { 'retry-after': String(seconds) },
      extra: { retry_after: seconds, global: false },
    }),
  nonTextChannel: () => new Refusal(400, 50008, 'Cannot send messages in a non-text channel'),
  archived: () => new Refusal(400, 50083, 'Thread is archived'),
  locked: () => new Refusal(403, 160005, 'Thread is locked'),
  hasThread: () => new Refusal(400, 160004, 'A thread has already been created for this message'),
  tooLarge: () => new Refusal(413, 40005, 'Request entity too large'),
  invalidForm: (why: string) => new Refusal(400, 50035, `Invalid Form Body: ${why}`),
}
