import { flushCompileCache } from 'node:module'
import { constants, getPriority, setPriority } from 'node:os'
import process from 'node:process'
import { inspect as format } from 'node:util'
import { registerMediabunnyServer } from '@mediabunny/server'
import { MoodreelError } from '../core/errors.ts'
import { isDiskFull } from '../core/is-disk-full.ts'
import { say } from '../core/words/sentence.ts'
import { isSystemError } from './bad-media.ts'
import { writeBeforeAfter } from './before-after.ts'
import { writeChart } from './chart.ts'
import { writeCheckedMask } from './check-mask.ts'
import { paidLimits } from './check-size.ts'
import { cleanTracks } from './clean-tracks.ts'
import { writeComposed } from './compose.ts'
import { writeContactSheet } from './contact-sheet.ts'
import { writeEnlarged } from './enlarge.ts'
import { writeFieldMask } from './field-mask.ts'
import { finish } from './finish.ts'
import { finishStill } from './finish-still.ts'
import { writeFitted } from './fit.ts'
import { writeFrame } from './frame.ts'
import { inspect } from './inspect.ts'
import { type FileLimits, type Job, type JobReply, jobMessageSchema } from './job.ts'
import { writeNumberSheet } from './number-sheet.ts'
import { openPicture, writePicture } from './picture.ts'
import { readRecipe, writeTagged } from './recipe-tags.ts'
import { writeShrunk } from './shrink.ts'

/**
 * The child process: the only place where a stranger's media bytes are parsed, decoded or encoded. It takes one job at a
 * time from its parent and ends with it. Node runs this file itself.
 */
const work = async (job: Job, limits: FileLimits): Promise<unknown> => {
  switch (job.kind) {
    case 'inspect':
      return await inspect(job.path, limits)
    case 'readRecipe':
      return await readRecipe(job.path, limits)
    case 'finish':
      return await finish(job, limits)
    case 'finishStill':
      return await finishStill(job, limits)
    case 'cleanImage':
      await writePicture(await openPicture(job.path, limits), job.outPath)
      break
    case 'shrink':
      await writeShrunk(job.path, job.outPath, job.maxSide, limits)
      break
    case 'enlarge':
      await writeEnlarged(job.path, job.outPath, job.minSide, limits)
      break
    case 'cleanTracks':
      await cleanTracks(job.path, job.outPath, limits)
      break
    case 'frame':
      await writeFrame(job.path, job.outPath, job, limits)
      break
    case 'contactSheet':
      await writeContactSheet(job.path, job.outPath, job, limits)
      break
    case 'fit':
      await writeFitted(job.path, job.outPath, job.limitBytes, limits)
      break
    case 'numberSheet':
      await writeNumberSheet(job.outPath, job, limits)
      break
    case 'checkMask':
      await writeCheckedMask(job.path, job.outPath, job, limits)
      break
    case 'fieldMask':
      await writeFieldMask(job.outPath, job, limits)
      break
    case 'compose':
      await writeComposed(job.path, job.outPath, job, limits)
      // What was paid for must not be lost for a size of our own making.
      return await inspect(job.outPath, paidLimits(limits))
    case 'beforeAfter':
      await writeBeforeAfter(job.outPath, job, limits)
      break
    case 'chart':
      await writeChart(job.outPath, job)
      break
    case 'tag':
      await writeTagged(job.path, job.outPath, job.recipe, limits)
      break
  }
  return await inspect(job.outPath, limits)
}

type FailureCode = Extract<JobReply, { ok: false }>['code']

const failureCode = (error: unknown): FailureCode => {
  if (isSystemError(error)) return isDiskFull(error) ? 'storage_full' : 'media_failed'
  const code = error instanceof MoodreelError ? error.code : 'media_failed'
  return code === 'bad_media' || code === 'too_large' ? code : 'media_failed'
}

const failure = (error: unknown): JobReply => {
  const code = failureCode(error)
  if (error instanceof MoodreelError) return { ok: false, code, sentence: error.sentence, detail: format(error.cause) }
  return { ok: false, code, sentence: say(code === 'storage_full' ? 'failure.diskFull' : 'media.failed'), detail: format(error) }
}

const answer = async (message: unknown): Promise<void> => {
  const reply = await Promise.try(() => {
    const { job, limits } = jobMessageSchema.parse(message)
    return work(job, limits)
  }).then((value) => ({ ok: true, value }), failure)
  process.send?.(reply)
}

// A picture in the works must not make the bot late: Discord and Slack want an answer within 3 seconds. It counts from the bot's own
// priority: of one that was started with `nice`, nobody but root may have a higher one.
setPriority(Math.min(getPriority() + Number(process.argv[2]), constants.priority.PRIORITY_LOW))
// Told null, the encoder looks for no graphics card, and every machine makes the same clip.
registerMediabunnyServer({ hardwareContext: null })
process.on('message', (message) => void answer(message))
// The parent is gone, even if it was killed. Nobody waits for what is in the works.
process.on('disconnect', () => process.kill(process.pid, 'SIGKILL'))
process.send?.('ready')
// It is killed in the end, and would keep nothing by itself of what Node compiled.
flushCompileCache()
