import { execFileSync } from 'node:child_process'
import { mkdir, symlink, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { readPolicy } from '../../config/policy.ts'
import { refusal } from '../support/refusal.ts'
import { temporaryFolder } from '../support/temporary-folder.ts'

const refusedOf = async (make: (path: string) => unknown): Promise<string> => {
  const folder = await temporaryFolder()
  await make(join(folder, 'policy.yaml'))
  const [code, sentence] = await refusal(() => readPolicy(folder))
  expect(code).toBe('bad_config')
  return sentence
}
const refusedText = (text: string): Promise<string> => refusedOf((path) => writeFile(path, text))

const pipe = (path: string) => execFileSync('mkfifo', [path])

const notRegular = 'policy.yaml is not a regular file; put one in its place.'

describe('a file that cannot be read is refused in one sentence', () => {
  test.each<[string, (path: string) => unknown, string]>([
    ['a pipe that nobody writes into', pipe, notRegular],
    ['a folder', (path) => mkdir(path), notRegular],
    ['a device that never ends', (path) => symlink('/dev/zero', path), notRegular],
    ['a link to itself', (path) => symlink(path, path), 'policy.yaml cannot be read; check that it is a file with the right permissions.'],
    [
      'a file of more than a megabyte',
      (path) => writeFile(path, '# \n'.repeat(400_000)),
      'policy.yaml is larger than a megabyte; take out what is not needed.',
    ],
  ])('%s', async (_name, make, sentence) => {
    expect(await refusedOf(make)).toBe(sentence)
  })
})

describe('what parses and stands for too much is a mistake with its line', () => {
  const bomb = [
    'a: &a [x, x, x, x, x, x, x, x, x]',
    ...[...'bcdefghi'].map((letter, at) => `${letter}: &${letter} [${Array(9).fill(`*${'abcdefgh'[at]}`).join(', ')}]`),
    'blocked: *i',
  ].join('\n')

  test.each<[string, string, string]>([
    ['aliases of aliases', bomb, 'policy.yaml:2: the aliases from here on stand for too much; write out what they stand for'],
    ['an alias of nothing', 'likeness: &l { ask: true }\nblocked:\n  - *k\n', 'policy.yaml:3: this alias has no anchor before it'],
    ['lists in lists', `blocked: ${'['.repeat(20_000)}${']'.repeat(20_000)}`, 'policy.yaml:1: this is nested too deep'],
  ])('%s', async (_name, text, expected) => {
    expect(await refusedText(text)).toContain(expected)
  })
})

describe('of very much that is wrong', () => {
  const rows = (count: number) => Array.from({ length: count }, (_, at) => `  - { name: rule${at}, word: [x] }`).join('\n')

  test('the first hundred are told with their lines, and how many more there are', async () => {
    const lines = (await refusedText(`blocked:\n${rows(1500)}\n`)).split('\n')
    expect(lines).toHaveLength(102)
    expect(lines[99]).toBe('policy.yaml:101: row rule99, field word: there is no such field; did you mean words?')
    expect(lines.slice(100)).toEqual(['and 1400 more', 'Correct these 1500 and start again.'])
  })

  test('a list with more rows than there may be is told as one', async () => {
    expect(await refusedText(`blocked:\n${rows(2_001)}\n`)).toBe(
      'policy.yaml:2002: blocked: there are 2001 rows, and 2000 are the most; take some out\nCorrect it and start again.',
    )
    expect(await refusedText(`channels:\n${'  - {}\n'.repeat(2_001)}`)).toMatch(/^policy.yaml:2002: channels: there are 2001 rows/)
  })

  test('each of many words in one row has its line', async () => {
    const words = Array.from({ length: 300 }, () => '      - { ageBelow: 90 }').join('\n')
    const lines = (await refusedText(`blocked:\n  - name: many\n    words:\n${words}\n`)).split('\n')
    expect(lines[99]).toMatch(/^policy.yaml:103: row many, field words.99/)
    expect(lines[100]).toBe('and 200 more')
  })
})
