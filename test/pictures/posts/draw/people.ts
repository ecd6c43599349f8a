const names: Record<string, string> = { ann: 'Ann', bob: 'Bob', carol: 'Carol', mod: 'Mo', min: '민지', hye: '혜진' }

/** The id that somebody of the pictures would have on a platform. */
export const idOn = (platform: 'discord' | 'slack', id: string): string =>
  platform === 'slack' ? `U0${id.toUpperCase()}` : String(1_000_000_000_000_000 + Object.keys(names).indexOf(id))

/** The names of the members of the pictures, by their ids, also by those of the platforms. */
export const people: Record<string, string> = Object.fromEntries(
  Object.entries(names).flatMap(([id, name]) => [
    [id, name],
    [idOn('discord', id), name],
    [idOn('slack', id), name],
  ]),
)

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
