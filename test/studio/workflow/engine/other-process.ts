import postgres from 'postgres'
import { createEngine } from '../../../../src/studio/workflow/engine/engine.ts'
import { openPostgresEngineHome } from '../../../../src/studio/workflow/engine/postgres-home.ts'
import { quietLog } from '../../../support/quiet-log.ts'
import { createDiary, workflows } from './diary.ts'

/** A worker in a process of its own: `node other-process.ts url workflow skewMs`. Its clock is as wrong as it is told. */
const [url = '', name = '', skew = '0'] = process.argv.slice(2)
const RealDate = Date
globalThis.Date = class extends RealDate {
  constructor(...values: [] | [number]) {
    if (values.length === 0) super(RealDate.now() + Number(skew))
    else super(...values)
  }
  static override now(): number {
    return RealDate.now() + Number(skew)
  }
} as DateConstructor

const sql = postgres(url, { max: 2 })
const engine = createEngine(await openPostgresEngineHome(url), quietLog)
const workflow = workflows(createDiary(sql, `process ${skew}`))[name]
if (!workflow) throw new Error(`No workflow ${name}.`)
engine.start(workflow)
