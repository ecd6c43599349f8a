import { benchOf } from '../../support/provider-bench.ts'
import { requestsOf } from '../../support/provider-input.ts'
import { providerOf } from '../minimax/bench.ts'
import { MinimaxNewerServer } from './server.ts'

export const openBench = benchOf(() => MinimaxNewerServer.start(), providerOf)

/** Requests of H3. */
export const requestOf = requestsOf({ provider: 'minimax', target: 'MiniMax-H3' })
