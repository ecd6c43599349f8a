import { readdirSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { extname } from 'node:path'
import { escapeUTF8 } from 'entities'
import { type Env, Hono } from 'hono'
import { etag } from 'hono/etag'
import type { Language } from '../../core/words/languages.ts'
import { pageLabels } from './page-labels.ts'

/** Where the page lies. */
export const pageFolder = new URL('./page/', import.meta.url)

const types: Readonly<Record<string, string>> = {
  '.css': 'text/css; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.svg': 'image/svg+xml',
}

/** The page with its texts in a language: `{{name}}` is a label, and `"{{labels}}"` all of them for the scripts. */
export const inLanguage = (html: string, language: Language): string => {
  const labels = pageLabels(language)
  return html
    .replace('<html lang="en">', `<html lang="${language}">`)
    .replace('"{{labels}}"', () => JSON.stringify(labels).replaceAll('<', '\\u003c'))
    .replace(/\{\{(\w+)\}\}/g, (slot, name: string) => escapeUTF8(labels[name] ?? slot))
}

/**
 * The page in its reader's language, and the files of its folder that have a type above: nothing else is served. They are asked for again
 * on every visit, so that an upgrade is seen at once; unchanged ones cost a 304.
 */
export const createPageRoutes = (): Hono<{ Variables: { language: Language } }> => {
  const routes = new Hono<{ Variables: { language: Language } }>()
  routes.get('/', etag(), async (c) => {
    const html = await readFile(new URL('index.html', pageFolder), 'utf8')
    return c.html(inLanguage(html, c.get('language')), 200, { 'cache-control': 'no-cache', vary: 'accept-language' })
  })
  return routePageFiles(routes, '/page/')
}

/** The files of the page's folder that have a type above, below a path. */
export const routePageFiles = <Given extends Env>(routes: Hono<Given>, path: string): Hono<Given> => {
  for (const name of readdirSync(pageFolder)) {
    const type = types[extname(name)]
    if (!type) continue
    routes.get(`${path}${name}`, etag(), async (c) =>
      c.body(await readFile(new URL(name, pageFolder)), 200, { 'content-type': type, 'cache-control': 'no-cache' }),
    )
  }
  return routes
}
