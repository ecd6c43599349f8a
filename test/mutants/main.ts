import { spawnSync } from 'node:child_process'
import { cp, mkdtemp, readFile, rm, symlink, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import process from 'node:process'
import { type Mutant, mutants } from './mutants.ts'

/**
 * Puts one known fault after another into a copy of the sources and says whether the tests see it: `npm run mutants`, or with a part
 * of a fault's name for some of them. Ends with 1 when one survives.
 *
 * StrykerJS is the library for this. Its runner takes this vitest, but what it makes are thousands of mutants by syntax, most of them
 * of no interest here, and each would run tests that wait for a workflow engine, SQLite and a media child: days on two cores.
 * These are few, chosen by what each would cost a person, and each runs only the tests that should see it.
 */
const root = join(import.meta.dirname, '../..')
const copied = ['src', 'commands', 'providers', 'config', 'test', 'docs', 'package.json', 'tsconfig.json', 'vitest.config.ts']
const limitMs = 240_000

const runTests = (folder: string, tests: readonly string[]): 'passed' | 'failed' | 'took too long' => {
  const vitest = join(folder, 'node_modules/vitest/vitest.mjs')
  const { status, error } = spawnSync(process.execPath, [vitest, 'run', '--maxWorkers=1', '--bail=1', ...tests], {
    cwd: folder,
    stdio: 'ignore',
    timeout: limitMs,
    killSignal: 'SIGKILL',
  })
  if (error) return 'took too long'
  return status === 0 ? 'passed' : 'failed'
}

/** The source with the fault. Throws when the text is not there exactly once, for then the list is out of date. */
const mutated = (source: string, { name, file, from, to }: Mutant): string => {
  const count = source.split(from).length - 1
  if (count !== 1) throw new Error(`${name}: its text stands ${count} times in ${file}, not once`)
  return source.replace(from, () => to)
}

const run = async (chosen: readonly Mutant[]): Promise<number> => {
  const sources = new Map<string, string>()
  for (const { file } of chosen) sources.set(file, await readFile(join(root, file), 'utf8'))
  for (const mutant of chosen) mutated(sources.get(mutant.file) ?? '', mutant)

  const folder = await mkdtemp(join(tmpdir(), 'moodreel-mutants-'))
  try {
    for (const name of copied) await cp(join(root, name), join(folder, name), { recursive: true })
    await symlink(join(root, 'node_modules'), join(folder, 'node_modules'))
    const tests = [...new Set(chosen.flatMap((mutant) => mutant.tests))]
    const sound = tests.filter((one) => runTests(folder, [one]) !== 'passed')
    if (sound.length > 0) throw new Error(`these fail without a fault: ${sound.join(', ')}`)

    let survived = 0
    for (const mutant of chosen) {
      const [path, source] = [join(folder, mutant.file), sources.get(mutant.file) ?? '']
      await writeFile(path, mutated(source, mutant))
      const end = runTests(folder, mutant.tests)
      await writeFile(path, source)
      if (end === 'passed') survived += 1
      process.stdout.write(
        `${end === 'passed' ? 'SURVIVED' : 'killed  '} ${mutant.file}: ${mutant.name}${end === 'failed' ? '' : ` (${end})`}\n`,
      )
    }
    process.stdout.write(`${chosen.length - survived} of ${chosen.length} killed\n`)
    return survived === 0 ? 0 : 1
  } finally {
    await rm(folder, { recursive: true })
  }
}

const wanted = process.argv.slice(2)
process.exitCode = await run(mutants.filter(({ name, file }) => wanted.every((word) => `${file} ${name}`.includes(word))))
