import { resolve } from 'node:path'
import { arrowsIn, breaches, circlesOf } from './floors.ts'
import { readImports } from './read-imports.ts'

/** `npm run floors [-- folder]`: breaches, circles and the number of arrows in each room. A breach or a circle is an exit code of 1. */
const imports = await readImports(resolve(process.argv[2] ?? '.'))
const files = circlesOf(imports)
const rooms = circlesOf(arrowsIn('src/core', imports, true))

console.log(`${imports.length} imports`)
for (const folder of ['src', 'src/core', 'src/studio', 'src/platforms/discord', 'src/platforms/slack']) {
  const [all, between] = [arrowsIn(folder, imports), arrowsIn(folder, imports, true)]
  console.log(`${folder}: ${all.length} arrows, ${between.length} of them between rooms, ${circlesOf(between).length} circles of rooms`)
}
const faults = [
  ...breaches(imports),
  ...files.map((circle) => `a circle of files: ${circle.join(', ')}`),
  ...rooms.map((circle) => `a circle of rooms of core: ${circle.join(', ')}`),
]
for (const fault of faults) console.error(fault)
process.exitCode = faults.length > 0 ? 1 : 0
