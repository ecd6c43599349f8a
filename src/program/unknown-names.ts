import { readdir } from 'node:fs/promises'
import { parse } from 'node:path'
import { z } from 'zod'
import { environmentNames } from '../../config/env.ts'
import type { ProviderDefinition } from '../core/provider.ts'
import { nearest } from '../core/text/nearest.ts'
import type { EnvironmentRecord } from './providers.ts'

/** What begins like this is meant for us. */
const ours = /^(DISCORD|SLACK|MOODREEL)_/

const configFiles = ['models.yaml', 'policy.yaml', 'tiers.yaml']
/** Lies beside them in our own folder, which may have been copied; no program reads it. */
const forPeople = 'slack-manifest.yaml'

/** The names that a provider reads of the environment. */
export const settingNames = ({ settings }: Pick<ProviderDefinition, 'settings'>): string[] =>
  Object.keys(z.toJSONSchema(settings, { io: 'input', unrepresentable: 'any' }).properties ?? {})

/** Compared without the beginning that all of them share. */
const meantBy = (name: string, known: readonly string[]): string => {
  const start = ours.exec(name)?.[0] ?? ''
  const rests = known.filter((one) => one.startsWith(start)).map((one) => one.slice(start.length))
  const meant = nearest(name.slice(start.length), rests)
  return meant === undefined ? '; unset it, or see .env.example.' : `; did you mean ${start}${meant}?`
}

const unknownVariables = (variables: EnvironmentRecord, definitions: Iterable<ProviderDefinition>): string[] => {
  const others = Object.keys(variables).filter((name) => ours.test(name) && !environmentNames.includes(name) && variables[name]?.trim())
  // Most environments have none, and the providers' names take some milliseconds of a start.
  if (others.length === 0) return []
  const known = [...environmentNames, ...[...definitions].flatMap(settingNames)]
  return others
    .filter((name) => !known.includes(name))
    .toSorted()
    .map((name) => `Nothing reads ${name} of the environment${meantBy(name, known)}`)
}

const unknownFiles = async (configDir: string | undefined): Promise<string[]> => {
  const files = configDir === undefined ? [] : await readdir(configDir)
  return files
    .filter((file) => /\.ya?ml$/i.test(file) && !configFiles.includes(file) && file !== forPeople)
    .toSorted()
    .map((file) => {
      const meant = nearest(
        parse(file).name,
        configFiles.map((known) => parse(known).name),
      )
      const advice = meant === undefined ? `; the files are ${configFiles.join(', ')}.` : `; did you mean ${meant}.yaml?`
      return `Nothing reads ${file} in MOODREEL_CONFIG_DIR${advice}`
    })
}

/** A sentence for each name that looks like one of ours and that nobody reads: of the environment, and of the operator's folder. */
export const unknownNames = async (
  variables: EnvironmentRecord,
  configDir: string | undefined,
  definitions: ReadonlyMap<string, ProviderDefinition>,
): Promise<string[]> => [...unknownVariables(variables, definitions.values()), ...(await unknownFiles(configDir))]
