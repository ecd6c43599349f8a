import { isatty } from 'node:tty'
import { type DestinationStream, pino } from 'pino'
import { terminalLine } from './terminal-line.ts'

/** Where log lines go: to a terminal in a form for people, to anything else as they are. Written at once, for a process may end any moment. */
export const logDestination = (fd: 1 | 2, hasColors: boolean): DestinationStream => {
  const destination = pino.destination({ fd, sync: true })
  return isatty(fd) ? { write: (line) => destination.write(terminalLine(line, hasColors)) } : destination
}
