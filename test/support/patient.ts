/** How long a test waits for what is mostly there at once: a busy machine may take its time. For `vi.waitFor`. */
export const patient = { timeout: 30_000, interval: 20 }
