/** What goes wrong with a call of a method. */
export type Fault =
  | { kind: 'rateLimited'; seconds: number }
  /** The call is carried out and its answer is lost. */
  | { kind: 'lostAnswer' }
  /** The connection breaks before anything is done. */
  | { kind: 'lostCall' }
  /** An answer that says no. `done`: the call is carried out all the same, as Slack says of some of its errors. */
  | { kind: 'error'; error: string; needed?: string; done?: boolean }
  /** An answer that is not Slack's own way: a bare status with the page of a proxy. */
  | { kind: 'status'; status: 200 | 400 | 403 | 404 | 413 | 429 | 500 | 502 | 503 | 504; done?: boolean }

/** What is to go wrong. The bytes of a file go to the method `upload`. */
export const createFaults = () => {
  const next = new Map<string, Fault[]>()
  const standing: { method: string; fault: Fault; when(body: Record<string, unknown>): boolean }[] = []
  return {
    /** With the next calls of a method, each once. */
    next,
    /** Each time, where the call is such, until all is well again. */
    always: (method: string, fault: Fault, when: (body: Record<string, unknown>) => boolean = () => true): void => {
      standing.push({ method, fault, when })
    },
    heal: (): void => {
      standing.length = 0
      next.clear()
    },
    of: (method: string, body: Record<string, unknown>): Fault | undefined =>
      next.get(method)?.shift() ?? standing.find((one) => one.method === method && one.when(body))?.fault,
  }
}
