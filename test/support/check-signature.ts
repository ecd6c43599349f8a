import { createHash, createHmac } from 'node:crypto'
import type { IncomingMessage } from 'node:http'

const sha256 = (text: string | Uint8Array): string => createHash('sha256').update(text).digest('hex')
const hmac = (key: string | Buffer, text: string): Buffer => createHmac('sha256', key).update(text).digest()

/** `20260102T030405Z` as milliseconds since the epoch. */
const momentOf = (date: string): number => Date.parse(date.replace(/^(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)Z$/, '$1-$2-$3T$4:$5:$6Z'))

/**
 * What a store of S3's kind says against a request, or null: the signature of version 4 in its header or its query, when it was made, and
 * the hash of what came. https://docs.aws.amazon.com/AmazonS3/latest/API/sig-v4-authenticating-requests.html
 */
export const signatureFault = (
  request: IncomingMessage,
  body: Buffer,
  keys: { id: string; secret: string },
  now: number,
): string | null => {
  const [path = '', query = ''] = (request.url ?? '').split('?')
  const asked = new URLSearchParams(query)
  const header = /^AWS4-HMAC-SHA256 Credential=([^,]+), ?SignedHeaders=([^,]+), ?Signature=([0-9a-f]+)$/.exec(
    request.headers.authorization ?? '',
  )
  const isLink = asked.has('X-Amz-Signature')
  if (!header && !isLink) return 'AccessDenied'
  const [credential = '', signedHeaders = '', signature = ''] = isLink
    ? ['X-Amz-Credential', 'X-Amz-SignedHeaders', 'X-Amz-Signature'].map((name) => asked.get(name) ?? '')
    : (header ?? []).slice(1)
  const [id, day = '', region = '', service = ''] = credential.split('/')
  if (id !== keys.id) return 'InvalidAccessKeyId'
  const date = String(isLink ? asked.get('X-Amz-Date') : request.headers['x-amz-date'])
  const age = now - momentOf(date)
  if (isLink && age > Number(asked.get('X-Amz-Expires')) * 1000) return 'AccessDenied'
  if (!isLink && Math.abs(age) > 15 * 60_000) return 'RequestTimeTooSkewed'
  const told = isLink ? 'UNSIGNED-PAYLOAD' : String(request.headers['x-amz-content-sha256'])
  if (told !== 'UNSIGNED-PAYLOAD' && told !== sha256(body)) return 'XAmzContentSHA256Mismatch'

  const sorted = query
    .split('&')
    .filter((part) => part !== '' && !part.startsWith('X-Amz-Signature='))
    .map((part) => (part.includes('=') ? part : `${part}=`))
    .sort()
  const headers = signedHeaders.split(';').map((name) => `${name}:${String(request.headers[name]).trim().replace(/ +/g, ' ')}\n`)
  const canonical = [request.method, path, sorted.join('&'), headers.join(''), signedHeaders, told].join('\n')
  const scope = `${day}/${region}/${service}/aws4_request`
  const key = [region, service, 'aws4_request'].reduce(hmac, hmac(`AWS4${keys.secret}`, day))
  const made = hmac(key, ['AWS4-HMAC-SHA256', date, scope, sha256(canonical)].join('\n')).toString('hex')
  return made === signature ? null : 'SignatureDoesNotMatch'
}
