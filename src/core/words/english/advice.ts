/** What is said to words that ask for motion, before a clip is made of them. */
export const advice = {
  cameraMoves: ({ moves }: { moves: readonly string[] }) =>
    `${moves.length === 2 ? 'Two' : moves.length} camera moves (${moves.join(', ')}) blur into one another. Ask for one.`,
  actions: ({ count }: { count: number }) => `${count} things happen here. A clip shows two at most; keep the rest for the next one.`,
  time: ({ count, seconds }: { count: number; seconds: number }) =>
    `${count} things in ${seconds} s are rushed. Each needs about 2 s: ask for fewer, or for a longer clip.`,
  shown: ({ words }: { words: string }) => `The frame shows this already: “${words}”. Say only what moves.`,
  negation: ({ words }: { words: string }) => `“${words}” says what not to do, and models do it all the same. Say what happens instead.`,
  negationToNo: ({ words, unwanted }: { words: string; unwanted: string }) =>
    `“${words}” says what not to show, and models show it all the same. Put it behind --no: ${unwanted}.`,
  words: ({ count, most }: { count: number; most: number }) => `This has ${count} words. Models follow up to ${most} well.`,

  // The question before a clip is made.
  ask: ({ findings }: { findings: number }) =>
    findings === 1 ? 'One thing about this motion, before it is made:' : `${findings} things about this motion, before it is made:`,
  simplerIs: 'Simpler',
  useSimpler: ({ prompt }: { prompt: string }) => `Use the simpler one: “${prompt}”`,
  asItIs: 'Make it as it is',
  edit: 'Edit',
}
