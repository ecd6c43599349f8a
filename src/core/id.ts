const alphabet = '0123456789abcdefghjkmnpqrstvwxyz'

/** An id of 12 letters and digits (60 bits), short enough to read out, without look-alikes such as l and 1; of the first bytes given. */
export const idOf = (bytes: Uint8Array): string => Array.from(bytes.subarray(0, 12), (byte) => alphabet[byte & 31]).join('')

/** A fresh id. */
export const newId = (): string => idOf(crypto.getRandomValues(new Uint8Array(12)))

export const idPattern = /^[0-9a-hjkmnp-tv-z]{12}$/
