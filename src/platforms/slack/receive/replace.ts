import type { Log } from '../../../core/log.ts'
import type { NativeMessage } from '../post/render.ts'
import { isSlackAddress } from '../slack-address.ts'

/** Puts a message in the place of one whose button was pressed. False where Slack does not take it: after half an hour, or five times. */
export type Replace = (address: string, message: NativeMessage) => Promise<boolean>

/** By the address that Slack gave with the press: there is no other way to what only one person sees. */
export const createReplace =
  ({ apiUrl, log }: { apiUrl: string; log: Log }): Replace =>
  async (address, message) => {
    // It may have been away in a form's memory.
    if (!isSlackAddress(apiUrl, address)) return false
    try {
      const body = JSON.stringify({ ...message, replace_original: true })
      const response = await fetch(address, { method: 'POST', headers: { 'content-type': 'application/json' }, body, redirect: 'error' })
      const said = await response.text()
      if (!response.ok) log.info({ status: response.status, said: said.slice(0, 200) }, 'a message could not be replaced; another is sent')
      return response.ok
    } catch (error) {
      log.info({ err: error }, 'a message could not be replaced; another is sent')
      return false
    }
  }
