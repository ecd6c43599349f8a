import type { LogLine } from './machine.ts'

/** What went on from a kill, in milliseconds from the moment at which a process lived that could. */
export interface Resume {
  generation: string
  stage: string
  machine: string
  afterMs: number
}

/**
 * Sees in the logs of all processes which stage of which clip each is in. What a killed one was in the middle of is known by that, and so is
 * when any process goes on with it.
 */
export const createResumes = (now: () => number = () => performance.now()) => {
  const inside = new Map<string, Map<string, string>>()
  /** `since` is null while no process lives that could go on. */
  const cut = new Map<string, { stage: string; machine: string; since: number | null }>()
  const resumes: Resume[] = []
  const after = (since: number | null): number => (since === null ? 0 : now() - since)

  return {
    resumes,
    /** Those that nobody went on with yet. */
    waiting: (): Resume[] => [...cut].map(([generation, { since, ...rest }]) => ({ generation, ...rest, afterMs: after(since) })),
    heard(machine: string, { msg, generation, stage: told }: LogLine): void {
      // A process that has taken a run up may be killed before its stage begins.
      const stage = msg === 'a run goes on' ? 'a run' : told
      if (typeof generation !== 'string' || typeof stage !== 'string') return
      const was = cut.get(generation)
      if (was) {
        cut.delete(generation)
        resumes.push({ generation, stage: was.stage, machine: was.machine, afterMs: after(was.since) })
      }
      const own = inside.get(machine) ?? new Map<string, string>()
      inside.set(machine, own)
      if (msg === 'stage begins' || stage === 'a run') own.set(generation, stage)
      else if (msg.startsWith('stage ')) own.delete(generation)
    },
    /** `othersWork`: a process is ready that could go on. Without one nothing waits for the program. */
    killed(machine: string, othersWork: boolean): void {
      if (!othersWork) for (const one of cut.values()) one.since = null
      for (const [generation, stage] of inside.get(machine) ?? []) cut.set(generation, { stage, machine, since: othersWork ? now() : null })
      inside.delete(machine)
    },
    /** A process is ready that makes clips. */
    ready(): void {
      for (const one of cut.values()) one.since ??= now()
    },
  }
}
