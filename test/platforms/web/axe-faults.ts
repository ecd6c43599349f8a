import { readFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import type { Page } from 'playwright-core'

const source = readFile(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8')

/** Whatever axe finds in a part of the page, of any weight, and how far anything sticks out to the side. */
export const axeFaults = async (page: Page, part: string): Promise<unknown[]> => {
  if (!(await page.evaluate(() => Reflect.has(window, 'axe')))) await page.evaluate(await source)
  return page.evaluate(async (selector) => {
    const { violations } = await Reflect.get(window, 'axe').run(selector)
    const outside = document.documentElement.scrollWidth - innerWidth
    return [
      ...violations.map(({ id, nodes }: { id: string; nodes: { html: string; failureSummary: string }[] }) => [
        id,
        nodes.map(({ html, failureSummary }) => `${html} ${failureSummary}`),
      ]),
      ...(outside > 0 ? [`${outside} px stick out`] : []),
    ]
  }, part)
}
