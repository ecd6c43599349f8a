import { readdir, readFile } from 'node:fs/promises'
import { expect, onTestFinished, test } from 'vitest'
import { startPlayground } from './playground.ts'

const pageFolder = new URL('../../../src/platforms/web/page/', import.meta.url)

test('serves the page and its parts, and nothing else of the machine', async () => {
  const playground = await startPlayground()
  onTestFinished(() => playground.stop())
  const { url } = playground
  const html = await fetch(`${url}/`)
  const text = await html.text()
  expect(html.headers.get('content-type')).toBe('text/html; charset=utf-8')
  expect(text).not.toMatch(/<script(?![^>]* src=)|\son\w+=|style=/)
  const parts = [...text.matchAll(/(?:src|href)="(\/page\/[^"]+)"/g)].map(([, path]) => path ?? '')
  for (const path of parts) {
    const part = await fetch(url + path)
    expect([path, part.status]).toEqual([path, 200])
    const again = await fetch(url + path, { headers: { 'if-none-match': part.headers.get('etag') ?? '' } })
    expect([path, again.status]).toEqual([path, 304])
  }
  expect(parts.length).toBeGreaterThan(2)
  for (const name of await readdir(pageFolder)) {
    const response = await fetch(name === 'index.html' ? url : `${url}/page/${name}`)
    expect([name, response.status, await response.text()]).toEqual([name, 200, await readFile(new URL(name, pageFolder), 'utf8')])
  }
  for (const path of ['/page/index.ts', '/page/../index.ts', '/page/%2e%2e/index.ts', '/package.json'])
    expect((await fetch(url + path)).status).toBe(404)
})
