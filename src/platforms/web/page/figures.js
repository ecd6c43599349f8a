const { lang } = document.documentElement

/** The reader's own way to write the page's language, such as `en-GB`; the language as it is where they have none. */
const locale = navigator.languages.find((one) => /^[a-z\d-]+$/i.test(one) && one.split('-')[0] === lang) ?? lang

/** @param {number} number */
export const countOf = (number) => new Intl.NumberFormat(locale).format(number)

const mebibyte = 1024 * 1024

/** @param {number} bytes */
export const sizeOf = (bytes) => {
  const large = bytes >= mebibyte
  const size = large ? bytes / mebibyte : Math.max(1, Math.round(bytes / 1024))
  const unit = large ? 'megabyte' : 'kilobyte'
  return new Intl.NumberFormat(locale, { style: 'unit', unit, maximumFractionDigits: 1 }).format(size)
}

/**
 * The time of a message; the day too when it was not today.
 *
 * @param {number} at milliseconds since the epoch
 */
export const timeOf = (at) => {
  const date = new Date(at)
  const today = date.toDateString() === new Date().toDateString()
  return date.toLocaleString(locale, { hour: 'numeric', minute: '2-digit', ...(today ? {} : { day: 'numeric', month: 'short' }) })
}

/** @param {number} at milliseconds since the epoch */
export const dateAndTimeOf = (at) => new Date(at).toLocaleString(locale, { dateStyle: 'medium', timeStyle: 'short' })

/** A label as it goes on in the midst of a sentence. @param {string} text */
export const lowerCase = (text) => text.toLocaleLowerCase(locale)

/**
 * Width over height of a shape such as `16:9`.
 *
 * @param {string | undefined} shape
 */
export const ratioOf = (shape) => {
  const [width = 16, height = 9] = (shape ?? '16:9').split(':').map(Number)
  return width > 0 && height > 0 ? width / height : 16 / 9
}

/** A day such as `2026-11-21`, wherever the reader is. @param {string} day */
export const dayOf = (day) => new Date(`${day}T00:00:00Z`).toLocaleDateString(locale, { day: 'numeric', month: 'short', timeZone: 'UTC' })

/** @param {number} seconds */
export const secondsOf = (seconds) =>
  new Intl.NumberFormat(locale, { style: 'unit', unit: 'second', unitDisplay: 'narrow', maximumFractionDigits: 1 }).format(seconds)
