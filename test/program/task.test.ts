import { expect, test } from 'vitest'
import { readTask, type Task } from '../../src/program/task.ts'
import { helpLines, type TaskName, taskPages } from '../../src/program/task-pages.ts'
import { refusal } from '../support/refusal.ts'

test.each<[string[], Task]>([
  [[], { kind: 'serve' }],
  [['--check'], { kind: 'check' }],
  [['say', '/t2v a fox'], { kind: 'say', line: '/t2v a fox', attachments: [] }],
  [['say', '--attach', 'a.png', '/v2v', '--attach=/b/c.mp4'], { kind: 'say', line: '/v2v', attachments: ['/from/a.png', '/b/c.mp4'] }],
  [['models'], { kind: 'models' }],
  [['discord:invite'], { kind: 'discord:invite', tried: [] }],
  [['discord:invite', '--channel', '1', '--channel', '2'], { kind: 'discord:invite', tried: ['1', '2'] }],
  [['slack:doctor', 'C1', 'C2', '--channel', 'C3'], { kind: 'slack:doctor', channels: ['C1', 'C2'], tried: ['C3'] }],
  [['--help'], { kind: 'help', page: 'serve' }],
  [['-h'], { kind: 'help', page: 'serve' }],
  [['--check', '--help'], { kind: 'help', page: 'check' }],
  // Whatever else is typed: who asks for help is helped.
  [['say', '--help'], { kind: 'help', page: 'say' }],
  [['slack:doctor', 'C1', '--help'], { kind: 'help', page: 'slack:doctor' }],
])('%j', (args, task) => expect(readTask(args, '/from')).toEqual(task))

test.each([
  [['sya', '/t2v'], 'There is no task sya; did you mean say? npm start -- --help shows what there is.'],
  [['bananas'], 'There is no task bananas; npm start -- --help shows what there is.'],
  [['--chek'], 'There is no option --chek here; did you mean --check? npm start -- --help shows what there is.'],
  [
    ['say', '/i2v', '--atach', 'a.png'],
    'There is no option --atach here; did you mean --attach? npm run say -- --help shows what there is.',
  ],
  [['models', '--check'], 'There is no option --check here; npm run models -- --help shows what there is.'],
  [['say'], 'Say one line, in quotes; npm run say -- --help shows what there is.'],
  [['say', '/t2v', 'a', 'fox'], 'Say one line, in quotes; npm run say -- --help shows what there is.'],
  [['models', 'x'], 'What stands behind the command cannot be read; npm run models -- --help shows what there is.'],
  [['say', '/i2v', '--attach'], 'What stands behind the command cannot be read; npm run say -- --help shows what there is.'],
])('%j is refused with the way to help', async (args, sentence) => {
  expect(await refusal(() => readTask(args, '/from'))).toEqual(['bad_config', sentence])
})

test.each(Object.keys(taskPages) as TaskName[])('the page of %s fits one screen, and shows every option', (name) => {
  const lines = helpLines(name)
  expect(lines.length).toBeLessThanOrEqual(24)
  expect(lines.filter((line) => line.length > 84)).toEqual([])
  for (const option of Object.keys(taskPages[name].options)) expect(lines.join('\n')).toContain(`--${option}`)
})

test('the bot’s own page lists every other task', () => {
  const page = helpLines('serve').join('\n')
  for (const { call, does } of Object.values(taskPages).slice(1)) expect(page).toMatch(new RegExp(`${RegExp.escape(call)} +${does}`))
})
