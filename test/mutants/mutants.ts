/** A fault that the tests must see: in `file`, `from` becomes `to`. `from` stands there exactly once. */
export interface Mutant {
  name: string
  file: string
  from: string
  to: string
  /** The test files that should fail. */
  tests: string[]
}

const studio = (name: string): string => `test/studio/${name}.test.ts`
const once = [studio('once')]
const submit = [studio('submit')]
const collect = [studio('collect')]
const tell = [studio('tell')]
const words = [studio('honest-words')]
const limits = ['test/storage/limits.test.ts']
const stills = ['test/storage/stills.test.ts']
const ledger = ['test/storage/ledger.test.ts', 'test/storage/usage.test.ts']

const of = (file: string, tests: string[], mutants: [name: string, from: string, to: string][]): Mutant[] =>
  mutants.map(([name, from, to]) => ({ name, file, from, to, tests }))

export const mutants: Mutant[] = [
  ...of('src/studio/posts/send-once.ts', once, [
    ['a post that was sent is sent again', "  if (intent.kind === 'sent') return\n", ''],
    ['a post that may have arrived is not looked for', 'again: intent.again, signal', 'again: false, signal'],
    ['a post is sent before its intent is on the disk', '  await parts.flush()\n  const ref', '  const ref'],
    ['what was sent is not remembered', '  await parts.posts.sent(key, ref, parts.clock.now())\n', ''],
  ]),
  ...of(
    'src/studio/workflow/clip-posts.ts',
    [studio('workflow/deliver')],
    [['a refused clip is not made smaller', 'Math.floor(Math.min(limitBytes, file.sizeBytes) * smallerBy)', 'limitBytes']],
  ),
  ...of(
    'src/studio/workflow/fit-clip.ts',
    [studio('workflow/deliver')],
    [['a clip that fits is made smaller', 'if (clip.video.sizeBytes <= limitBytes) return clip.video', '']],
  ),
  ...of(
    'src/studio/workflow/clip-posts.ts',
    [studio('workflow/rounds')],
    [
      [
        'takes of one batch are posted side by side',
        'locked(record.batch.id, async () => {\n        signal.throwIfAborted()',
        'Promise.try(async () => {\n        signal.throwIfAborted()',
      ],
      ['a message that may have arrived is not looked for', "const again = intent.kind === 'send' && intent.again", 'const again = false'],
      ['what an earlier try left is not brought up to date', 'if (!again) return ref\n', 'if (ref) return ref\n'],
      ['where the message stands is not remembered', '      await parts.posts.sent(round.key, ref, parts.clock.now())\n', ''],
      [
        'who stands in a message is not remembered',
        'savePosted(generation.id, { shape, inRound: true })',
        'savePosted(generation.id, { shape, inRound: false })',
      ],
      [
        'what was deleted with its message comes back',
        'savePosted(other.record.generation.id, { shape: other.shape, inRound: false })',
        'flush()',
      ],
      ['a deleted take stays', 'inRound === inRound && removedAt === null', 'inRound === inRound'],
    ],
  ),
  ...of(
    'src/studio/workflow/failure-posts.ts',
    [studio('workflow/rounds')],
    [['a later failure is not added', "if (intent.kind === 'sent' || intent.again) await platform.edit(ref, post)", '']],
  ),
  ...of('src/studio/workflow/submit.ts', once, [
    ['the attempt is not on the disk before the paid call', 'if (attempt) await parts.flush()\n', ''],
  ]),
  ...of('src/studio/workflow/submit.ts', submit, [
    ['an unknown outcome is submitted again', "case 'unknown':\n        return reconcile(", "case 'unknown':\n        return submitAnew("],
    [
      'an adapter that throws has refused',
      "return { kind: 'unknown', reason: 'the adapter threw' }",
      "return { kind: 'rejected', error: { class: 'internal', message: 'No.' } }",
    ],
    ['a cancelled clip is submitted', '    if (generation.cancelRequestedAt !== null) return { failure: canceledFailure }\n', ''],
  ]),
  ...of('src/studio/workflow/reconcile.ts', submit, [
    [
      'an attempt that never was is not closed',
      "const kept = await attempts.resolve(attempt.id, { state: 'absent' }, clock.now())",
      'const kept = attempt',
    ],
    ['what is never learnt is waited for without an end', '>= overdueMs) {', '>= overdueMs && false) {'],
    [
      'what could not be asked about for days is given up',
      "(await triedMs(parts, generation, 'unlearnt', 2 * overdueAgainMs)) >= overdueMs",
      'true',
    ],
  ]),
  ...of('src/studio/workflow/poll.ts', submit, [
    ['a cancellation is not handed on', 'if (canceling !== null && provider.cancel) {', 'if (false) {'],
    ['what was billed before a cancellation is forgotten', 'if (costUsd !== undefined) await', 'if (false) await'],
    ['a provider may take for ever', 'if (elapsedMs > timeoutSeconds * 1000 && ', 'if (false && '],
    ['a clock that is set forward ends a clip', "(await triedMs(parts, generation, 'slow', 1.5 * againAfterMs)) >= slowMs", 'true'],
  ]),
  ...of('src/studio/workflow/poll.ts', words, [['the bar runs back', 'Math.max(Math.min(told, 1), generation.progress ?? 0)', 'told']]),
  ...of('src/studio/workflow/collect.ts', collect, [
    [
      'what was downloaded is dropped when the disk is full',
      "if (!(error instanceof MoodreelError && error.code === 'storage_full')) ",
      '',
    ],
    [
      'deaths of the media child are not counted',
      'await countingDeaths(parts, generation, async () =>',
      'await ((_a, _b, work) => work())(0, 0, async () =>',
    ],
  ]),
  ...of('src/studio/workflow/fetch-clip.ts', collect, [
    ['a provider is asked for links for ever', 'const asks = linksAsked < mostAsked', 'const asks = true'],
    ['a dead link is as good as a slow one', 'status !== null && goneStatuses.has(status) ? deadLinkMs : poorLinkMs', 'poorLinkMs'],
    ['a slow link is as bad as a dead one', 'status !== null && goneStatuses.has(status) ? deadLinkMs : poorLinkMs', 'deadLinkMs'],
    ['our own network that is away counts as tried', "status !== null || named !== 'unreached'", 'true'],
    ['one bad answer to an adapter ends a paid clip', '.catch(asOfLink)', ''],
    ['a fresh link is not kept', '  await parts.generations.saveResult(generationId, { ...status, seenAt })\n', ''],
  ]),
  ...of('src/studio/workflow/obstacles.ts', collect, [
    ['a restart counts deaths from the beginning', '  await noteObstacle(parts, { id }, { ...obstacle, deaths })\n', ''],
    ['a night off counts as tried', 'Math.min(Math.max(now - before.at, 0), pauseMs)', 'now - before.at'],
  ]),
  ...of('src/studio/workflow/stage.ts', collect, [
    ['a full disk ends a paid clip', 'const noRoom = options.paid === true && isFullDisk(error)', 'const noRoom = false'],
  ]),
  ...of(
    'src/studio/workflow/stage.ts',
    [studio('stage')],
    [
      ['a stage that is behind is done again', 'if (options.state && isBehind(options.state, found.generation.state))', 'if (false)'],
      [
        'a stage has no deadline',
        'if (clock.now() - record.generation.stateAt > options.deadlineMs && (await isTriedEnough(error))) {',
        'if (false) {',
      ],
      ['a cancelled clip goes on', 'if (options.cancelable && record.generation.cancelRequestedAt !== null)', 'if (false)'],
      ['an expected failure is tried again', 'error instanceof MoodreelError && isExpected(error)) {', 'false) {'],
    ],
  ),
  ...of('src/studio/workflow/report-end.ts', tell, [
    ['the end is told once, whatever the chat says', '    if (passing.length > 0) throw passing[0]\n', ''],
    ['what a chat refuses for good is told for ever', 'faults.filter((fault) => !isRefusal(fault))', 'faults'],
    [
      'a failed post keeps the first message as it was',
      'Promise.allSettled([posted(), announcer.end(batch.id)])',
      'Promise.allSettled([posted().then(() => announcer.end(batch.id))])',
    ],
  ]),
  ...of('src/storage/admission.ts', stills, [
    ['stills are not counted apart', 'asked.stills > 0 ? await countStills(ofStills)', 'asked.stills < 0 ? await countStills(ofStills)'],
    [
      'what counts nothing is over a limit',
      'if (usedBy(asked, tier.still) > 0) refuseOver',
      'if (usedBy(asked, tier.still) >= 0) refuseOver',
    ],
  ]),
  ...of('src/storage/insert-batch.ts', stills, [['a clip gives a still back', 'makesStill(generation.mode) || !isOfStills(one)', 'true']]),
  ...of('src/storage/pace.ts', stills, [
    ['a channel says too soon when there is room', "within[makesStill(mode) ? 'stills' : 'clips'] -= 1", 'within.clips -= 1'],
  ]),
  ...of(
    'src/studio/charge.ts',
    ['test/spending/loops.test.ts'],
    [
      [
        'a failed clip is charged',
        '  return { costCredits: 0, billedCredits: 0, counts: false }\n',
        '  return { costCredits: generation.heldCredits, billedCredits: 0, counts: false }\n',
      ],
    ],
  ),
  ...of('src/studio/posts/announcer.ts', tell, [['a refused last edit is swallowed', '    return mine\n', '    return state.editing\n']]),
  ...of(
    'src/studio/workflow/take-slot.ts',
    [studio('take-slot')],
    [
      [
        'a slot that was given back is given to nobody',
        '      await parts.slots.release(generation.id)\n      await give(generation.provider)\n',
        '      await parts.slots.release(generation.id)\n',
      ],
    ],
  ),
  ...of('src/studio/assemble.ts', once, [
    [
      'the slot is released late',
      '        await slots.release(context.record)\n        await collect(context)\n',
      '        await collect(context)\n        await slots.release(context.record)\n',
    ],
  ]),
  ...of('src/studio/workflow/sweep.ts', submit, [
    ['a run that the engine forgot is not begun again', '        await engine.begin(open.id)\n      } else', '      } else'],
  ]),
  ...of('src/studio/workflow/generate.ts', tell, [
    ['a failure is not handed to the ledger', 'stages.settle(generationId, failure)', 'stages.settle(generationId, null)'],
  ]),
  ...of('src/storage/ledger.ts', ledger, [
    ['a clip that never came uses up the day', 'free && !closing.counts ? -1 : 0', '0'],
    [
      'a clip is closed twice',
      "        .where('finished_at', 'is', null)\n        .returning('counted_json')",
      "        .returning('counted_json')",
    ],
    ['a refund gives nothing back', 'const back = -hold.credits - closing.costCredits', 'const back = 0'],
    ['a grant that is run again is added', '  if (isNew) await addTo(', '  await addTo('],
  ]),
  ...of('src/storage/ledger.ts', limits, [
    ['a run that a paid provider took does not use up the day', 'free && !closing.counts ? -1 : 0', 'free ? -1 : 0'],
    ['what may have been billed leaves the roof', 'Math.max(closing.costCredits, closing.billedCredits ?? 0)', 'closing.costCredits'],
  ]),
  ...of('src/storage/admission.ts', limits, [
    ['nobody looks at the roof of the day', 'spent > 0 ? admission.roof?.day : null', 'null'],
    ['nobody looks at the roof of the month', 'spent > 0 ? admission.roof?.month : null', 'null'],
  ]),
  ...of(
    'src/studio/charge.ts',
    ['test/spending/loops.test.ts'],
    [['what a provider took is free', '(told ?? generation.heldCredits)', '(told ?? 0)']],
  ),
  ...of(
    'src/studio/admission/pick-model.ts',
    ['test/spending/unlisted.test.ts'],
    [['anybody names any model', 'if (!tier.unlisted) throw', 'if (false) throw']],
  ),
  ...of('src/storage/admission.ts', ledger, [
    ['an event is admitted twice', "  if (before) return { kind: 'duplicate', batchId: before.id }\n", ''],
    ['nobody looks at the credits', "  refuseOver('credits', ofMonth.spent, tier.creditsPerMonth + ofMonth.granted)\n", ''],
  ]),
  ...of(
    'src/storage/attempts.ts',
    ['test/storage/attempts.test.ts'],
    [['an attempt is begun beside one that may have been taken', '      if (open) return null\n', '']],
  ),
  ...of('src/storage/posts.ts', once, [
    [
      'a post that was begun is as good as new',
      "if (row) return { kind: 'send', again: true }",
      "if (row) return { kind: 'send', again: false }",
    ],
  ]),
  ...of(
    'src/storage/slots.ts',
    ['test/storage/slots.test.ts'],
    [
      [
        'one slot too many is given',
        'const free = concurrency - (await heldOf(transaction, provider))',
        'const free = concurrency + 1 - (await heldOf(transaction, provider))',
      ],
      ['a slot that was released is given back again', ".set({ slot: 'released' })", ".set({ slot: 'none' })"],
    ],
  ),
]
