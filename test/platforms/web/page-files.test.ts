import { readdir, readFile } from 'node:fs/promises'
import { expect, onTestFinished, test } from 'vitest'
import { languages } from '../../../src/core/words/languages.ts'
import { pageLabels } from '../../../src/platforms/web/page-labels.ts'
import { startPlayground } from './playground.ts'

const pageFolder = new URL('../../../src/platforms/web/page/', import.meta.url)

test('serves the page and the files of its folder, and nothing else of the machine', async () => {
  const playground = await startPlayground()
  onTestFinished(() => playground.stop())
  const { url } = playground
  const answer = await fetch(`${url}/`)
  const html = await answer.text()
  const parts = (await readdir(pageFolder)).filter((name) => !name.endsWith('.html')).map((name) => `/page/${name}`)
  for (const [, path = ''] of html.matchAll(/(?:src|href)="(\/page\/[^"]+)"/g)) expect(parts).toContain(path)
  for (const path of parts) {
    const part = await fetch(url + path)
    expect([path, part.status, await part.text()]).toEqual([path, 200, await readFile(new URL(`..${path}`, pageFolder), 'utf8')])
    expect(part.headers.get('content-type')).toMatch(/^(text\/css|text\/javascript|image\/svg\+xml)/)
    const again = await fetch(url + path, { headers: { 'if-none-match': part.headers.get('etag') ?? '' } })
    expect([path, again.status]).toEqual([path, 304])
  }
  for (const path of [
    '/page/index.html',
    '/page/canvas.html',
    '/page/index.ts',
    '/page/../index.ts',
    '/page/%2e%2e/index.ts',
    '/package.json',
  ])
    expect([path, (await fetch(url + path)).status]).toEqual([path, 404])
})

test('the page comes in the language of its reader, runs nothing that stands in it, and is asked for again', async () => {
  const playground = await startPlayground()
  onTestFinished(() => playground.stop())
  const read = async (headers: Record<string, string>) => {
    const answer = await fetch(playground.url, { headers })
    return { answer, html: await answer.text() }
  }
  for (const [accepted, language] of [
    ['fr,ko-KR;q=0.8,en;q=0.5', 'ko'],
    ['en-GB,ko', 'en'],
    ['*', 'en'],
  ] as const) {
    const { answer, html } = await read({ 'accept-language': accepted })
    expect(html).toContain(`<html lang="${language}">`)
    expect(html).toContain(pageLabels(language).welcomeTitle)
    expect(html).not.toMatch(/\{\{|<script(?! type="application\/json"|[^>]* src=)|\son\w+=|style=/)
    const cached = { 'cache-control': 'no-cache', vary: 'accept-language', 'content-type': expect.stringMatching(/^text\/html/) }
    expect(Object.fromEntries(answer.headers)).toMatchObject(cached)
    const etag = answer.headers.get('etag') ?? ''
    expect((await read({ 'accept-language': accepted, 'if-none-match': etag })).answer.status).toBe(304)
    expect((await read({ 'accept-language': language === 'ko' ? 'en' : 'ko', 'if-none-match': etag })).answer.status).toBe(200)
  }
})

test('what the page fills in stands in every language', () => {
  const slots = (text: string): string[] => (text.match(/\{\w+\}/g) ?? []).toSorted()
  for (const language of languages)
    for (const [name, text] of Object.entries(pageLabels(language)))
      expect([language, name, slots(text)]).toEqual([language, name, slots(pageLabels('en')[name] ?? '')])
})
