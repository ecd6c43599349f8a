import type { Language, Word } from './language.ts'

/** The words for each part of a scene. */
const parts = {
  // when
  dawn: 'dawn sunrise morning daybreak',
  day: 'day bluesky noon midday daylight sunny bright afternoon daytime summer tropical',
  sunset: 'sunset sundown golden evening',
  dusk: 'dusk twilight bluehour',
  night: 'night midnight moonlit moonlight starlit starry nighttime nocturnal dark',
  // where
  sea: 'sea ocean wave surf tide coast coastal island harbor harbour bay atlantic pacific mediterranean underwater',
  beach: 'beach shore seaside sand shoreline lagoon',
  lake: 'lake pond river stream fjord canal loch reflection water',
  mountains: 'mountain peak alps alpine himalaya summit ridge everest fuji cliff glacier',
  hills: 'hill valley countryside tuscany highland',
  forest: 'forest wood woodland pine jungle rainforest grove redwood bamboo',
  city: 'city skyline street town downtown building skyscraper tower urban metropolis tokyo york london paris seoul shanghai manhattan rooftop alley cyberpunk',
  desert: 'desert dune sahara canyon mesa oasis mars',
  meadow: 'meadow field grass grassland prairie garden farm wheat pasture lawn park savanna',
  space: 'space galaxy nebula cosmos cosmic universe asteroid interstellar supernova',
  sky: 'sky heaven horizon',
  // weather and season
  rain: 'rain rainy drizzle raindrop wet downpour',
  storm: 'storm stormy thunder thunderstorm lightning hurricane tempest',
  snow: 'snow snowfall snowing blizzard snowflake snowstorm',
  winter: 'winter wintry snowy snow snowfall snowing blizzard frozen ice icy frost frosty arctic polar december january',
  fog: 'fog foggy mist misty haze hazy',
  clouds: 'cloud cloudy overcast cumulus',
  clear: 'clear cloudless',
  autumn: 'autumn autumnal october november maple',
  spring: 'spring springtime april may',
  leaves: 'leaf leaves',
  petals: 'blossom sakura petal cherry',
  // look and motion
  neon: 'neon cyberpunk synthwave vaporwave retrowave blade',
  slow: 'slow slowly gentle gently calm calmly serene peaceful quiet still soft softly tranquil lazy dreamy',
  fast: 'fast quick quickly rapid racing rush rushing timelapse hyperlapse speed dynamic energetic',
  wild: 'wild rough crashing raging violent stormy storm windy wind choppy dramatic hurricane tempest',
  // things
  sun: 'sun sunlight sunshine sunbeam sunrise sunset',
  moon: 'moon moonlit moonlight lunar crescent',
  stars: 'star starry starlit starlight constellation milky',
  birds: 'bird gull seagull geese goose crane swallow flock pigeon dove crow eagle',
  boat: 'boat sailboat sail ship yacht canoe vessel sailing gondola raft',
  balloon: 'balloon',
  lanterns: 'lantern',
  lighthouse: 'lighthouse beacon',
  cabin: 'cabin house cottage hut chalet home barn farmhouse',
  tree: 'tree oak willow',
  fire: 'fire campfire bonfire flame ember burning',
  fireflies: 'firefly fireflies magical enchanted fairy glowing',
  aurora: 'aurora borealis northern',
  planet: 'planet saturn jupiter mars',
  person: 'person man woman girl boy child people traveler traveller hiker wanderer silhouette couple figure someone',
  cat: 'cat kitten kitty feline',
  flowers: 'flower wildflower daisy poppy tulip rose lavender sunflower bloom blooming garden',
}

/** Things that are not drawn, by the part of a scene in which they are found. */
const hints = {
  sea: 'dolphin whale shark octopus jellyfish turtle mermaid submarine coral reef surfer',
  lake: 'waterfall swan duck frog',
  mountains: 'volcano',
  forest: 'fox deer wolf bear rabbit squirrel owl panda tiger mushroom elf',
  city: 'car taxi bus motorcycle traffic',
  desert: 'camel pyramid cactus',
  meadow: 'horse dog cow sheep puppy lion elephant unicorn pony butterfly bee windmill',
  space: 'spaceship spacecraft rocket astronaut alien ufo satellite comet',
  sky: 'airplane plane aeroplane helicopter drone kite zeppelin airship',
}

/** Other things that are not drawn. */
const things = `robot train samurai dragon dinosaur monster ghost angel knight warrior wizard witch king queen princess ballerina dancer monkey
 fish goldfish mouse snake guitar piano violin book clock mirror door window room kitchen cafe coffee tea cake bread pizza food fruit apple
 chair table lamp candle bicycle bike bridge castle temple church palace face hand eye dress hat sword crown coin diamond crystal machine
 computer phone logo text band quartet concert stage crowd army dance chef doctor baby statue toy doll teddy wing feather egg firework snowman smoke`

/** Words that name no thing, or no thing to be drawn; what ends as a verb or an adverb does needs no line here. */
const others = `a an the this that these those some any each every all both another its his her my our your their it he she they we you i me
 us him them who whom which what where when while as if then than so but or nor and not no yes of in on at by to from with without into onto
 over under above below beneath beside behind between among amid around across through along against toward towards near off out up down
 away back forth forward ahead inside outside within upon after before during until till about like per via is are was were be been being
 am do does did has have had can could will would shall should may might must let there here one two three four five six seven eight nine
 ten hundred thousand many few several more most much less very too also just only ever never always again once now today tomorrow
 left right top bottom middle center centre side front background foreground distance edge place time moment day view end start
 cinematic realistic photorealistic style video clip film movie cinema scene shot footage frame camera lens pan tilt zoom dolly push pull
 orbit arc track truck crane drift drone handheld tripod static close closeup macro wide angle aerial portrait landscape bokeh depth fps
 hd uhd hdr imax dslr resolution quality definition detail render cgi anime cartoon comic pixel art artwork artstation watercolor watercolour
 oil paint sketch pencil drawing noir vintage retro aesthetic mood vibe atmosphere ambience feel feeling lighting light color colour tone
 texture contrast shadow motion loop slowmo lapse trailer music sound beauty masterpiece minimal minimalist surreal abstract
 style fantasy scifi sci fi concept test prompt please make create show generate give want need thing something anything nothing everything way
 kind sort lot bit piece pair group row line speed pace style new old young big small large huge giant tiny little long short tall high low
 deep thin thick round flat sharp smooth clean dirty dry warm hot cold cool hard light heavy bright pale vivid rich full empty open closed
 alone together happy sad angry lonely cozy cosy cute pretty epic heroic magic mystical ancient modern future past real natural wooden
 golden silver black white grey gray same other own first last next final single double half whole main great good nice best better
 bad mad wet free strong weak lost hidden distant far hazy tall nostalgic gothic eerie elegant gentle noble humble fierce silent
 walk run jump stand sit lie fly swim sing play ride drive sleep eat drink look watch see smile laugh cry talk fall rise fade glow shine
 burn move turn spin flow float blow open come go get take hold carry wear reach pass cross follow lead chase wait hang roll rush wash break
 crash hit beat touch lean climb dive sail gaze stare dream think grow bloom melt freeze flicker sway reveal emerge appear vanish begin
 stop stay keep leave enter approach circle surround cover fill reflect transform become cast drip pour stretch meet cook read write draw
 paint build bring sunlit description result hour minute week year`

/** Moods, for a prompt that names nothing that can be drawn. */
const moods = {
  joy: 'happy joy joyful cheerful fun playful party celebration festive birthday bright cute funny upbeat smile laugh optimistic hope hopeful',
  calm: 'calm peaceful serene quiet gentle relax relaxing zen meditation meditative soft tranquil tender soothing',
  love: 'love romantic romance wedding kiss warm cozy cosy intimate heart dreamy valentine sweet',
  sad: 'sad melancholy melancholic lonely alone grief sorrow cry tears blue nostalgia nostalgic bittersweet gloomy somber wistful',
  mystery: 'mystery mysterious magic mystical secret strange eerie surreal enigmatic dream ethereal enchanted witch wizard',
  dread: 'dark scary horror terror fear creepy haunted ominous sinister evil monster ghost nightmare death tense suspense angry',
  epic: 'epic heroic grand majestic battle war glory triumph victory legend legendary powerful dragon knight warrior king cinematic',
}

/** What may stand between a move and its direction. */
const how = '([- ](slowly|gently|softly|smoothly|slightly|quickly|steadily))?'

/** The camera's moves by their names, as the catalogue row offers them. Of two whose words are in a prompt the upper one counts. */
const moves = {
  static: /\b(static|locked|fixed|tripod|still) (camera|shot|frame)\b|\bstatic\b|\bno camera\b|\blocked[- ]off\b/,
  'push in': new RegExp(
    `\\b(push|zoom|dolly|move|fly|flies|flying|track)(s|es|ing)?${how}[- ]?(in|into|forward|through|towards?|closer)\\b|\\bmoving${how} (in|closer)\\b|\\bapproach(es|ing)?\\b`,
  ),
  'pull out': new RegExp(`\\b(pull|zoom|dolly|move)(s|es|ing)?${how}[- ]?(out|back|away)\\b|\\bmoving${how} (back|away)\\b`),
  'pan left': new RegExp(
    `\\b(pan|truck|slide|sliding|track|move|moving)(s|ning|ing)?${how}[- ](to the |towards the )?left\\b|\\bleft pan\\b|\\bright to left\\b`,
  ),
  'pan right': new RegExp(
    `\\b(pan|truck|slide|sliding|track|move|moving)(s|ning|ing)?${how}[- ](to the |towards the )?right\\b|\\bleft to right\\b|\\bpan(s|ning)?\\b`,
  ),
  'tilt up': new RegExp(`\\b(tilt|crane|pedestal|boom)(s|ing)?${how}[- ]up\\b|\\bcamera (rises|rising)\\b`),
  'tilt down': new RegExp(`\\b(tilt|crane|pedestal|boom)(s|ing)?${how}[- ]down\\b|\\bcamera (descends|descending)\\b`),
  orbit: /\b(orbit|arc|circl|rotat)(s|es|e|ing)?\b/,
  drift: /\b(drift|float|glid|handheld)(s|es|e|ing)?\b/,
}

/** Words of the neighbours that also write in Latin letters: what is not known in their sentences is no noun of English. */
const foreign = new Set(
  'el la los las un una unos del der die das und ein eine einen im mit le les une des du et dans notre mon il gli di della nel os um uma na een het'
    .concat(' van op og och som på på en es y con por sur avec au aux da do em con per sul ve bir dan yang di pada')
    .split(' '),
)

const colours = `red=#e0352b crimson=#c2183a orange=#f57f20 amber=#f6a521 gold=#f3b52f yellow=#f7d038 green=#3fa653 emerald=#1f9d6b
 teal=#1a9a9a turquoise=#2cc0b8 cyan=#27c4e6 blue=#2f6fe0 azure=#3a9df0 indigo=#4b3fb0 purple=#8a3fc4 violet=#8f52e0
 lavender=#a98fe0 magenta=#d4359c pink=#f27fae rose=#e8628a coral=#f5785f brown=#8a5a3a pastel=#f2c6d8`

const international =
  /^(cinematic|realistic|film|video|clip|hd|uhd|anime|drone|zoom|pan|style|cinema|noir|retro|surreal|render|portrait|macro)$/i

const nounsInIng = /^(.{1,2}|str|spr|ev|morn|build|ceil|wedd|duckl|earr|paint|cloth|engrav)ing$/
const isVerbLike = (word: string): boolean =>
  (word.endsWith('ing') && !nounsInIng.test(word)) ||
  /^.{2,}[^e]ed$|^.{2,}(ful|less|ous|est|ern)$|^.{4,}tic$|(?<!f|l|mi|li|bel)ly$|n['’]t$/.test(word)

/** The words of English, as `vocabulary.ts` asks them of a language. */
export const english: Language = {
  script: /\p{Script=Latin}/u,
  parts,
  hints,
  things,
  others,
  moods,
  moves,
  colours,
  // Phrases whose colour is not meant for the whole picture, and names of two words.
  prepare: (prompt) =>
    prompt
      .replace(/\bblue sk(y|ies)\b/gi, 'bluesky')
      .replace(/\bblue hours?\b/gi, 'bluehour')
      .replace(/\b(golden (?=retriever)|(liminal|negative|empty) space\b)|['’]s\b/gi, ''),
  stems: (word) => [word, word.replace(/s$/, ''), word.replace(/es$/, ''), word.replace(/ies$/, 'y'), word.replace(/ves$/, 'f')],
  /** The last word of a run that nothing parts, `fox` in `a small red fox in`. */
  nouns: (clause) => {
    const nouns = new Map<Word, string>()
    let run: Word[] = []
    let opener = ''
    for (const word of [...clause, null]) {
      const typed = word?.typed.toLowerCase() ?? ''
      if (word && word.kind !== 'other' && !isVerbLike(typed)) {
        run.push(word)
        continue
      }
      // `a chef cooks`, `the robot awakens`: the word with an s is what the thing does.
      const isVerb =
        /[^siu]s$/.test(run.at(-1)?.typed ?? '') && run.length > 1 && (/^(an?|one)$/.test(opener) || run.at(-2)?.kind !== 'unknown')
      const head = run.at(isVerb ? -2 : -1)
      if (head?.kind === 'unknown' && head.typed.length > 2) nouns.set(head, head.typed)
      run = []
      opener = typed
    }
    return nouns
  },
  /** A prompt of unknown words alone, or with words of another language, may be any language's; and words of film are everybody's. */
  isRead: (words) =>
    words.some(({ kind, typed }) => kind !== 'unknown' && !international.test(typed)) &&
    !words.some(({ typed }) => foreign.has(typed.toLowerCase())),
  nounsGrow: false,
}
