import { mkdtempDisposable, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { AnswerFiles } from '../../core/answer-files.ts'
import { newId } from '../../core/id.ts'
import type { LanguageOf } from '../../core/platform.ts'
import { inWords } from '../../core/words/in-words.ts'
import { say } from '../../core/words/sentence.ts'
import { throwStorageFault } from '../../storage/storage-fault.ts'
import type { Parts } from '../parts.ts'
import { toCsv } from './csv.ts'

/** Where the files of answers are kept until they are fetched; `sweep-files.ts` takes them away after a day. */
export const answerFolder = 'drawings/'

/** Makes pictures and tables for one answer and keeps them for as long as the answer is read. Each has a name of its own. */
export const createAnswerFiles = (parts: Pick<Parts, 'media' | 'mediaStore' | 'workPath'>, languageOf: LanguageOf): AnswerFiles => {
  const keep = async (ending: string, write: (path: string) => Promise<void>): Promise<string> => {
    await using folder = await mkdtempDisposable(join(parts.workPath, 'draw-')).catch(throwStorageFault)
    const path = join(folder.path, `drawing${ending}`)
    await write(path)
    const key = `${answerFolder}${newId()}${ending}`
    await parts.mediaStore.put(key, path)
    return key
  }

  return {
    async chart(reader, title, days) {
      const language = await languageOf(reader)
      const dayOf = (day: string | undefined): string => (day === undefined ? '' : inWords(say('member.chartDay', { day }), language))
      const bars = days.map(({ day, clips, stills }) => ({ label: day, value: clips + stills }))
      let size = { width: 0, height: 0 }
      const key = await keep('.png', async (path) => {
        const { width, height } = await parts.media.chart(path, { bars, ends: [dayOf(days[0]?.day), dayOf(days.at(-1)?.day)] })
        size = { width, height }
      })
      return {
        key,
        mediaType: 'image/png',
        sizeBytes: await parts.mediaStore.size(key),
        fileName: 'moodreel-chart.png',
        alt: title,
        ...size,
        durationSeconds: 0,
        bars,
      }
    },

    async table(fileName, rows) {
      const text = toCsv(rows)
      const key = await keep('.csv', (path) => writeFile(path, text))
      return {
        key,
        mediaType: 'text/csv',
        sizeBytes: Buffer.byteLength(text),
        fileName,
        alt: say('member.tableRows', { rows: rows.length - 1 }),
        width: 0,
        height: 0,
        durationSeconds: 0,
      }
    },
  }
}
