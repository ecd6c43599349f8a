import { expect, test } from 'vitest'
import { dayOf, isTimeZone, monthOf } from '../../../src/core/text/calendar.ts'

const at = (text: string): number => Date.parse(text)
const iso = (time: number): string => new Date(time).toISOString()

test.each([
  ['a day ends at midnight of its own zone', 'Asia/Seoul', '2026-11-21T14:59:59Z', '2026-11-21', '2026-11-21T15:00:00.000Z'],
  ['which is another day elsewhere', 'Asia/Seoul', '2026-11-21T15:00:00Z', '2026-11-22', '2026-11-22T15:00:00.000Z'],
  ['west of Greenwich too', 'America/Los_Angeles', '2026-11-21T07:59:59Z', '2026-11-20', '2026-11-21T08:00:00.000Z'],
  ['a zone of half an hour', 'Asia/Kolkata', '2026-11-21T18:30:00Z', '2026-11-22', '2026-11-22T18:30:00.000Z'],
  ['the day of 23 hours', 'Europe/Berlin', '2026-03-29T12:00:00Z', '2026-03-29', '2026-03-29T22:00:00.000Z'],
  ['the day of 25 hours', 'Europe/Berlin', '2026-10-25T12:00:00Z', '2026-10-25', '2026-10-25T23:00:00.000Z'],
  ['the hour that comes twice is one day', 'Europe/Berlin', '2026-10-25T00:30:00Z', '2026-10-25', '2026-10-25T23:00:00.000Z'],
  ['a midnight that does not exist', 'Africa/Cairo', '2026-04-23T12:00:00Z', '2026-04-23', '2026-04-23T22:00:00.000Z'],
  ['the last day of a year', 'Pacific/Auckland', '2026-12-31T10:59:59Z', '2026-12-31', '2026-12-31T11:00:00.000Z'],
])('%s', (_, zone, time, name, endsAt) => {
  const day = dayOf(at(time), zone)
  expect([day.name, iso(day.endsAt)]).toEqual([name, endsAt])
  expect(dayOf(day.endsAt, zone).name > day.name).toBe(true)
  expect(dayOf(day.endsAt - 1, zone).name).toBe(day.name)
})

test.each([
  ['UTC', '2026-02-28T23:59:59Z', '2026-02', '2026-03-01T00:00:00.000Z'],
  ['UTC', '2028-02-29T00:00:00Z', '2028-02', '2028-03-01T00:00:00.000Z'],
  ['Asia/Seoul', '2026-12-31T15:00:00Z', '2027-01', '2027-01-31T15:00:00.000Z'],
  ['America/New_York', '2026-11-01T03:59:59Z', '2026-10', '2026-11-01T04:00:00.000Z'],
  ['Europe/Berlin', '2026-03-15T00:00:00Z', '2026-03', '2026-03-31T22:00:00.000Z'],
])('a month in %s at %s', (zone, time, name, endsAt) => {
  const month = monthOf(at(time), zone)
  expect([month.name, iso(month.endsAt)]).toEqual([name, endsAt])
})

test('knows which zones there are', () => {
  expect(['UTC', 'Europe/Berlin', 'Asia/Seoul'].map(isTimeZone)).toEqual([true, true, true])
  expect(['Berlin', '', 'Europe/Atlantis'].map(isTimeZone)).toEqual([false, false, false])
})
