import type { ErrorCode, YAMLError } from 'yaml'

const ofCode: Partial<Record<ErrorCode, string>> = {
  MULTILINE_IMPLICIT_KEY: 'a colon is missing after a name, here or in the line above',
  MISSING_CHAR: 'a dash or a colon is missing here or in the line above, or the line is indented too little',
  DUPLICATE_KEY: 'this name is here a second time',
  BAD_INDENT: 'the line is indented by more or fewer blanks than the lines it belongs to',
  TAB_AS_INDENT: 'there is a tab; indent with blanks',
  BLOCK_AS_IMPLICIT_KEY: 'there are two colons in one line; put the value in quotes',
  BAD_SCALAR_START: 'a value cannot begin like this; put it in quotes',
  UNEXPECTED_TOKEN: 'there is something after the end of a value; put the whole value in quotes',
}

const oursFor = ({ code, message }: Pick<YAMLError, 'code' | 'message'>): string => {
  if (/closing/.test(message)) return 'a quote is not closed'
  if (/end with a [\]}]/.test(message)) return 'a bracket is not closed'
  return ofCode[code] ?? 'this cannot be read'
}

/** Why a file is no YAML, in our words first and in the parser's after them. */
export const yamlProblem = (error: Pick<YAMLError, 'code' | 'message'>): string => `${oursFor(error)} (YAML: ${error.message})`
