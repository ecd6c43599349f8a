import { parseEnvironment, readEnvironment } from '../../config/env.ts'
import { MoodreelError } from '../core/errors.ts'
import { worstCase } from '../core/fit/price.ts'
import { inWords } from '../core/words/in-words.ts'
import { checkLines } from './check-lines.ts'
import { readConfiguration } from './config.ts'
import { examine } from './doctor.ts'
import { createLastResort } from './last-resort.ts'
import { createLog, withoutSecrets } from './log.ts'
import { logDestination } from './log-destination.ts'
import { modelTable } from './model-table.ts'
import { moveHouse } from './move-house.ts'
import { printModels } from './print-models.ts'
import { graceMs, runBot } from './run-bot.ts'
import { createRedact, secretsOf } from './secrets.ts'
import { readTask } from './task.ts'
import { helpLines } from './task-pages.ts'

/** What the program says is seen by others: no secret of its environment is in it. */
const redact = createRedact(secretsOf(process.env))

const print = (lines: readonly string[]): number => {
  for (const line of lines) process.stdout.write(`${redact(line)}\n`)
  return 0
}

const run = async (): Promise<number> => {
  const task = readTask(process.argv.slice(2), process.env['INIT_CWD'] ?? process.cwd(), process.env)
  if (task.kind === 'help') return print(helpLines(task.page))
  // Only a server logs on its standard output: what the other tasks print there is for programs and people. Those that look at something
  // say themselves what they found, and log only where somebody wants it.
  const serving = task.kind === 'serve'
  const looking = task.kind === 'discord:invite' || task.kind === 'slack:doctor'
  const LOG_LEVEL = process.env['LOG_LEVEL']?.trim() || (serving ? 'info' : looking ? 'silent' : 'warn')
  const moving = task.kind === 'migrate' || task.kind === 'backup' || task.kind === 'restore'
  // None of the operator's files is needed for that: a backup must not fail for a wrong line in one.
  if (moving) {
    const environment = parseEnvironment({ ...process.env, LOG_LEVEL })
    return moveHouse(task, environment, createLog(environment.logLevel, logDestination(2, !process.env['NO_COLOR']), redact), print)
  }
  const environment = readEnvironment({ ...process.env, LOG_LEVEL })
  const configuration = await readConfiguration(environment, process.env)
  const log = createLog(environment.logLevel, logDestination(serving ? 1 : 2, !process.env['NO_COLOR']), redact)
  const worst = inWords(worstCase(environment.roof, configuration.policy.spending.workspaceCreditsPerMonth), 'en')
  for (const warning of task.kind === 'check' ? [] : configuration.warnings) log.warn(warning)
  switch (task.kind) {
    case 'check':
      return print(checkLines(environment, configuration, process.env, worst))
    case 'discord:invite':
    case 'slack:doctor':
      return examine(task, environment, { configuration, log, redact, worst })
    case 'models:table':
      return print(modelTable(configuration.rows))
    case 'models':
      return printModels(configuration, process.env, { log, publicUrl: environment.publicUrl })
    default:
      return runBot(task, { environment, configuration, variables: process.env, log, worst, ...createLastResort(log, 2 * graceMs) })
  }
}

process.exitCode = await run().catch((error: unknown) => {
  const words = error instanceof MoodreelError ? error.userMessage : withoutSecrets((error as Error).stack ?? String(error))
  process.stderr.write(`${redact(words)}\n`)
  return 1
})
// A step that outlived its grace time may still hold the process.
setTimeout(() => process.exit(), 500).unref()
