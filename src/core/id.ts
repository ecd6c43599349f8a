const alphabet = '0123456789abcdefghjkmnpqrstvwxyz'

/** A fresh id of 12 letters and digits (60 bits), short enough to read out, without look-alikes such as l and 1. */
export const newId = (): string => Array.from(crypto.getRandomValues(new Uint8Array(12)), (byte) => alphabet[byte & 31]).join('')

export const idPattern = /^[0-9a-hjkmnp-tv-z]{12}$/
