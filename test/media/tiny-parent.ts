import { join } from 'node:path'
import process from 'node:process'
import type { Log } from '../../src/core/log.ts'
import { startMediaTools } from '../../src/media/media-tools.ts'

/** A program with media tools and nothing else, for a test that ends it. Tells the pid of its media child to whoever forked it. */
const [workFolder = '', task = '', input = ''] = process.argv.slice(2)
const ignore = () => undefined
const log: Log = {
  debug: (fields, message) => {
    if (message === 'a media child started' && 'pid' in fields) process.send?.(fields.pid)
  },
  info: ignore,
  warn: ignore,
  error: ignore,
  child: () => log,
}
const tools = startMediaTools({ workFolder, log })
if (task === 'heavy') await tools.contactSheet(input, join(workFolder, 'out.jpg'), { columns: 20, rows: 20, width: 8192 })
else await tools.inspect(input)
