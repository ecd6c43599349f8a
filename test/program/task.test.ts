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
  [['models', '--table'], { kind: 'models:table' }],
  [['discord:invite'], { kind: 'discord:invite', tried: [] }],
  [['discord:invite', '--channel', '1', '--channel', '2'], { kind: 'discord:invite', tried: ['1', '2'] }],
  [['slack:doctor', 'C1', 'C2', '--channel', 'C3'], { kind: 'slack:doctor', channels: ['C1', 'C2'], tried: ['C3'] }],
  [['migrate', '--to', 'postgres'], { kind: 'migrate', to: 'postgres', way: 'move' }],
  [['migrate', '--to=sqlite', '--dry-run'], { kind: 'migrate', to: 'sqlite', way: 'dry-run' }],
  [['migrate', '--undo', '--to', 'postgres'], { kind: 'migrate', to: 'postgres', way: 'undo' }],
  [['backup', 'mine'], { kind: 'backup', folder: '/from/mine' }],
  [['restore', '/mine', '--cancel-waiting'], { kind: 'restore', folder: '/mine', cancelWaiting: true }],
  [['--help'], { kind: 'help', page: 'serve' }],
  [['-h'], { kind: 'help', page: 'serve' }],
  [['--check', '--help'], { kind: 'help', page: 'check' }],
  // Whatever else is typed: who asks for help is helped.
  [['say', '--help'], { kind: 'help', page: 'say' }],
  [['slack:doctor', 'C1', '--help'], { kind: 'help', page: 'slack:doctor' }],
  [['discord:invite', '--channel', '--help'], { kind: 'help', page: 'discord:invite' }],
  [['--chek', '--help'], { kind: 'help', page: 'serve' }],
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
  [['check'], 'There is no task check; did you mean --check? npm start -- --help shows what there is.'],
  [['help'], 'There is no task help; did you mean --help? npm start -- --help shows what there is.'],
  [['models', 'x'], 'npm run models takes no words, and x is one; npm run models -- --help shows what there is.'],
  [['--check', 'x'], 'npm start takes no words, and x is one; npm start -- --help shows what there is.'],
  [['--check=yes'], '--check takes nothing behind it; npm start -- --help shows what there is.'],
  [
    ['discord:invite', '123'],
    'npm run discord:invite takes no words; did you mean --channel 123? npm run discord:invite -- --help shows what there is.',
  ],
  [['discord:invite', '--channel'], 'The ID behind --channel is missing; npm run discord:invite -- --help shows what there is.'],
  [['discord:invite', '--channel='], 'The ID behind --channel is missing; npm run discord:invite -- --help shows what there is.'],
  [
    ['slack:doctor', '--channel', '--channel', 'C1'],
    'The ID behind --channel is missing; npm run slack:doctor -- --help shows what there is.',
  ],
  [['migrate'], 'Say where to: --to postgres or --to sqlite; npm run migrate -- --help shows what there is.'],
  [['migrate', '--to', 'mysql'], 'Say where to: --to postgres or --to sqlite; npm run migrate -- --help shows what there is.'],
  [
    ['migrate', '--to', 'sqlite', '--undo', '--dry-run'],
    '--dry-run and --undo do not go together; npm run migrate -- --help shows what there is.',
  ],
  [['backup'], 'Name one folder; npm run backup -- --help shows what there is.'],
  [['restore', 'a', 'b'], 'Name one folder; npm run restore -- --help shows what there is.'],
  [['say', '/i2v', '--attach'], 'The FILE behind --attach is missing; npm run say -- --help shows what there is.'],
])('%j is refused with the way to help', async (args, sentence) => {
  expect(await refusal(() => readTask(args, '/from'))).toEqual(['bad_config', sentence])
})

test.each([
  [[], { npm_config_check: 'true' }, 'npm start -- --check; npm start -- --help'],
  [['discord:invite', '123'], { npm_config_channel: 'true' }, 'npm run discord:invite -- --channel ID; npm run discord:invite -- --help'],
  [['slack:doctor', 'C1'], { npm_config_channel: 'true' }, 'npm run slack:doctor -- --channel ID; npm run slack:doctor -- --help'],
  [['say', '/i2v', 'a.png'], { npm_config_attach: 'true' }, 'npm run say -- "LINE" --attach FILE; npm run say -- --help'],
])('%j with an option that npm kept for itself is told how to type it', async (args, variables, calls) => {
  const sentence = `npm kept an option for itself, because -- is not before it: ${calls} shows what there is.`
  expect(await refusal(() => readTask(args, '/from', variables))).toEqual(['bad_config', sentence])
})

test.each(Object.keys(taskPages) as TaskName[])('the page of %s fits one screen, and shows every option', (name) => {
  const lines = helpLines(name)
  expect(lines.length).toBeLessThanOrEqual(24)
  expect(lines.filter((line) => line.length > 84)).toEqual([])
  for (const option of Object.keys(taskPages[name].options)) expect(lines.join('\n')).toContain(`--${option}`)
})

test.each<[TaskName, RegExp]>([
  ['say', /^ {2}"LINE" {2,}\S/m],
  ['slack:doctor', /^ {2}ID {2,}a channel/m],
])('the page of %s says what its words are', (name, row) => expect(helpLines(name).join('\n')).toMatch(row))

test('the bot’s own page lists every other task', () => {
  const page = helpLines('serve').join('\n')
  for (const { call, does } of Object.values(taskPages).slice(1)) expect(page).toMatch(new RegExp(`${RegExp.escape(call)} +${does}`))
})
