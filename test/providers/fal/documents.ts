import { Ajv, type ErrorObject, type ValidateFunction } from 'ajv'
import { endpoints } from './endpoints.ts'
import { sharedSchemas } from './schema-parts.ts'

const camel = (id: string): string => id.replace(/(?:^|[^a-z0-9]+)([a-z0-9])/gi, (_, letter: string) => letter.toUpperCase())

/** The document that fal serves of an endpoint, in its form: https://fal.ai/api/openapi/queue/openapi.json?endpoint_id=…; null for none. */
export const documentOf = (id: string): object | null => {
  const found = endpoints[id]
  if (!found) return null
  const { properties, required, makes } = found
  const name = camel(id)
  const [input, output] = [`${name}Input`, `${name}Output`]
  const answer = (schema: string) => ({
    responses: { '200': { content: { 'application/json': { schema: { $ref: `#/components/schemas/${schema}` } } } } },
  })
  const made = makes === 'images' ? { type: 'array', items: { $ref: '#/components/schemas/File' } } : { $ref: '#/components/schemas/File' }
  return {
    openapi: '3.0.4',
    info: { title: `Queue OpenAPI for ${id}`, version: '1.0.0', 'x-fal-metadata': { endpointId: id } },
    components: {
      schemas: {
        QueueStatus: { type: 'object', properties: { status: { type: 'string' }, request_id: { type: 'string' } } },
        [input]: { type: 'object', title: input, 'x-fal-order-properties': Object.keys(properties), properties, required },
        [output]: { type: 'object', title: output, properties: { [makes]: made }, required: [makes] },
        File: { type: 'object', properties: { url: { type: 'string' }, content_type: { type: 'string' } }, required: ['url'] },
        ...sharedSchemas,
      },
    },
    paths: {
      [`/${id}/requests/{request_id}/status`]: { get: answer('QueueStatus') },
      [`/${id}`]: {
        post: {
          requestBody: { required: true, content: { 'application/json': { schema: { $ref: `#/components/schemas/${input}` } } } },
          ...answer('QueueStatus'),
        },
      },
      [`/${id}/requests/{request_id}`]: { get: answer(output) },
    },
    servers: [{ url: 'https://queue.fal.run' }],
  }
}

const compiled = new Map<string, ValidateFunction>()

/** What is wrong with a body by its endpoint's schema; unlike fal's own servers, which pass over it, an unknown name is wrong as well. */
export const faultsOf = (id: string, body: unknown): ErrorObject[] => {
  const { properties, required } = endpoints[id] ?? { properties: {}, required: [] }
  const known =
    compiled.get(id) ??
    new Ajv({ strict: false }).compile({
      type: 'object',
      properties,
      required: [...required],
      additionalProperties: false,
      components: { schemas: sharedSchemas },
    })
  compiled.set(id, known)
  return known(body) ? [] : (known.errors ?? [])
}
