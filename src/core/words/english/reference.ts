import { command } from '../command-mention.ts'
import { and, count, or } from './grammar.ts'

/** Pictures that a workspace keeps under a word. */
export const reference = {
  list: 'Write @ and a name in a prompt, and the clip looks like it.',
  empty: `Nothing is kept here yet. ${command('reference')} keep with a name and a clip or pictures does it.`,
  pictures: ({ pictures }: { pictures: number }) => count(pictures, 'picture'),
  style: 'style',
  keptBy: ({ name }: { name: string }) => `kept by ${name}`,
  kept: ({ name, pictures }: { name: string; pictures: number }) =>
    `@${name} is kept, with ${count(pictures, 'picture')}. Write @${name} in a prompt, or --ref ${name}.`,
  keptStyle: ({ name }: { name: string }) => `@${name} is kept as a style. Write @${name} in a prompt, or --style ${name}.`,
  added: ({ name, added, pictures }: { name: string; added: number; pictures: number }) =>
    `${count(added, 'picture')} added. @${name} has ${pictures} now.`,
  addedNone: ({ name }: { name: string }) => `@${name} has that picture already.`,
  deleted: ({ name }: { name: string }) => `@${name} is deleted. Clips that were made with it stay.`,
  undo: 'Undo',
  restored: ({ name }: { name: string }) => `@${name} is back.`,
  tooLate: 'It is gone for good. Keep its pictures again under the word.',
  taken: ({ name }: { name: string }) => `@${name} is kept anew by now, so the old one cannot come back. Delete the new one first.`,
  firstsAlt: ({ names }: { names: string[] }) => `One picture each of ${and(names)}`,
  boardAlt: ({ name, pictures }: { name: string; pictures: number }) => `The ${count(pictures, 'picture')} of @${name}, numbered`,
  pictureAlt: ({ name }: { name: string }) => `The picture of @${name}`,
  keepTitle: 'Keep as @name',

  needsName: ({ action, example }: { action: string; example: string }) =>
    `${command('reference')} ${action} needs a name. Example: ${example}`,
  everybody: ({ name }: { name: string }) => `@${name} calls everybody in a chat. Choose another name.`,
  noSuch: ({ name }: { name: string }) => `There is no @${name} here. ${command('reference')} list shows what there is.`,
  meant: ({ name, meant }: { name: string; meant: string }) => `There is no @${name} here. Did you mean @${meant}?`,
  notYours: ({ name }: { name: string }) => `Only the person who kept @${name} or a moderator can delete it.`,
  notYoursToRestore: ({ name }: { name: string }) => `Only the person who deleted @${name} or a moderator can bring it back.`,
  full: ({ words }: { words: number }) => `There are already ${words} words here. Delete one first.`,
  picturesFull: ({ name, most, pictures }: { name: string; most: number; pictures: number }) =>
    `@${name} has ${count(pictures, 'picture')}, and a word has ${most} at most. Keep fewer, or under another word.`,
  oneStyle: ({ name }: { name: string }) => `@${name} is a style, which is one picture. Keep this under another word.`,
  otherKind: ({ name }: { name: string }) => `@${name} is a reference already. Keep the style under another word.`,
  tooLarge: ({ file, most }: { file: string; most: number }) => `${file} is larger than ${most} MB. Keep a smaller copy.`,
  covered: ({ id }: { id: string }) => `Clip ${id} is covered, so it cannot be kept for others. Choose another one.`,
  tooManyGiven: ({ most, given }: { most: number; given: number }) =>
    `A word has ${count(most, 'picture')} at most, and these are ${given}. Keep fewer.`,
  tooOften: ({ pictures, minutes }: { pictures: number; minutes: number }) =>
    `${pictures} pictures an hour can be kept. Try again in ${minutes} min.`,

  tooMany: ({ most, given }: { most: number; given: number }) =>
    `A clip takes ${count(most, 'reference')} at most, and these are ${given}. Name fewer, or a word with fewer pictures.`,
  twoStyles: ({ names }: { names: string[] }) => `A clip has one style. Choose ${or(names)}.`,
  styleAndFile: ({ name }: { name: string }) => `A clip has one style. Use @${name} or the attached picture, not both.`,
}
