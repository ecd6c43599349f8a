import { keepCompiled } from './program/keep-compiled.ts'

// Before the rest is loaded: what is loaded before it is compiled at each start anew.
keepCompiled(process.env, process.argv.length === 2)
await import('./program/main.ts')
