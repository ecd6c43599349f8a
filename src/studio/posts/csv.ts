/** What a spreadsheet would run instead of showing it. */
const runs = /^[=+\-@\t\r]/

/** One cell of CSV (RFC 4180). A number is a number; text that a spreadsheet would take for a formula gets an apostrophe. */
const cell = (value: string | number | null): string => {
  if (value === null) return ''
  if (typeof value === 'number') return String(value)
  const text = runs.test(value) ? `'${value}` : value
  return /[",\n\r]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text
}

/** Rows as a table that spreadsheets open (RFC 4180), no cell of which they run. */
export const toCsv = (rows: readonly (readonly (string | number | null)[])[]): string =>
  // The mark in front tells spreadsheets that it is UTF-8.
  `\uFEFF${rows.map((row) => row.map(cell).join(',')).join('\r\n')}\r\n`
