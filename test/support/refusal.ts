import { MoodreelError } from '../../src/core/errors.ts'

const told = (error: unknown): [string, string] => {
  if (error instanceof MoodreelError) return [error.code, error.userMessage]
  throw error
}

/** The code and the sentence of an expected refusal; anything else fails the test. */
export const refusal = async (act: () => unknown): Promise<[string, string]> => {
  try {
    await act()
  } catch (error) {
    return told(error)
  }
  throw new Error('nothing was refused')
}

/** The same for what answers at once. */
export const refusalNow = (act: () => unknown): [string, string] => {
  try {
    act()
  } catch (error) {
    return told(error)
  }
  throw new Error('nothing was refused')
}
