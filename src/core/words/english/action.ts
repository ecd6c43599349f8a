/** What can be done with a clip: the words of its buttons and of the menus of a message. */
export const action = {
  refine: 'Refine',
  reroll: 'Reroll',
  vary: 'Vary',
  edit: 'Edit',
  extend: 'Extend',
  animate: 'Animate',
  restyle: 'Restyle',
  upscale: 'Upscale',
  report: 'Report',
  delete: 'Delete',
  recipe: 'Recipe',
  fix: 'Fix',
  keep: 'Use as reference',
  show: 'Show',
  save: 'Save',
  /** More stills like one. */
  more: 'More like',
  /** As many stills as there were, from the same words. */
  again: ({ takes }: { takes: number }) => `${takes} more`,
  /** Of a still among others, its number, and how many members keep it. */
  starred: ({ take, stars }: { take: string; stars: number }) => (stars === 0 ? take : `${take} ★${stars > 1 ? stars : ''}`.trim()),
  /** A thumb, with how many members gave one. */
  vote: ({ votes }: { votes: number }) => (votes > 0 ? `👍 ${votes}` : '👍'),
  voteTake: ({ take, votes = 0 }: { take: string; votes?: number }) => (votes > 0 ? `👍 ${votes} for ${take}` : `👍 for ${take}`),
  /** Where several clips share a message. */
  ofTake: ({ action, take }: { action: string; take: string }) => `${action} ${take}`,
  /** A button that costs a good deal. */
  priced: ({ action, credits }: { action: string; credits: number }) => `${action} · ${credits}`,
}
