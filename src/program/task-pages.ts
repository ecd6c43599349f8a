/** An option of a task, as `parseArgs` of Node reads it. */
interface TaskOption {
  type: 'boolean' | 'string'
  multiple?: true
  /** What stands behind it. */
  value?: string
  /** npm knows an option of this name itself, so that its being set there says nothing. */
  alsoNpms?: true
  about: string
}

/** What a person may be told of a task before it does anything. */
export interface TaskPage {
  /** As it is typed. */
  call: string
  /** What it does, in a line of the list of all. */
  does: string
  /** More of it, in lines that fit a terminal. */
  about: readonly string[]
  /** The words without dashes that belong to it. */
  words?: { value: string; about: string }
  options: Readonly<Record<string, TaskOption>>
  examples: readonly string[]
}

const channel = (about: string): TaskOption => ({ type: 'string', multiple: true, value: 'ID', about })

/** Every way to start the program, by the word that stands first; `serve` and `check` have none. What is not here is no option. */
export const taskPages = {
  serve: {
    call: 'npm start',
    does: 'runs the bot',
    about: [
      'Runs the bot in the chats that are set up, or, with none, opens the playground',
      'at http://127.0.0.1:8787. Ctrl+C stops it. The environment or a file named .env',
      'sets it up; .env.example has every name, README.md what each is good for.',
    ],
    options: { check: { type: 'boolean', about: 'read and check the configuration, and end' } },
    examples: ['npm start', 'PORT=9000 npm start', 'DISCORD_TOKEN=… npm start'],
  },
  check: {
    call: 'npm start -- --check',
    does: 'reads and checks the configuration',
    about: [
      'Reads the environment, models.yaml, tiers.yaml, policy.yaml, the commands and the',
      'providers, and says in a line each what it found. It opens nothing and asks',
      'nobody. Ends with 0 when all fits; with 1, and a line for each mistake, when not.',
    ],
    options: { check: { type: 'boolean', about: 'this' } },
    examples: ['npm start -- --check', 'MOODREEL_CONFIG_DIR=./mine npm start -- --check'],
  },
  say: {
    call: 'npm run say -- "LINE"',
    does: 'one command in this terminal',
    about: [
      'Does one command, shows what comes, and saves the clips beneath ./out. Ends with',
      '0 once every clip is there, with 1 when one failed. Piped, each post is a line',
      'of JSON. Beside a Moodreel that runs it needs a folder of its own, by',
      'MOODREEL_DATA_DIR.',
    ],
    words: { value: '"LINE"', about: 'what would be typed in a chat, in quotes' },
    options: {
      attach: { type: 'string', multiple: true, value: 'FILE', about: 'a picture, a video or an MP4 of ours; as often as needed' },
    },
    examples: [
      'npm run say -- "/t2v a sunset over the ocean --seed 42"',
      'npm run say -- "/i2v slow push-in" --attach photo.jpg',
      'npm run say -- "/help"',
    ],
  },
  models: {
    call: 'npm run models',
    does: 'the models, with prices and what is available',
    about: [
      'Prints the catalogue, a model a line: what it makes, its provider, its price and',
      'whether it is available. Providers that are set up are asked, which costs nothing.',
      'With --check it says what models lack before they can be used, such as nodes and',
      'weights of your ComfyUI; that is free too. With --try it makes a model’s cheapest',
      'clip and cancels another one, says first what that may cost, and prints each step',
      'and where the vendor’s answers are not as they are known here, without secrets, for',
      'a report. No quota counts it; MOODREEL_USD_PER_DAY holds. Ctrl+C cancels it there.',
    ],
    words: { value: 'NAME', about: 'with --check: only these models, as many as needed' },
    options: {
      check: { type: 'boolean', about: 'say what is missing before models can be used' },
      try: { type: 'string', multiple: true, value: 'NAME', about: 'try this model with the key that is set up; it is paid for' },
      yes: { type: 'boolean', alsoNpms: true, about: 'begin the trial without asking' },
      table: { type: 'boolean', about: 'all that the files say of each, as a table of Markdown; asks nobody' },
    },
    examples: ['npm run models', 'npm run models -- --check', 'npm run models -- --try wan-2.7-t2v', 'npm run models -- --table'],
  },
  'discord:invite': {
    call: 'npm run discord:invite',
    does: 'checks Discord and prints the link that invites the bot',
    about: [
      'Needs DISCORD_TOKEN. Says in a line each whether the token, the servers and the',
      'permissions are right, and prints the invite link. It changes nothing. With',
      '--channel it posts a message, a thread and a small clip there, edits, and takes',
      'all of it away again. Ends with 1 when something must be corrected.',
    ],
    options: { channel: channel('a channel’s number, to try everything there for real') },
    examples: ['npm run discord:invite', 'npm run discord:invite -- --channel 123456789012345678'],
  },
  'slack:doctor': {
    call: 'npm run slack:doctor',
    does: 'checks Slack',
    about: [
      'Needs SLACK_BOT_TOKEN and SLACK_APP_TOKEN or SLACK_SIGNING_SECRET. Says in a line',
      'each whether tokens, scopes and the channels named are right. It changes nothing.',
      'With --channel it posts a message, a thread and a small clip there, edits, and',
      'takes all of it away again. Ends with 1 when something must be corrected.',
    ],
    words: { value: 'ID', about: 'a channel’s id, to see whether the bot is in it; as many as needed' },
    options: { channel: channel('a channel’s id, to try everything there for real') },
    examples: ['npm run slack:doctor -- C0123456789', 'npm run slack:doctor -- --channel C0123456789'],
  },
  migrate: {
    call: 'npm run migrate',
    does: 'moves the installation from SQLite to Postgres, or back',
    about: [
      'Copies everything from the data folder to the empty Postgres database of',
      'DATABASE_URL, compares both and says what it found; then the bot starts there and',
      'no longer here. With S3_* the clips go to the bucket too. Stop the bot first. Cut',
      'short, it goes on when it is called again; until its end nothing has moved.',
    ],
    options: {
      to: { type: 'string', value: 'postgres', about: 'where to; or --to sqlite, back into the data folder' },
      'dry-run': { type: 'boolean', about: 'look, count, and change nothing; also beside a bot that runs' },
      undo: { type: 'boolean', about: 'the installation is here again, as it was before it moved' },
    },
    examples: ['npm run migrate -- --to postgres --dry-run', 'npm run migrate -- --to postgres'],
  },
  backup: {
    call: 'npm run backup -- FOLDER',
    does: 'takes a backup, also while the bot runs',
    about: [
      'Copies the database and the clips into the folder and checks the copy. Where the',
      'folder has an earlier backup only what is new is copied. With DATABASE_URL the',
      'copy of Postgres is a SQLite file too. Clips in a bucket stay there. Whoever has',
      'the folder has the prompts, the faces and the keys of the installation.',
    ],
    words: { value: 'FOLDER', about: 'where to; made when it is not there' },
    options: {},
    examples: ['npm run backup -- /mnt/backups/moodreel'],
  },
  restore: {
    call: 'npm run restore -- FOLDER',
    does: 'restores a backup',
    about: [
      'Checks a backup and restores it into the data folder, which must be empty, or with',
      'DATABASE_URL into an empty Postgres database, from whichever of both it was taken.',
      'Cut short, it goes on when it is called again. docs/backup.md says what becomes of',
      'clips that were on their way.',
    ],
    words: { value: 'FOLDER', about: 'what npm run backup was given' },
    options: {
      'cancel-waiting': { type: 'boolean', about: 'cancel clips that wait, for they may have been made since' },
    },
    examples: ['npm run restore -- /mnt/backups/moodreel', 'MOODREEL_DATA_DIR=./new npm run restore -- /mnt/backups/moodreel'],
  },
} as const satisfies Record<string, TaskPage>

export type TaskName = keyof typeof taskPages

/** How options are typed to a script of npm: behind two dashes, once. */
const withOption = (call: string, option: string): string => (call.includes(' -- ') ? `${call} ${option}` : `${call} -- ${option}`)

const typed = (option: string, { value }: TaskOption): string => `--${option}${value === undefined ? '' : ` ${value}`}`

/**
 * How a task's option is typed that npm took for itself, as it does where the two dashes are left out; undefined where it took none. It
 * tells its scripts what it took in variables of its own.
 */
export const takenByNpm = (name: TaskName, variables: Readonly<Record<string, string | undefined>>): string | undefined => {
  const { call, options }: TaskPage = taskPages[name]
  const taken = Object.entries(options).find(([option, { alsoNpms }]) => !alsoNpms && variables[`npm_config_${option}`])
  return taken && withOption(call, typed(...taken))
}

/** Where the page of a task is found. */
export const helpCall = (name: TaskName): string => withOption(taskPages[name].call.replace(/ -- [A-Z"]+$/, ''), '--help')

const inColumns = (rows: readonly (readonly [string, string])[]): string[] => {
  const width = Math.max(...rows.map(([left]) => left.length))
  return rows.map(([left, right]) => `  ${left.padEnd(width)}  ${right}`)
}

/** The page of a task as lines of one screen; that of the bot itself lists the other tasks too. */
export const helpLines = (page: TaskName): string[] => {
  const { call, about, options, words, examples }: TaskPage = taskPages[page]
  const rows = Object.entries(options).map(([name, option]): [string, string] => [typed(name, option), option.about])
  const others = Object.values(taskPages).map((other): [string, string] => [other.call, other.does])
  return [
    call,
    '',
    ...about,
    '',
    'Options:',
    ...inColumns([...(words ? [[words.value, words.about] as const] : []), ...rows, ['--help', 'this page']]),
    '',
    ...(page === 'serve' ? ['What else there is; each explains itself with --help:', ...inColumns(others.slice(1)), ''] : []),
    'For example:',
    ...examples.map((example) => `  ${example}`),
  ]
}
