import type { Import } from './read-imports.ts'

/** A floor and what its files may import beside packages. `$1` is what the first bracket of `from` found. */
interface Floor {
  from: RegExp
  may: string
  /** What a breach is told. */
  says: string
}

/** What may do I/O has this in its list. */
const node = '^node:'
const core = '^src/core/'

/** docs/architecture.md has the picture. */
const floors: readonly Floor[] = [
  { from: /^src\/core\//, may: core, says: 'core imports nothing else of ours and does no I/O' },
  { from: /^commands\//, may: core, says: 'a command imports src/core only' },
  { from: /^providers\/([^/.]+)/, may: `${node}|${core}|^providers/$1[./]`, says: 'a provider imports src/core and its own files' },
  { from: /^config\//, may: `${node}|${core}|^config/`, says: 'config imports src/core only' },
  { from: /^src\/storage\//, may: `${node}|${core}|^src/storage/`, says: 'storage imports src/core only' },
  { from: /^src\/media\//, may: `${node}|${core}|^src/media/`, says: 'media imports src/core only' },
  { from: /^src\/net\//, may: `${node}|${core}|^src/(net|storage)/`, says: 'net imports core and storage only' },
  { from: /^src\/platforms\/([^/]+)\//, may: `${node}|${core}|^src/platforms/$1/`, says: 'a platform imports src/core and its own files' },
  {
    from: /^src\/studio\//,
    may: `${node}|${core}|^src/(storage|media|net|studio)/`,
    says: 'the studio imports core, storage, media and net only',
  },
  { from: /^src\/http\//, may: `${node}|${core}|^src/(net|studio|http)/`, says: 'http imports core, net and studio only' },
]

const breach = ({ from, to }: Import): string | null => {
  for (const { from: floor, may, says } of floors) {
    const found = floor.exec(from)
    if (found && !new RegExp(may.replace('$1', found[1] ?? '')).test(to)) return `${from} imports ${to}: ${says}`
  }
  return null
}

/** The imports that go up or across, as sentences. */
export const breaches = (imports: readonly Import[]): string[] => imports.flatMap((one) => breach(one) ?? [])

/** The child of a folder that a path lies in: `src/core/fit/price.ts` in `src/core` is `fit`; null outside. */
const childIn = (folder: string, path: string): string | null =>
  path.startsWith(`${folder}/`) ? (path.slice(folder.length + 1).split('/')[0] ?? null) : null

/** The arrows between what lies directly in a folder, each once; `rooms` leaves loose files out. */
export const arrowsIn = (folder: string, imports: readonly Import[], rooms = false): Import[] => {
  const arrows = new Map<string, Import>()
  for (const one of imports) {
    const [from, to] = [childIn(folder, one.from), childIn(folder, one.to)]
    if (from === null || to === null || from === to) continue
    if (rooms && (from.endsWith('.ts') || to.endsWith('.ts'))) continue
    arrows.set(`${from} ${to}`, { from, to })
  }
  return [...arrows.values()]
}

/** The groups in which everybody reaches everybody else: the circles (Tarjan's strongly connected components). */
export const circlesOf = (arrows: readonly Import[]): string[][] => {
  const next = Map.groupBy(arrows, ({ from }) => from)
  const order = new Map<string, number>()
  const low = new Map<string, number>()
  const stack: string[] = []
  const circles: string[][] = []
  const visit = (node: string): number => {
    const number = order.size
    order.set(node, number)
    let lowest = number
    stack.push(node)
    for (const { to } of next.get(node) ?? []) {
      if (!order.has(to)) lowest = Math.min(lowest, visit(to))
      else if (stack.includes(to)) lowest = Math.min(lowest, order.get(to) ?? lowest)
    }
    low.set(node, lowest)
    if (lowest === number) {
      const group = stack.splice(stack.indexOf(node))
      if (group.length > 1) circles.push(group.toSorted())
    }
    return lowest
  }
  for (const node of next.keys()) if (!order.has(node)) visit(node)
  return circles
}
