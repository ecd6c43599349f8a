import { readFile } from 'node:fs/promises'
import { Hono } from 'hono'
import { etag } from 'hono/etag'

const folder = new URL('./page/', import.meta.url)

/** Every file that the page is made of, by its address. Nothing else is served. */
const files: Record<string, string> = {
  '/': 'index.html',
  ...Object.fromEntries(
    [
      'icon.svg',
      'base.css',
      'thread.css',
      'composer.css',
      'dialog.css',
      'app.js',
      'actions.css',
      'actions.js',
      'announce.js',
      'api.js',
      'attachments.js',
      'completion.js',
      'composer.js',
      'dialog.js',
      'element.js',
      'feed.js',
      'history.js',
      'media.js',
      'outbox.js',
      'post.js',
      'scroll.js',
      'stream.js',
      'thread.js',
      'waiting.css',
      'waiting.js',
      'private-reply.js',
      'labels.js',
    ].map((name) => [`/page/${name}`, name]),
  ),
}

const types: Record<string, string> = {
  html: 'text/html; charset=utf-8',
  css: 'text/css; charset=utf-8',
  js: 'text/javascript; charset=utf-8',
  svg: 'image/svg+xml',
}

/** The page and its parts, asked again on every visit so that an upgrade is seen at once; unchanged ones cost a 304. */
export const createPageRoutes = (): Hono => {
  const routes = new Hono()
  for (const [address, name] of Object.entries(files)) {
    routes.get(address, etag(), async (c) => {
      const content = await readFile(new URL(name, folder))
      return c.body(content, 200, { 'content-type': types[name.slice(name.lastIndexOf('.') + 1)] ?? '', 'cache-control': 'no-cache' })
    })
  }
  return routes
}
