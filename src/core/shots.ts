import type { RequestDraft, Shot } from './request.ts'

/** Shots as somebody would type them: `a boat at dawn (3 s) | it rains`. */
export const writeShots = (shots: readonly Shot[]): string =>
  shots
    .map(({ prompt, seconds }) => `${prompt.replace(/\s*[|｜\n]\s*/gu, ', ').trim()}${seconds === undefined ? '' : ` (${seconds} s)`}`)
    .join(' | ')

/** What a prompt may have at most: `request.ts`. */
const longestPrompt = 4000

/** What shots say, as a prompt: it stands wherever a clip's words are shown, for a clip in shots may have no others. */
export const shotsText = (shots: readonly Shot[] = []): string =>
  shots
    .map(({ prompt }) => prompt.replace(/[.\s]+$/u, ''))
    .join('. ')
    .slice(0, longestPrompt)

/** The prompt that somebody gave beside the shots; empty where it only says what the shots say. */
export const ownPrompt = ({ prompt, shots }: Pick<RequestDraft, 'prompt' | 'shots'>): string =>
  shots && prompt === shotsText(shots) ? '' : prompt
