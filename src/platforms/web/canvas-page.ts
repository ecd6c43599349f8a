import { readFile } from 'node:fs/promises'
import { Hono } from 'hono'
import type { Language } from '../../core/words/languages.ts'
import { inLanguage, pageFolder, routePageFiles } from './page-files.ts'

/** Below it the page finds its scripts and styles, for nobody needs to have the playground open to draw a mask. */
const files = '/canvas/page/'

/** The page on which a mask is drawn, with what it is about: `"{{canvas}}"` in it becomes the facts as JSON. */
export const canvasPage = async ({ language, ...facts }: { language: Language }): Promise<string> => {
  const html = await readFile(new URL('canvas.html', pageFolder), 'utf8')
  return inLanguage(html, language).replace('"{{canvas}}"', () => JSON.stringify(facts).replaceAll('<', '\\u003c'))
}

/** The scripts and styles of that page: nothing in them is anybody's. */
export const createCanvasFiles = (): Hono => routePageFiles(new Hono(), files)
