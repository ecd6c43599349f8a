import { readFile } from 'node:fs/promises'
import type { Hono } from 'hono'
import type { Language } from '../../core/words/languages.ts'
import { createFileRoutes, inLanguage, pageFolder } from './page-files.ts'

/** The still that somebody paints on, in pixels of its own. */
export interface CanvasStill {
  width: number
  height: number
  /** Read aloud instead of the picture. */
  alt: string
}

/**
 * The page that `GET /canvas/<token>` answers with: a still to paint a mask on. It asks for the still at `<its own address>/still` and sends
 * `FormData { mask: PNG, prompt: text }` to its own address, which answers `{ ok: true }` or `{ problem: sentence }`.
 */
export const canvasPage = async (language: Language, still: CanvasStill): Promise<string> => {
  const html = await readFile(new URL('canvas.html', pageFolder), 'utf8')
  const written = JSON.stringify(still).replaceAll('<', '\\u003c')
  return inLanguage(html, language).replace('"{{still}}"', () => written)
}

/** What that page is made of, at `/canvas/page/…`: for anybody, since who comes by a link is not let into the playground. Nothing in it is secret. */
export const createCanvasFiles = (): Hono => createFileRoutes('/canvas/page')
