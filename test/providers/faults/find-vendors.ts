import { glob } from 'node:fs/promises'
import { join } from 'node:path'
import type { StartFaultVendor } from '../../contracts/fault-vendor.ts'

const folder = join(import.meta.dirname, '..')

/** The vendors of `test/providers/<name>/fault-vendor.ts`, by name. */
export const findVendors = async (): Promise<Map<string, StartFaultVendor>> => {
  const files = (await Array.fromAsync(glob('*/fault-vendor.ts', { cwd: folder }))).sort()
  const found = new Map<string, StartFaultVendor>()
  for (const file of files) {
    const { start }: { start: StartFaultVendor } = await import(join(folder, file))
    found.set(file.split('/')[0] ?? file, start)
  }
  return found
}
