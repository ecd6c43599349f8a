import { readdirSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { extname } from 'node:path'
import { escapeUTF8 } from 'entities'
import { Hono } from 'hono'
import { etag } from 'hono/etag'
import type { Language } from '../../core/words/languages.ts'
import { pageLabels } from './page-labels.ts'

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
 * The files of the page's folder that have a type above, beneath an address: nothing else is served. They are asked for again on every visit,
 * so that an upgrade is seen at once; unchanged ones cost a 304.
 */
export const createFileRoutes = (beneath: string): Hono => {
  const routes = new Hono()
  for (const name of readdirSync(pageFolder)) {
    const type = types[extname(name)]
    if (!type) continue
    routes.get(`${beneath}/${name}`, etag(), async (c) =>
      c.body(await readFile(new URL(name, pageFolder)), 200, { 'content-type': type, 'cache-control': 'no-cache' }),
    )
  }
  return routes
}

/** The page in its reader's language, and its files. */
export const createPageRoutes = (): Hono<{ Variables: { language: Language } }> => {
  const routes = new Hono<{ Variables: { language: Language } }>()
  routes.get('/', etag(), async (c) => {
    const html = await readFile(new URL('index.html', pageFolder), 'utf8')
    return c.html(inLanguage(html, c.get('language')), 200, { 'cache-control': 'no-cache', vary: 'accept-language' })
  })
  routes.route('/', createFileRoutes('/page'))
  return routes
}
