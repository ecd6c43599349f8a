import { readPolicy } from '../../config/policy.ts'
import type { Policy } from '../../src/core/policy.ts'

let read: Promise<Policy> | undefined

/** The policy that is shipped, read once for all tests of a process: its lists are long. */
export const shippedPolicy = (): Promise<Policy> => {
  read ??= readPolicy(undefined)
  return read
}
