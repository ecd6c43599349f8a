/** Whose turn it is. */
export interface Line<Task> {
  add(task: Task): void
  /** The next task that may run now; it holds a place until it is done. */
  take(): Task | undefined
  done(task: Task): void
  /** Takes out one that waits. */
  drop(task: Task): void
  /** Takes out all that wait. */
  clear(): Task[]
}

/**
 * Two lines for `places`. Tasks without a member go first and may have all of the places; when they have one already, who came first goes
 * first. Members have one place less than there are, and at least one. Among them goes who was served longest ago, and nobody has two.
 */
export const createLine = <Task extends { member: string | undefined }>(places: number): Line<Task> => {
  const waiting: Task[] = []
  const running = new Set<Task>()
  /** Members in the order in which they were served last; only those who wait or run. */
  const served = new Set<string>()
  const mostOfMembers = Math.max(1, places - 1)

  const isOf = (member: string) => (task: Task) => task.member === member
  const membersRunning = () => [...running].filter(({ member }) => member !== undefined)

  const nextOfMembers = (): Task | undefined => {
    const busy = new Set(membersRunning().map(({ member }) => member))
    if (busy.size >= mostOfMembers) return undefined
    const free = waiting.filter(({ member }) => member !== undefined && !busy.has(member))
    const fresh = free.find(({ member }) => member !== undefined && !served.has(member))
    if (fresh) return fresh
    for (const member of served) {
      const found = free.find(isOf(member))
      if (found) return found
    }
    return undefined
  }

  const choose = (): Task | undefined => {
    const paid = waiting.find(({ member }) => member === undefined)
    const given = nextOfMembers()
    if (!paid || !given) return paid ?? given
    const paidIsServed = running.size > membersRunning().length
    return paidIsServed && waiting.indexOf(given) < waiting.indexOf(paid) ? given : paid
  }

  /** Who neither waits nor runs is new the next time. */
  const forget = (member: string | undefined): void => {
    if (member !== undefined && !waiting.some(isOf(member)) && ![...running].some(isOf(member))) served.delete(member)
  }

  const drop = (task: Task): void => {
    const at = waiting.indexOf(task)
    if (at !== -1) waiting.splice(at, 1)
  }

  return {
    add: (task) => void waiting.push(task),
    take: () => {
      const task = running.size < places ? choose() : undefined
      if (!task) return undefined
      drop(task)
      running.add(task)
      if (task.member !== undefined) {
        served.delete(task.member)
        served.add(task.member)
      }
      return task
    },
    done: (task) => {
      running.delete(task)
      forget(task.member)
    },
    drop: (task) => {
      drop(task)
      forget(task.member)
    },
    clear: () => waiting.splice(0),
  }
}
