const fullCodes = new Set<unknown>(['ENOSPC', 'EDQUOT', 'EFBIG'])

/** Whether an error of the file system means that there is no room, a quota is used up or a file may not grow any more. */
export const isDiskFull = (error: unknown): boolean => error instanceof Error && 'code' in error && fullCodes.has(error.code)
