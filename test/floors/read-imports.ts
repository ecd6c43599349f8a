import { existsSync } from 'node:fs'
import { glob, readFile } from 'node:fs/promises'
import { dirname, join, posix } from 'node:path'
import { parseSync } from 'oxc-parser'

/** One file's import of another, a type's too, both as paths from the root; `to` is `node:…` for a module of Node. */
export interface Import {
  from: string
  to: string
}

/** Also the files that a file starts as a process or a thread: `new URL('./worker.ts', import.meta.url)`. */
const started = /new URL\('(\.[^']+)', import\.meta\.url\)/g

const importsOf = (path: string, source: string): string[] => {
  const { module, errors } = parseSync(path, source)
  if (errors.length > 0) throw new Error(`${path}: ${errors[0]?.message}`)
  return [
    ...module.staticImports.map((one) => one.moduleRequest.value),
    ...module.staticExports.flatMap((one) => one.entries.flatMap(({ moduleRequest }) => (moduleRequest ? [moduleRequest.value] : []))),
    ...module.dynamicImports.map(({ moduleRequest: { start, end } }) => source.slice(start + 1, end - 1)),
    ...[...source.matchAll(started)].map(([, file]) => file ?? ''),
  ]
}

/** Every import between the program's own files, and every import of Node; the page's scripts are the browser's. */
export const readImports = async (root: string): Promise<Import[]> => {
  const found: Import[] = []
  for await (const path of glob('{src,commands,providers,config}/**/*.ts', { cwd: root })) {
    const names = importsOf(path, await readFile(join(root, path), 'utf8'))
    for (const name of new Set(names)) {
      if (name.startsWith('node:')) found.push({ from: path, to: name })
      if (!name.startsWith('.')) continue
      const to = posix.join(dirname(path), name)
      if (existsSync(join(root, to))) found.push({ from: path, to })
    }
  }
  return found
}
