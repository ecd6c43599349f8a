import { execFile } from 'node:child_process'
import { existsSync } from 'node:fs'
import { mkdtemp, readFile, rename, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { type Browser, chromium } from 'playwright-core'

/** Browsers that people have; used where the packed one, made for Linux on x64, does not run. */
const installed = [
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  'C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe',
  '/usr/bin/google-chrome',
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
]

/** Starts a headless Chromium that plays H.264. It comes with `npm install` on Linux x64; elsewhere an installed Chrome is taken. */
export const launchBrowser = async (): Promise<Browser> => {
  const args = ['--no-sandbox', '--no-zygote', '--disable-dev-shm-usage', '--mute-audio', '--font-render-hinting=none', '--disable-gpu']
  if (process.platform !== 'linux' || process.arch !== 'x64') {
    const executablePath = installed.find((path) => existsSync(path))
    if (!executablePath) throw new Error('This test needs Google Chrome; install it and run the test again.')
    return chromium.launch({ executablePath, args })
  }
  const folder = await unpack()
  return chromium.launch({
    executablePath: join(folder, 'chromium'),
    args,
    // Its own libraries and fonts, so that every machine runs and shows the same.
    env: { ...process.env, LD_LIBRARY_PATH: join(folder, 'al2023', 'lib'), FONTCONFIG_FILE: join(folder, 'fonts.conf') },
  })
}

/**
 * Unpacks the browser once for all runs, beside other temporary files (280 MB). The package takes a file that is
 * there for a whole one, so it unpacks into a folder of its own, which then gets its name in one step.
 */
const unpack = async (): Promise<string> => {
  const project = join(import.meta.dirname, '..', '..', '..')
  const { version } = JSON.parse(await readFile(join(project, 'node_modules/@sparticuz/chromium/package.json'), 'utf8'))
  const folder = join(tmpdir(), `moodreel-chromium-${version}`)
  if (existsSync(folder)) return folder
  const own = await mkdtemp(`${folder}-`)
  // In a process of its own, for it is steered by the environment: it brings its libraries only where it believes to be at home.
  await promisify(execFile)(
    process.execPath,
    ['--input-type=module', '-e', "await (await import('@sparticuz/chromium')).default.executablePath()"],
    {
      cwd: project,
      env: { ...process.env, TMPDIR: own, AWS_EXECUTION_ENV: 'AWS_Lambda_nodejs24.x' },
    },
  )
  await writeFile(
    join(own, 'fonts.conf'),
    `<?xml version="1.0"?><fontconfig><dir prefix="relative">fonts/fonts</dir><cachedir>${folder}/fonts/cache</cachedir></fontconfig>`,
  )
  await rename(own, folder).catch(async (cause: unknown) => {
    // Another test run was faster.
    if (!existsSync(folder)) throw cause
    await rm(own, { recursive: true, force: true })
  })
  return folder
}
