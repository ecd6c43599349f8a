import type { Kind, Outcome, Way } from './kind.ts'

/** How far the worse of the results is from the truth: colours of 255, times in seconds. */
export interface Figures {
  firstFrame?: number | undefined
  meanColour?: number | undefined
  length?: number | undefined
  soundOffset?: number | undefined
}

export interface Row {
  kind: Kind
  outcomes: Partial<Record<Way, Outcome>>
  figures: Figures
}

const head = `# What becomes of a file of each kind

This page is written by \`test/media/every-kind.test.ts\` (with \`UPDATE_DOCS=1\`), which makes or ships each of these files and gives it to the
real media process in four ways: as a picture to begin with (\`/i2v\`), as a film to restyle (\`/v2v\`), to be told what it is (\`/info\`), and as
what a provider sends.

- *picture*: read as a still, turned upright, without metadata.
- *copied*: the packets of the picture are as they were, in a container without metadata; a sound that is not taken there is AAC now.
- *encoded*: written again as H.264 in 8 bits and 4:2:0 with AAC, because the packets cannot stay as they are.
- *read*: told what it is.
- a number: refused with a sentence, which stands at the end.

The figures are those of the worse result, by FFmpeg's own demuxers and decoders against what the maker of the file drew: the largest
difference of a quarter of the first frame and of the mean of all frames, of 255 in red, green or blue; of the length; and of the time
between the first frame and the first sound. They are rounded up to steps, for another processor may encode a little differently.

What is encoded, and every frame that is shown, is BT.709 in limited range and says so, in its container and in its stream. HLG is seen as on
a screen of 1000 cd/m² (ITU-R BT.2100), PQ by its EOTF; both are brought to SDR by the EETF of BT.2390 with the reference white of BT.2408,
203 cd/m², as the white of the screen, and BT.2020 and P3 by linear light. Of Dolby Vision the film below is seen (8.1: PQ, 8.4: HLG). The
figures of those films are the distance to the same formulas in double precision, computed apart. \`/v2v\` sends them on as they are, with
their names.

**Masks.** A mask of \`/fix\` is read as any picture is: a PNG, JPEG, WebP or other still, turned as it says. From half of white on a pixel is
white and is made anew, any other stays; what is transparent was not painted. It has the size of its still, or is scaled to it where it has the
same shape by whole pixels. One that is black or white all over is refused with a sentence, and so is one more than half of which is neither,
for then it is a picture. What a model made is put into the still by us, whatever the model did (\`media/compose.ts\`): where the mask is
black every pixel is that of the still, 0 of 255 apart; where it is white it is the model's, with a soft edge of up to 12 pixels that lies inside
of the white. A model may answer in another size or as a JPEG, the fix is a PNG in the size of the still. Of a still of 16 bits the fix has the upper 8, and
of pixels that show through what is seen on any ground. A still of more than 4096 by 4096 pixels is fixed by words alone: what a model made is
put into it once it is paid for, and must not be too much then.
`

const steps = (value: number | undefined, sizes: readonly number[], unit: string): string => {
  if (value === undefined) return ''
  const step = sizes.find((size) => value <= size)
  return step === undefined ? `> ${sizes.at(-1)}${unit}` : `≤ ${step}${unit}`
}

/** The page: a table for each group, and the sentences that its numbers stand for. */
export const writeTable = (rows: readonly Row[]): string => {
  const sentences: string[] = []
  const cell = (outcome: Outcome | undefined): string => {
    if (outcome === undefined || typeof outcome === 'string') return outcome ?? ''
    if (!sentences.includes(outcome.refused)) sentences.push(outcome.refused)
    return `[${sentences.indexOf(outcome.refused) + 1}]`
  }
  const groups = [...new Set(rows.map(({ kind }) => kind.group))].map((group) => {
    const lines = rows
      .filter(({ kind }) => kind.group === group)
      .map(({ kind, outcomes, figures }) => {
        const words = [kind.name, cell(outcomes.i2v), cell(outcomes.v2v), cell(outcomes.info), cell(outcomes.clip)]
        const colours = [figures.firstFrame, figures.meanColour].map((value) => steps(value, [2, 4, 6, 8], ''))
        const times = [figures.length, figures.soundOffset].map((value) => steps(value, [0.01, 0.03, 0.05, 0.07], ' s'))
        return `| ${[...words, ...colours, ...times].join(' | ')} |`
      })
    const titles = '| kind | i2v | v2v | info | as a clip | first frame | mean colour | length | sound offset |'
    return [`## ${group}`, '', titles, '| --- | --- | --- | --- | --- | --- | --- | --- | --- |', ...lines, ''].join('\n')
  })
  const notes = sentences.map((sentence, index) => `${index + 1}. ${sentence}`)
  return [head, ...groups, '## The sentences', '', ...notes, ''].join('\n')
}
