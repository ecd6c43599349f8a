import { type Sentence, say } from '../words/sentence.ts'

/** The flags that people bring from other tools, most of them Midjourney's, and what stands for them here. */
const foreign: readonly { flags: readonly string[]; instead: Sentence }[] = [
  { flags: ['v', 'version', 'niji', 'engine'], instead: say('option.foreignModel') },
  { flags: ['chaos', 'c', 'weird', 'w', 'variety', 'vary'], instead: say('option.foreignVariety') },
  { flags: ['stylize', 's', 'style', 'raw', 'exp'], instead: say('option.foreignStyle') },
  { flags: ['cref', 'oref', 'cr'], instead: say('option.foreignReference') },
  { flags: ['sref', 'sr'], instead: say('option.foreignStyleReference') },
  { flags: ['iw'], instead: say('option.foreignImageWeight') },
  { flags: ['loop'], instead: say('option.foreignLoop') },
  { flags: ['end'], instead: say('option.foreignEnd') },
  { flags: ['motion'], instead: say('option.foreignMotion') },
  { flags: ['q', 'quality', 'hd', 'sd', 'hq', 'upbeta', 'uplight'], instead: say('option.foreignQuality') },
  { flags: ['repeat', 'r', 'bs', 'batch'], instead: say('option.foreignRepeat') },
  {
    flags: ['gs', 'cfg', 'guidance', 'guidance-scale', 'steps', 'sampler', 'scheduler'],
    instead: say('option.foreignInput'),
  },
  { flags: ['fast', 'turbo', 'relax', 'quick'], instead: say('option.foreignDraft') },
  {
    flags: ['cw', 'sw', 'ow', 'sv', 'p', 'profile', 'personalize', 'tile', 'stop', 'stealth', 'public', 'private', 'sameseed', 'video'],
    instead: say('option.foreignNothing'),
  },
]

/** What people call an option that has another name here, with the value where the name says it. */
const others: readonly { flags: readonly string[]; meant: string }[] = [
  { flags: ['length', 'len', 'l', 'time', 't', 'dur', 'sec', 'secs', 'second', 'clip-length', '시간', '초'], meant: 'duration' },
  { flags: ['ratio', 'shape', 'format', 'orientation', 'aspectratio', 'aspect_ratio', 'a', '비율'], meant: 'aspect' },
  { flags: ['portrait', 'vertical', '세로'], meant: 'aspect portrait' },
  { flags: ['landscape', 'horizontal', 'wide', 'widescreen', '가로'], meant: 'aspect landscape' },
  { flags: ['square', '정사각형'], meant: 'aspect square' },
  { flags: ['size', 'dimensions', 'dim', 'width', 'height', 'h', 'pixels', '화질'], meant: 'resolution' },
  { flags: ['framerate', 'frame-rate', 'frame_rate', 'frames', 'rate', '프레임'], meant: 'fps' },
  { flags: ['neg', 'exclude', 'without', 'avoid', 'except', 'negative_prompt'], meant: 'no' },
  { flags: ['count', 'n', 'num', 'number', 'clips', 'copies', 'variations', 'samples', 'images', 'videos', '개수'], meant: 'takes' },
  { flags: ['music', 'voice', 'sounds'], meant: 'audio' },
  { flags: ['mute', 'silent', 'no-audio', 'no-sound', 'noaudio', 'nosound'], meant: 'audio off' },
  { flags: ['move', 'movement', 'cam', 'shot', 'zoom', 'pan'], meant: 'camera' },
  { flags: ['denoise', 'denoising', 'creativity', 'weight', 'influence'], meant: 'strength' },
  { flags: ['img', 'picture', 'pic', 'photo', 'start', 'first', 'first-frame', 'start-frame', 'init'], meant: 'image' },
  { flags: ['last-frame', 'end-frame', 'tail'], meant: 'last' },
  { flags: ['reference', 'references', 'refs'], meant: 'ref' },
  { flags: ['preset'], meant: 'template' },
  { flags: ['random', 'randomize', 'rand'], meant: 'seed' },
]

const insteadOf = new Map(foreign.flatMap(({ flags, instead }) => flags.map((flag) => [flag, instead] as const)))
const meantBy = new Map(others.flatMap(({ flags, meant }) => flags.map((flag) => [flag, meant] as const)))

/** What to do here instead of a flag of another tool. Undefined for one that nobody has. */
export const standsFor = (flag: string): Sentence | undefined => insteadOf.get(flag)

/** The option that people mean by another name, such as `duration` by `length`, if it is one of `options`. */
export const otherName = (flag: string, options: readonly string[]): string | undefined => {
  const meant = meantBy.get(flag)
  return meant !== undefined && options.includes(meant.split(' ')[0] ?? '') ? meant : undefined
}
