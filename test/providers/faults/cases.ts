import type { FaultVendor } from '../../contracts/fault-vendor.ts'
import { outputFaults } from './outputs.ts'
import type { Rule } from './proxy.ts'

/** One clip under one fault. */
export interface Case {
  kind: 'connection' | 'output' | 'vendor'
  name: string
  /** What breaks on the way; null when nobody listens at the vendor's address at all. */
  rule: Rule | null
  /** Which of the vendor's own faults is on. */
  fault?: FaultVendor['faults'][number]
  /** How far the vendor's clock is ahead of the house's, in milliseconds. */
  skewMs?: number
  /** Whether the vendor is given an address, and tells there what it took. */
  hasWebhook?: boolean
}

const connections: [string, Rule | null][] = [
  ['nothing breaks', {}],
  ['nobody listens at the vendor’s address', null],
  ['the paid call is cut before it is read', { create: 'cut before' }],
  ['the paid call is cut in the middle of its body', { create: 'cut in the request' }],
  ['the paid call is answered 502 by a gateway that passed nothing on', { create: '502' }],
  ['the paid call is accepted and cut before its answer', { create: 'cut after acceptance' }],
  ['the paid call is accepted and cut in the middle of its answer', { create: 'cut in the answer' }],
  ['the paid call is accepted and answered 500', { create: '500 after acceptance' }],
  ['the paid call is accepted and cut, and the search for it is answered 500', { create: 'cut after acceptance', question: '500' }],
  ['the next question is cut', { question: 'cut' }],
  ['the next question is answered 500', { question: '500' }],
  ['the next question is answered 502 with a web page', { question: '502' }],
  ['the next question is answered 429', { question: '429' }],
  ['the download of the clip is cut once', { download: true }],
]

/** Everything that is done to a vendor, in the order of the page. */
export const casesOf = (vendor: FaultVendor): Case[] => [
  ...connections.map(([name, rule]): Case => ({ kind: 'connection', name, rule })),
  ...(vendor.outputsAreLinks ? outputFaults : []).map((output): Case => ({ kind: 'output', name: output, rule: { output } })),
  ...vendor.faults.map((fault): Case => ({ kind: 'vendor', name: fault.name, rule: {}, fault })),
]
