import fc from 'fast-check'

/** Any text at all: every code point, halves of surrogate pairs too, with those that a parser stumbles over made frequent. */
export const anyText: fc.Arbitrary<string> = fc
  .array(
    fc.oneof(
      fc.integer({ min: 0, max: 0x10ffff }),
      fc.integer({ min: 0, max: 0xff }),
      fc.constantFrom(...'-—–"“”\'‘’=,\\ \n\t').map((letter) => letter.codePointAt(0) ?? 0),
      fc.integer({ min: 0x2000, max: 0x206f }),
      fc.integer({ min: 0xd800, max: 0xdfff }),
    ),
    { maxLength: 40 },
  )
  .map((points) => String.fromCodePoint(...points))
