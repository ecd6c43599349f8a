import { parentPort, workerData } from 'node:worker_threads'
import { BadFiles, problemLines } from '../../config/problems.ts'
import { MoodreelError } from '../core/errors.ts'
import { readRuleFiles } from './config.ts'
import type { RuleReading } from './rule-reading.ts'

/** What is wrong with files, in lines. Throws again what is a fault of ours. */
const refusalOf = (error: unknown): RuleReading => {
  if (error instanceof BadFiles) return problemLines(error.problems)
  if (error instanceof MoodreelError && error.code === 'bad_config') return { lines: error.userMessage.split('\n'), more: 0 }
  throw error
}

const configDir: string | undefined = workerData
parentPort?.postMessage(await readRuleFiles(configDir).then((files): RuleReading => ({ files }), refusalOf))
