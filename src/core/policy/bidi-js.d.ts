/** The package's own types are those of its CommonJS file, read as if that had a property `default`; here is its ES module. */
declare module 'bidi-js/dist/bidi.mjs' {
  import type { Bidi } from 'bidi-js'

  const createBidi: () => Bidi
  export default createBidi
}
