import type { Invocation } from '../platform.ts'

/** Whether somebody typed it: who presses a button of a message sees there what it does. */
export const isTyped = ({ input, typed }: Pick<Invocation, 'input' | 'typed'>): boolean => typed === true || input.kind === 'text'
