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
const alike = ({ method, path: address, query, body }: Call): string => withoutIds(JSON.stringify([method, address, query, body]))

const withoutIds = (text: string): string => text.replace(/\d{8,}|[0-9a-f]{24}/g, '0')

let contract: Promise<Contract | null> | undefined

const read = async (): Promise<Contract | null> => {
  if (!existsSync(path)) {
    console.warn('Discord’s contract (../shared/contracts/discord-openapi.json) is not here: its requests are not checked against it.')
    return null
  }
  // A set of permissions is a string in Discord's documentation, in its answers and in every library; the contract says a number, for requests alone.
  const asNumber = /("default_member_permissions":\s*\{\s*"type":\s*\[\s*)"integer"/g
  const definition = JSON.parse(readFileSync(path, 'utf8').replace(asNumber, '$1"string"')) as Document
  const backend = new OpenAPIBackend({
    definition,
    quick: true,
    // Its formats (snowflake, nonce, int32) are Discord's own words.
    ajvOpts: { strict: false, validateFormats: false, logger: false },
  })
  await backend.init()
  // To find the operation of a path takes most of the time of a look.
  const operations = new Map<string, ReturnType<typeof backend.matchOperation>>()
  const operationOf = (request: Parameters<typeof backend.matchOperation>[0]) => {
    const route = withoutIds(`${request.method} ${request.path}`)
    if (!operations.has(route)) operations.set(route, backend.matchOperation(request))
    return operations.get(route)
  }
  const faultsOf = ({ method, path: address, query, body }: Call): string[] => {
    const request = { method, path: address, query, body, headers: { 'content-type': 'application/json' } }
    const operation = operationOf(request)
    if (!operation) return [`${method} ${address}: Discord has no such route`]
    const { errors } = backend.validateRequest(request, operation)
    return (errors ?? []).map(
      ({ instancePath, message, params }) => `${method} ${address}: ${instancePath} ${message} ${JSON.stringify(params)}`,
    )
  }
  const known = new Map<string, string[]>()
  const knownOf = (call: Call): string[] => {
    const key = alike(call)
    const found = known.get(key) ?? faultsOf(call)
    known.set(key, found)
    return found
  }
  return { faults: (calls) => [...new Set(calls.flatMap(knownOf))] }
}

/** Read once, for it is large; null where the file is not. */
export const openContract = (): Promise<Contract | null> => {
  contract ??= read()
  return contract
}
