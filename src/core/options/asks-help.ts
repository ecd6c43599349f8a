import type { Invocation } from '../platform.ts'

const pattern = /^[\s"'“”]*(?:[-—–/]*help|-{1,2}h|\?+|도움말?)[\s"'“”!.?]*$/iu

export const isHelpWord = (text: string): boolean => pattern.test(text)

/** Whether somebody asks what a command takes, by `help` where its words would be: `/t2v help`. */
export const asksHelp = ({ input }: Pick<Invocation, 'input'>): boolean => {
  if (input.kind === 'text') return isHelpWord(input.text)
  const said = Object.values(input.values).filter((value) => value !== undefined && value !== null && value !== '')
  return said.length === 1 && typeof said[0] === 'string' && isHelpWord(said[0])
}
