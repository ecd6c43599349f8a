/**
 * The words of a line without what people put before them: the command once more, as in a whole line that was pasted into the field for
 * its words, the name `prompt:` that other tools want, and the signs of code around all of it.
 */
export const withoutHead = (commandName: string, positional: string | undefined, text: string): string => {
  const bare = /^\s*(`{1,3})([^`]+)\1\s*$/.exec(text)?.[2] ?? text
  const body = bare.trimStart().startsWith(`/${commandName} `) ? bare.trimStart().slice(commandName.length + 2) : bare
  return positional === 'prompt' ? body.replace(/^\s*prompt\s*[:：]\s*/iu, '') : body
}
