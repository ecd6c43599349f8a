import type { MotionRules, Move } from './motion-rules.ts'

/** Verbs of what people, animals and things do in a few seconds. */
const verbs = `
  arrive approach bark beckon bend bite blink blow blush board bolt bounce bow bow break breach breathe brush bubble build bump burn burst
  buzz caress carry catch charge chase chew chop clap climb clench close coil collapse collide come cough cover crack crackle crash crawl
  creak creep crouch crumble crumple cry cough curl dance dart dash descend dip dissolve dive dodge drag drain draw drift drink drip drive
  drop duck dust eat emerge enter erupt exhale expand explode fade fall fan fidget fight flap flare flash flee flex flicker flinch flip float
  flow flutter fly fold freeze frown gallop gasp gather gesture giggle glance glide glow go grab grin grip grow gush hammer hatch hop hover
  howl hug inhale jump kick kiss kneel knock land laugh leak lean leap leave lick lie lift light listen look loom lower march melt move nod
  nuzzle open pace pass paddle peek peel perch pick plunge point pop pounce pour pout prowl puff pull pulse punch purr push put race raise
  reach recoil reel release retreat ripple rise roar roll rotate row run rush rustle scatter scream scurry set settle shake shatter shift
  shimmer shiver shout shrug shudder sigh sing sink sip sit sizzle skate skid slam slash slide slip slither smash smile smirk snap sneeze
  snore soar sob spark sparkle spill spin splash splinter sprawl spread sprint sprout squeeze squint stagger stand stare start steam step
  stir stomp stoop stop straighten stream stretch stride strike stroke stroll strut stumble surge sway sweep swell swerve swim swing swirl
  swish take talk tap tear throw thrash tiptoe topple toss touch trail tremble trot trudge tumble turn twinkle twirl twist twitch unfold
  unfurl vanish vibrate wade wag waddle wake walk wash wave weave weep whip whirl whisper wiggle wince wink wipe wobble wrap wrestle wriggle
  yawn zip zoom bloom blossom billow wilt orbit splash ignite crumble overflow shed raise wash
  cheer read write play hide watch speak sneak salute applaud juggle dig powers
`

/** Nouns as well: at the head of a prompt, or behind a word that names whose they are, they are no verbs. */
const nouns = new Set(
  'waves leaves flies flashes sparks lights ripples shadows steps steam light fan dust spark wave row box bow smile laugh'.split(' '),
)

/** `turn`, `turns`, `turning`; `carry`, `carries`; `wave`, `waving`; `run`, `running`. */
const formsOf = (verb: string): string[] => {
  const s = /(?:[sxz]|ch|sh|o)$/.test(verb) ? `${verb}es` : /[^aeiou]y$/.test(verb) ? `${verb.slice(0, -1)}ies` : `${verb}s`
  const stem = /[^eoy]e$/.test(verb) ? verb.slice(0, -1) : /ie$/.test(verb) ? `${verb.slice(0, -2)}y` : verb
  const doubled = /[^aeiou][aeiou][bdgklmnprt]$/.test(verb) ? [`${stem}${stem.at(-1)}ing`] : []
  return [verb, s, `${stem}ing`, ...doubled]
}
const forms = new Set(verbs.split(/\s+/).filter(Boolean).flatMap(formsOf))

const determiners = new Set(
  'a an the his her its their my your our this that these those some each every of in on at with into from under over behind through by and'.split(
    ' ',
  ),
)
/** Behind a verb, seldom behind a noun. */
const objects = new Set('his her its their my your the a an up down around away back off into onto toward towards at goodbye'.split(' '))
const subjects = new Set('he she it they who everyone everybody both we'.split(' '))
/** Forms of verbs that only say what is, or that belong to the camera. */
const noActs = new Set('revealing showing following starting beginning ending looking'.split(' '))

const wordsOf = (text: string): string[] => text.toLowerCase().match(/[\p{L}\p{N}]+(?:['’-][\p{L}\p{N}]+)*/gu) ?? []

const act: MotionRules['act'] = (part, { anyAct, isCamera }) => {
  const words = wordsOf(part)
  const found = words.find((word, at) => {
    if (!forms.has(word) || noActs.has(word)) return false
    const before = words[at - 1]
    if (isCamera) return word.endsWith('ing')
    if (word.endsWith('ing')) return !determiners.has(before ?? '') || at > 1
    if (before === undefined) return anyAct || !nouns.has(word)
    if (subjects.has(before)) return true
    if (determiners.has(before)) return false
    // `golden leaves` are none, `the man leaves` is one.
    return !nouns.has(word) || determiners.has(words[at - 2] ?? '') || objects.has(words[at + 1] ?? '')
  })
  return found ?? null
}

const at = (pattern: string): RegExp => new RegExp(pattern, 'iu')

const toward = 'in(?!\\s+(?:the|a|slow|real|one)\\b)|into|inward|closer|forwards?|towards?|up\\s+on|on\\b|nearer'
const backward = 'out|back(?:wards?)?|away|outward'
const sideways = 'left|right|sideways|along|across|past|laterally'

const moves: Move[] = [
  { kind: 'dollyZoom', pattern: at('\\b(?:dolly[ -]zoom|zolly|vertigo (?:shot|effect))') },
  { kind: 'in', pattern: at('\\b(?:push|zoom|dolly)-in\\b|\\bcrash[ -]zooms?\\b|\\bpunch[ -]in\\b') },
  { kind: 'out', pattern: at('\\b(?:pull|zoom|dolly)-(?:out|back)\\b') },
  { kind: 'follow', pattern: at('\\b(?:tracking|follow|steadicam)[ -]shot\\b') },
  { kind: 'pan', pattern: at('\\b(?:whip|swish)[ -]pans?\\b|\\bpanning shot\\b') },
  { kind: 'around', pattern: at('\\b(?:orbit(?:ing|al)?|arc|360(?:[- ]degree)?) shot\\b') },
  { kind: 'crane', pattern: at('\\b(?:crane|jib|boom) shot\\b') },
  { kind: 'fly', pattern: at('\\b(?:fpv|fly-?through|flyover)\\b|\\bdrone (?:shot )?fl(?:y|ies|ying)\\b') },
  {
    kind: 'still',
    pattern: at('\\b(?:locked(?:[ -](?:off|down))|static|fixed|stationary)[ -](?:camera|shot|frame|tripod)\\b|\\btripod shot\\b'),
  },
]

const headMoves: Move[] = [
  { kind: 'in', pattern: at(`push(?:es|ing)?\\s+(?:${toward})`) },
  { kind: 'in', pattern: at(`(?:dolly|dollies|dollying|zoom(?:s|ing)?|creep(?:s|ing)?|truck(?:s|ing)?|track(?:s|ing)?)\\s+(?:${toward})`) },
  {
    kind: 'out',
    pattern: at(
      `(?:pull(?:s|ing)?|dolly|dollies|dollying|zoom(?:s|ing)?|truck(?:s|ing)?|track(?:s|ing)?)\\s+(?:slowly\\s+)?(?:${backward})`,
    ),
  },
  { kind: 'side', pattern: at(`(?:dolly|dollies|dollying|truck(?:s|ing)?|track(?:s|ing)?)\\s+(?:to\\s+the\\s+)?(?:${sideways})`) },
  { kind: 'in', pattern: at('(?:dolly|zoom)(?:s|ing)?(?=\\s*$)') },
  { kind: 'follow', pattern: at('(?:track|follow)(?:s|ing)?\\s+(?:shot|behind|the|a|an|her|him|them|it|his|with)\\b') },
  {
    kind: 'pan',
    pattern: at(`pan(?:s|ning)?(?=\\s*$|\\s+(?:${sideways}|up|down|over|to|from|around|slowly|gently|shot|with|towards?)\\b)`),
  },
  { kind: 'tilt', pattern: at('tilt(?:s|ing)?(?=\\s*$|\\s+(?:up|down|to|from|towards?|shot|upwards?|downwards?|slowly)\\b)') },
  {
    kind: 'around',
    pattern: at(
      '(?:orbit|arc|circl|rotat|spin)(?:e?s|ing|e|ning)?\\s+(?:slowly\\s+)?(?:around|about|the|her|him|them|left|right)\\b|(?:orbit|arc)(?=\\s*$)',
    ),
  },
  { kind: 'crane', pattern: at('(?:crane|craning|jib(?:bing)?|boom(?:ing)?|pedestal)s?\\s+(?:up|down|over|left|right|shot)\\b') },
  { kind: 'fly', pattern: at('fl(?:y|ies|ying)\\s+(?:over|through|forwards?|in|past|above|into|towards?)\\b') },
  { kind: 'drift', pattern: at('(?:drift|float|glide|slide)\\s+(?:to\\s+the\\s+)?(?:left|right|forwards?|back|backwards?|in)\\b') },
]

const cameraMoves: Move[] = [
  ...headMoves,
  {
    kind: 'still',
    pattern: at(
      '(?:holds?|stays?|remains?|is|keeps?|locked|static|still|fixed|rests?)(?:\\s+(?:perfectly|completely|very))?\\s*(?:still|static|locked|fixed|steady)|(?:locked|static|fixed)(?:[ -](?:off|down))?|does not move|holds?(?=\\s*$)',
    ),
  },
  {
    kind: 'in',
    pattern: at(
      `(?:mov|advanc|glid|driv|slid|travel|drift|float)(?:e|es|ing|s)?\\s+(?:slowly\\s+)?(?:${toward})|advanc(?:es?|ing)|approach(?:es|ing)?|closes in`,
    ),
  },
  {
    kind: 'out',
    pattern: at(`(?:mov|glid|slid|travel|drift|float|back)(?:e|es|ing|s)?\\s+(?:slowly\\s+)?(?:${backward})|retreat(?:s|ing)?|recedes?`),
  },
  {
    kind: 'side',
    pattern: at(`(?:mov|glid|slid|travel|drift|float|sweep)(?:e|es|ing|s)?\\s+(?:slowly\\s+)?(?:to\\s+the\\s+|from\\s+)?(?:${sideways})`),
  },
  {
    kind: 'crane',
    pattern: at(
      '(?:ris|lift|descend|lower|climb|mov|float)(?:e|es|ing|s)?(?:\\s+(?:up|down|upwards?|downwards?|over|above)\\b|(?=\\s*$))|rises|descends',
    ),
  },
  {
    kind: 'around',
    pattern: at(
      '(?:circl|rotat|spin|revolv|swing|turn|mov|sweep)(?:e|es|ing|s|ning)?\\s+(?:\\S+\\s+){0,3}?(?:around|about)\\b|rotates?|circles?|spins',
    ),
  },
  { kind: 'follow', pattern: at('(?:follow|chas|trail)(?:s|ing|e|es)?\\b|keeps pace') },
  { kind: 'fly', pattern: at('(?:fl(?:y|ies|ying)|soar(?:s|ing)?|dives?|diving|swoops?|swooping)\\b') },
  { kind: 'roll', pattern: at('roll(?:s|ing)?\\b|barrel roll') },
  { kind: 'drift', pattern: at('(?:drift|float|glid|sweep)(?:s|e|es|ing)?\\b') },
]

const emptyWords = new Set(
  (
    'a an the and or of in on at to into onto from with without by for as its his her their my your is are was be it he she they this that ' +
    'these those under over behind beside near through toward towards up down out off then while very slow slowly gently softly one two all ' +
    'who which where wearing some no not'
  ).split(' '),
)

export const english: MotionRules = {
  between:
    /(?<!\s)\s*(?:[,;:+→–—|]|\.{2,}|…|(?<!\bno)[.!?](?=\s|$)|\n)+\s*(?:(?:and then|and|then|while|whilst|but|as|before|after|until|when|plus)(?=\s))?\s*|(?<!\s)\s+(?:and then|and|then|while|whilst|as(?!\s+(?:if|though|well|much|long|\w+ as)\b)|before|after|until|when|plus|followed by|(?:with|into|to)(?=\s+(?:a|an)\s+(?:(?:slow|quick|gentle|smooth|subtle|slight|fast)\s+)?(?:pan|tilt|zoom|dolly|push-in|pull-back|orbit|crane|truck|whip pan|crash zoom)\b)|(?<=\bslow|\bfast|\bsmooth|\bgentle)\s+but)\s+/giu,
  moves,
  headMoves,
  cameraMoves,
  camera: /^\s*(?:(?:the|our|a)\s+)?(?:\p{L}+(?:-\p{L}+)?\s+)?(?:camera|lens|viewpoint|view|pov|frame|drone|shot|steadicam)\b/iu,
  lead: /^(?:\s|(?:a|an|the|with|very|extremely|slow|slowly|quick|quickly|fast|gentle|gently|smooth|smoothly|subtle|subtly|slight|slightly|steady|steadily|soft|softly|dramatic|handheld|cinematic|long|short|brief|sudden|gradual|continuous|barely|visible|perceptible|low-angle|low|wide|tight|close|aerial|overhead|begins?|starts?|continues?|to|is|it|we|shot|(?!(?:dolly|fly)\b)\p{L}+ly)(?=[\s-]))+/iu,
  directions: [
    ['left', /\bleft\b/iu],
    ['right', /\bright\b/iu],
    ['up', /\b(?:up|upwards?|rises?|rising|lifts?)\b/iu],
    ['down', /\b(?:down|downwards?|descends?|lowers?)\b/iu],
  ],
  act,
  ongoing:
    /^(?:sway|flicker|drift|flow|rippl|shimmer|flutter|rustl|swirl|blow|fall|float|glow|mov|breath|rise|rising|pour|burn|crackl|sparkl|twinkl|billow|flap|stream|steam|danc|spark|wash|roll|trembl|hover|puls|run|rush|spread|grow|fade|fading|bubbl|sizzl|orbit|shin|swing)/iu,
  negation:
    /\b(?:no one|nobody|nothing|none|neither|no|not|never|without|avoid(?:ing)?|cannot|(?:do|does|is|are|must|should|will|can)(?:n['’]t| not)|don['’]?t|doesn['’]?t|isn['’]?t|aren['’]?t|won['’]?t|can['’]?t)\b/giu,
  notNegation:
    /\bno\.\s?\d|\bnot only\b|\bin no time\b|\bnothing\b[^,.;]*\bbut\b|\bno (?:sooner|doubt)\b|\bwithout (?:a |any )?(?:sound|pause|haste|hurry|end|warning|stopping|rest|effort)\b|\bnot (?:quite|yet)\b/giu,
  negatedBefore: false,
  isEmpty: (word) => emptyWords.has(word) || forms.has(word),
  stem: (word) => (word.length > 3 ? word.replace(/(?:['’]s|(?<=[^s])s)$/, '').replace(/(?<=..)(?:ing|ed|e)$/, '') : word),
  ended: (text) => text.replace(/[\s,;:–—]+$|\s+(?:and|or|with an?|into an?|to)$/giu, ''),
  describes: /^(?:in|on|under|with|wearing|at|of|against|beside|near|by|over|behind|amid|among|inside|above|beneath)$/iu,
}
