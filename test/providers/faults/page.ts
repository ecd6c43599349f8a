import type { Outcome } from './outcome.ts'

const head = `# What goes wrong, and what becomes of the clip

This page is written by \`test/providers/faults.test.ts\`: each adapter is asked for one clip under each fault, through a proxy that
breaks connections and against a server that keeps its vendor's contract. The studio knows of a vendor what its adapter answers and
nothing else, so one clip for each kind of answers is made by the studio with its real storage and workflow. Whatever happens, the vendor
is given one job at most, the member gets one answer, and the ledger holds, settles or refunds to match.

- *delivered*: the clip came, and was paid for once.
- *delivered, asked again*: the first try was certainly not taken, so there was a second one.
- *refunded*: the member was told why and has all credits back.
- *charged*: the vendor had taken the clip and does not say that it is free. The member is told so and pays what the vendor says, or
  else what was held.
- *held, then refunded*: nobody could say whether the vendor had taken the clip. The credits stay held for a day; then they
  go back, and what the vendor may have charged stays counted at the operator's roof.
- *the vendor had taken it*: it may charge for a clip that no member pays for.

What is certainly not sent (nobody listens, no route, no such name, a certificate or a handshake that fails) is tried again for
three minutes where no other model takes the clip, and holds no credits afterwards. Whatever may have left is asked about:
Replicate's predictions by the attempt's address, or without one by their inputs among those that are newer than the newest one
before the paid call; Kling's tasks and ComfyUI's jobs by the attempt's id; Cog's by its webhooks and an idle predictor. No clock
decides: \`test/providers/skew.test.ts\` tries them half an hour apart. Vercel's gateway takes a start that is sent again under its
key for the same one, for ten minutes at least: so it is asked. Where one of them has been given another account or token since,
nothing is absent. VideoGen and MiniMax's newer models list jobs without a word of who asked for them: once nothing can arrive any more,
none that is nobody else's by the books is absent, one is ours unless another attempt is open that could be it, and two stay unknown. So
their keys have to be the bot's own. fal and MiniMax's older models settle a lost answer by a webhook alone, which needs PUBLIC_URL. Runway
and Veo cannot.

A webhook whose signature is wrong or old is answered with 401. A good one that names an operation settles its attempt, also one
that was taken for refused, unless the clip is over or was submitted again: then the log has an error, for the vendor may
charge twice.

A database that was restored from a backup knows nothing of what was submitted after it. What it knows as submitted is asked about, as
after a crash; a clip that only waited then is submitted, once more if it had been: [backup.md](backup.md) says how to cancel these.

A number is what the member is told; the sentences stand at the end. Vendors that tell what became of a clip by a webhook
reach the house here, as they do where PUBLIC_URL is set.`

const cell = (text: string): string => text.replaceAll('|', '\\|')
const table = (titles: string[], rows: string[][]): string =>
  [titles, titles.map(() => '---'), ...rows].map((row) => `| ${row.map(cell).join(' | ')} |`).join('\n')

/** The page of all outcomes by provider; the same outcomes make the same page. */
export const writePage = (outcomes: ReadonlyMap<string, Outcome[]>): string => {
  const sentences: string[] = []
  const told = ({ words, sentence }: Outcome): string => {
    if (sentence === null) return words
    if (!sentences.includes(sentence)) sentences.push(sentence)
    return `${words} [${sentences.indexOf(sentence) + 1}]`
  }
  const names = [...outcomes.keys()].sort()
  const matrix = (kind: 'connection' | 'output'): string => {
    const faults = [
      ...new Set(names.flatMap((name) => (outcomes.get(name) ?? []).flatMap((one) => (one.case.kind === kind ? [one.case.name] : [])))),
    ]
    const rows = faults.map((fault) => [
      fault,
      ...names.map((name) => {
        const found = outcomes.get(name)?.find((one) => one.case.kind === kind && one.case.name === fault)
        return found ? told(found) : '–'
      }),
    ])
    return table(['', ...names], rows)
  }
  const [connections, outputs] = [matrix('connection'), matrix('output')]
  const own = names.map((name) => {
    const faults = (outcomes.get(name) ?? []).filter((one) => one.case.kind === 'vendor')
    const rows = faults.map((one) => [one.case.name, one.case.fault?.class ?? '', one.case.fault?.at ?? '', told(one)])
    return `### ${name}\n\n${table(['fault', 'class', 'at', 'outcome'], rows)}`
  })
  const parts = [
    head,
    `## Connections that break\n\n${connections}`,
    `## Links of finished clips\n\nOnly where a finished clip is a link; elsewhere the adapter reads it itself.\n\n${outputs}`,
    `## What vendors answer\n\n${own.join('\n\n')}`,
  ]
  return `${[...parts, `## What members are told\n\n${sentences.map((sentence, at) => `${at + 1}. ${sentence}`).join('\n')}`].join('\n\n')}\n`
}
