import { DateTime } from 'luxon'

/** A day or a month of a time zone, as the ledger counts by it. */
export interface Period {
  /** `2026-11-21` or `2026-11`. */
  name: string
  /** The first instant after it, in milliseconds since the epoch. */
  endsAt: number
}

const inZone = (time: number, zone: string): DateTime => DateTime.fromMillis(time, { zone })

/** The day of a time in a zone. A day may have 23 or 25 hours, and midnight may not exist. */
export const dayOf = (time: number, zone: string): Period => {
  const day = inZone(time, zone).startOf('day')
  return { name: day.toFormat('yyyy-MM-dd'), endsAt: day.plus({ days: 1 }).startOf('day').toMillis() }
}

export const monthOf = (time: number, zone: string): Period => {
  const month = inZone(time, zone).startOf('month')
  return { name: month.toFormat('yyyy-MM'), endsAt: month.plus({ months: 1 }).startOf('month').toMillis() }
}

export const isTimeZone = (name: string): boolean => DateTime.local({ zone: name }).isValid
