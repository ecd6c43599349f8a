import { readFile } from 'node:fs/promises'
import type { AuthClient } from 'google-auth-library'
import { z } from 'zod'
import type { ProviderError } from '../../src/core/provider.ts'
import { google } from './api.ts'

/** Gives a token that is good for a call now. It is asked for again only when the last one is about to end. */
export type Access = () => Promise<{ token: string } | { error: ProviderError }>

const scope = 'https://www.googleapis.com/auth/cloud-platform'
const googleTokenUrl = 'https://oauth2.googleapis.com/token'
const patienceMs = 10_000

/** Loaded when it is used: a bot without Veo starts without it. */
const library = () => import('google-auth-library')

/** A service account's key, as the Google Cloud console writes it. */
const keySchema = z.object({
  type: z.literal('service_account'),
  client_email: z.string(),
  private_key: z.string(),
  private_key_id: z.string().optional(),
  token_uri: z.url().default(googleTokenUrl),
})

/**
 * Application default credentials by Google's own library. It may repeat its requests for a token, which are free. It is
 * told the key file, so that it does not look into the environment for one. A service account's `token_uri` is honoured
 * here, since the library (10.9) sends every key to Google's own: https://developers.google.com/identity/protocols/oauth2/service-account.
 */
export const createAccess = (fetcher: typeof fetch, keyFile: string | undefined): Access => {
  let client: AuthClient | undefined
  return async () => {
    try {
      client ??= await openClient(fetcher, keyFile)
      const { token } = await client.getAccessToken()
      return token ? { token } : { error: google.refused('auth', { detail: 'no token was given' }) }
    } catch (error) {
      // A key file may have been mended since.
      client = undefined
      const detail = wordsOf(error)
      return { error: (await isUnreachable(error)) ? { ...google.unreached, detail } : google.refused('auth', { detail }) }
    }
  }
}

const openClient = async (fetcher: typeof fetch, keyFile: string | undefined): Promise<AuthClient> => {
  const patient = (address: Parameters<typeof fetch>[0], init?: RequestInit): Promise<Response> =>
    fetcher(address, { ...init, redirect: 'error', signal: AbortSignal.timeout(patienceMs) })
  const { GoogleAuth, JWT } = await library()
  const key = keySchema.safeParse(keyFile === undefined ? undefined : JSON.parse(await readFile(keyFile, 'utf8')))
  if (!key.success) {
    // A person's own credentials, those of another cloud, or of the machine.
    const clientOptions = { transporterOptions: { fetchImplementation: patient } }
    return new GoogleAuth({ ...(keyFile && { keyFile }), scopes: scope, clientOptions }).getClient()
  }
  const { client_email: email, private_key, private_key_id: keyId, token_uri: audience } = key.data
  const fetchImplementation: typeof fetch = (address, init) => patient(String(address) === googleTokenUrl ? audience : address, init)
  return new JWT({
    email,
    key: private_key,
    ...(keyId && { keyId }),
    scopes: [scope],
    additionalClaims: { aud: audience },
    transporterOptions: { fetchImplementation },
  })
}

/** Nobody answered, or not now; anything else is about the credentials themselves. */
const isUnreachable = async (error: unknown): Promise<boolean> => {
  const { gaxios } = await library()
  return error instanceof gaxios.GaxiosError && (error.status === undefined || error.status >= 500 || error.status === 429)
}

/** A parser's message quotes what it could not read, which here is a private key. */
const wordsOf = (error: unknown): string =>
  error instanceof SyntaxError ? 'the key file is no JSON' : error instanceof Error ? error.message : String(error)
