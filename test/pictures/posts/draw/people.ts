/** The names of the members of the pictures, by their ids. */
export const people: Record<string, string> = { ann: 'Ann', bob: 'Bob', carol: 'Carol', mod: 'Mo', min: '민지' }

/** A moment as a chat writes how far away it is. */
export const howFar = (seconds: number): string => {
  const [count, unit] =
    Math.abs(seconds) < 90
      ? [Math.round(seconds), 'second']
      : Math.abs(seconds) < 5400
        ? [Math.round(seconds / 60), 'minute']
        : Math.abs(seconds) < 129_600
          ? [Math.round(seconds / 3600), 'hour']
          : [Math.round(seconds / 86_400), 'day']
  return new Intl.RelativeTimeFormat('en').format(Number(count), unit as 'second')
}
