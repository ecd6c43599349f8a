/** Discord's answer to a request that it does not do. */
export class Refusal extends Error {
  readonly status: number
  readonly code: number
  readonly headers: Record<string, string>
  readonly extra: object

  constructor(
    status: number,
    code: number,
    message: string,
    { headers = {}, extra = {} }: { headers?: Record<string, string>; extra?: object } = {},
  ) {
    super(message)
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
  unknownMessage: () => new Refusal(404, 10008, 'Unknown Message'),
  unknownInteraction: () => new Refusal(404, 10062, 'Unknown interaction'),
  alreadyAcknowledged: () => new Refusal(400, 40060, 'Interaction has already been acknowledged.'),
  invalidWebhookToken: () => new Refusal(401, 50027, 'Invalid Webhook Token'),
  missingAccess: () => new Refusal(403, 50001, 'Missing Access'),
  missingPermissions: () => new Refusal(403, 50013, 'Missing Permissions'),
  cannotSendToUser: () => new Refusal(403, 50007, 'Cannot send messages to this user'),
  nonTextChannel: () => new Refusal(400, 50008, 'Cannot send messages in a non-text channel'),
  archived: () => new Refusal(400, 50083, 'Thread is archived'),
  locked: () => new Refusal(403, 160005, 'Thread is locked'),
  hasThread: () => new Refusal(400, 160004, 'A thread has already been created for this message'),
  tooLarge: () => new Refusal(413, 40005, 'Request entity too large'),
  invalidForm: (why: string) => new Refusal(400, 50035, `Invalid Form Body: ${why}`),
}
