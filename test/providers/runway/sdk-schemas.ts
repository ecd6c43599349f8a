import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { parseSync, type Statement, type TSSignature, type TSType } from 'oxc-parser'

/** A JSON schema, as far as these types need one. */
export type Schema = Readonly<Record<string, unknown>>

interface Scope {
  interfaces: ReadonlyMap<string, readonly TSSignature[]>
  inner: ReadonlyMap<string, Scope>
}

const folder = dirname(createRequire(import.meta.url).resolve('@runwayml/sdk'))

/**
 * What `@runwayml/sdk`, as it is installed, says of the bodies of a create: a JSON schema for each model, made from the vendor's own
 * declaration file (`resources/text-to-video.d.ts` and the like) and not from a copy of it. A name that it does not have is refused. Its
 * types say nothing of lengths and numbers; `check-create.ts` does.
 */
export const sdkSchemas = (resource: string): ReadonlyMap<string, Schema> => {
  const path = join(folder, 'resources', `${resource}.d.ts`)
  const { program, errors } = parseSync(path, readFileSync(path, 'utf8'))
  if (errors.length > 0) throw new Error(`${path}: ${errors[0]?.message}`)
  const [, scope] = [...scopeOf(program.body).inner].find(([name]) => name.endsWith('CreateParams')) ?? []
  if (!scope) throw new Error(`${path} has no bodies of a create`)
  const found = new Map<string, Schema>()
  for (const [name, members] of scope.interfaces) {
    const schema = objectOf(members, [scope.inner.get(name), scope])
    for (const model of modelsOf(schema)) found.set(model, schema)
  }
  return found
}

const modelsOf = ({ properties }: Schema): string[] => {
  const { model } = properties as Record<string, Schema | undefined>
  return typeof model?.['const'] === 'string' ? [model['const']] : []
}

const declarationOf = (statement: Statement): Statement =>
  statement.type === 'ExportNamedDeclaration' && statement.declaration ? statement.declaration : statement

const scopeOf = (statements: readonly Statement[]): Scope => {
  const [interfaces, inner] = [new Map<string, readonly TSSignature[]>(), new Map<string, Scope>()]
  for (const statement of statements.map(declarationOf)) {
    if (statement.type === 'TSInterfaceDeclaration') interfaces.set(statement.id.name, statement.body.body)
    if (statement.type === 'TSModuleDeclaration' && statement.id.type === 'Identifier') {
      inner.set(statement.id.name, scopeOf(statement.body?.body ?? []))
    }
  }
  return { interfaces, inner }
}

const objectOf = (members: readonly TSSignature[], scopes: readonly (Scope | undefined)[]): Schema => {
  const [properties, required]: [Record<string, Schema>, string[]] = [{}, []]
  for (const member of members) {
    if (member.type !== 'TSPropertySignature' || member.key.type !== 'Identifier' || !member.typeAnnotation) {
      throw new Error(`a member of an unknown form: ${member.type}`)
    }
    properties[member.key.name] = schemaOf(member.typeAnnotation.typeAnnotation, scopes)
    if (!member.optional) required.push(member.key.name)
  }
  return { type: 'object', properties, required, additionalProperties: false }
}

const schemaOf = (type: TSType, scopes: readonly (Scope | undefined)[]): Schema => {
  switch (type.type) {
    case 'TSStringKeyword':
      return { type: 'string' }
    case 'TSNumberKeyword':
      return { type: 'number' }
    case 'TSBooleanKeyword':
      return { type: 'boolean' }
    case 'TSUnknownKeyword':
    case 'TSTypeLiteral':
      return {}
    case 'TSIntersectionType':
      return { allOf: type.types.map((one) => schemaOf(one, scopes)) }
    case 'TSParenthesizedType':
      return schemaOf(type.typeAnnotation, scopes)
    case 'TSUnionType':
      return { anyOf: type.types.map((one) => schemaOf(one, scopes)) }
    case 'TSLiteralType':
      if ('value' in type.literal) return { const: type.literal.value }
      break
    case 'TSTypeReference':
      return referenceOf(type, scopes)
  }
  throw new Error(`a type of an unknown form: ${type.type}`)
}

/** `Array<…>`, or an interface of one of the namespaces around, such as `UnionMember0.Range`. */
const referenceOf = (
  { typeName, typeArguments }: Extract<TSType, { type: 'TSTypeReference' }>,
  scopes: readonly (Scope | undefined)[],
): Schema => {
  const [item] = typeArguments?.params ?? []
  if (typeName.type === 'Identifier' && typeName.name === 'Array' && item) return { type: 'array', items: schemaOf(item, scopes) }
  if (typeName.type === 'TSQualifiedName' && typeName.left.type === 'Identifier') {
    const [outer, name] = [typeName.left.name, typeName.right.name]
    for (const scope of scopes) {
      const around = scope?.inner.get(outer)
      const members = around?.interfaces.get(name)
      if (members) return objectOf(members, [around?.inner.get(name), around, ...scopes])
    }
  }
  throw new Error('a type that is nowhere')
}
