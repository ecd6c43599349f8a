/** What goes wrong with a request. `after`: all was done before. */
export type RestFaults = Readonly<Record<'none' | 'busy' | 'broken' | 'proxy' | 'cut' | 'broken after' | 'cut after' | 'slow', number>>

export const noFaults: RestFaults = { none: 1, busy: 0, broken: 0, proxy: 0, cut: 0, 'broken after': 0, 'cut after': 0, slow: 0 }
/** Every tenth request meets one of them. */
export const someFaults: RestFaults = { none: 90, busy: 1, broken: 2, proxy: 1, cut: 2, 'broken after': 1, 'cut after': 2, slow: 1 }
