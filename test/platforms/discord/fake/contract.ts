import { existsSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { type Document, OpenAPIBackend } from 'openapi-backend'

/** Discord's own description of its REST API; it lies beside the repository on the machines that build it. */
const path = fileURLToPath(new URL('../../../../../shared/contracts/discord-openapi.json', import.meta.url))

export interface Call {
  method: string
  /** Without `/api/v10`. */
  path: string
  query: Record<string, string>
  body: unknown
}

/** Checks calls against Discord's contract. */
export interface Contract {
  /** What is wrong with them; empty when all are valid. */
  faults(calls: readonly Call[]): string[]
}

/** Calls that differ in their ids alone are looked at once: a look takes milliseconds, and a table makes thousands of calls. */
const alike = ({ method, path: address, query, body }: Call): string =>
  JSON.stringify([method, address, query, body]).replace(/\d{8,}|[0-9a-f]{24}/g, '0')

let contract: Promise<Contract | null> | undefined

const read = async (): Promise<Contract | null> => {
  if (!existsSync(path)) {
    console.warn('Discord’s contract (../shared/contracts/discord-openapi.json) is not here: its requests are not checked against it.')
    return null
  }
  const definition = JSON.parse(readFileSync(path, 'utf8')) as Document
  const backend = new OpenAPIBackend({
    definition,
    quick: true,
    // Its formats (snowflake, nonce, int32) are Discord's own words.
    ajvOpts: { strict: false, validateFormats: false, logger: false },
  })
  await backend.init()
  const faultsOf = ({ method, path: address, query, body }: Call): string[] => {
    const request = { method, path: address, query, body, headers: { 'content-type': 'application/json' } }
    if (!backend.matchOperation(request)) return [`${method} ${address}: Discord has no such route`]
    const { errors } = backend.validateRequest(request)
    return (errors ?? []).map(
      ({ instancePath, message, params }) => `${method} ${address}: ${instancePath} ${message} ${JSON.stringify(params)}`,
    )
  }
  return { faults: (calls) => [...new Map(calls.map((call) => [alike(call), call])).values()].flatMap(faultsOf) }
}

/** Read once, for it is large; null where the file is not. */
export const openContract = (): Promise<Contract | null> => {
  contract ??= read()
  return contract
}
