/** What can be done with a clip: the words of its buttons and of the menus of a message. */
export const action = {
  refine: 'Refine',
  reroll: 'Reroll',
  vary: 'Vary',
  edit: 'Edit',
  extend: 'Extend',
  animate: 'Animate',
  newMotion: 'Same frame, new motion',
  restyle: 'Restyle',
  upscale: 'Upscale',
  report: 'Report',
  delete: 'Delete',
  recipe: 'Recipe',
  /** A thumb, with how many members gave one. */
  vote: ({ votes }: { votes: number }) => (votes > 0 ? `👍 ${votes}` : '👍'),
  voteTake: ({ take }: { take: string }) => `👍 for ${take}`,
  /** Where several clips share a message. */
  ofTake: ({ action, take }: { action: string; take: string }) => `${action} ${take}`,
  /** A button that costs a good deal. */
  priced: ({ action, credits }: { action: string; credits: number }) => `${action} · ${credits}`,
}
