/**
 * Names of inputs that nobody may set for a model that is not listed. Such a model is held at one price whatever is asked of it, so
 * nothing may be set that makes more of a clip than one clip; and its checks are what stands between its vendor's rules and us. Names
 * are all there is to go by: vendors describe their inputs in no common way. Whole words count, as they stand between `_`, `-`, `.` and
 * capitals, so that `seed_number` is refused too: better one input too few than a bill.
 */
const words: readonly RegExp[] = [
  // How many are made, and how long or how large they are where our own options do not say it.
  /^(n|num|nums|number|numbers|count|counts|amount|quantity|total|max|batch|batches|repeat|repeats|repetitions|copies|variations|variants)$/,
  /^(outputs?|images?|videos?|clips?|samples?|frames?|shots?|scenes?|takes?|generations?|chunks?|segments?|loops?|extensions?)$/,
  /^(steps?|iterations?|passes|epochs?|rounds?)$/,
  /^(duration|length|seconds|secs?|fps|width|height|resolution|size|upscale|upscaler|upscaling|megapixels|interpolation|quality|hd|4k|8k)$/,
  /^(hardware|gpu|gpus|tier|priority|turbo|models?|hdr|exr|bitrate|thinking|search|voices?|elements?)$/,
  // What switches checks off.
  /^(safety|safe|unsafe|nsfw|sfw|adult|moderation|moderate|censor|censorship|uncensored|filter|filters|checker|guard|guardrails?|tolerance|permissive|unrestricted)$/,
  /^(policy|compliance|watermark)$/,
  // What fetches or runs something of the member's choice.
  /^(lora|loras|weights|checkpoint|url|uri|webhook|token|key|secret)$/,
]

const wordsOf = (name: string): string[] =>
  name
    .replace(/([a-z\d])([A-Z])/g, '$1_$2')
    .toLowerCase()
    .split(/[^a-z\d]+/)
    // `num2`, `frames8`: the number says nothing.
    .flatMap((word) => [word, word.replace(/\d+$/, '')])
    .filter((word) => word !== '')

/** Whether an input of a model that is not listed may multiply what it costs, or switch its checks off. */
export const isCostlyInput = (name: string): boolean => {
  const parts = wordsOf(name)
  // `numframes`, `disablesafetychecker`: written as one.
  const whole = parts.join('')
  return (
    parts.some((part) => words.some((pattern) => pattern.test(part))) ||
    /^(num|max|total|batch)[a-z]{3,}|(frames|outputs|images|videos|samples|count)$|safety|nsfw|moderation|uncensor/.test(whole)
  )
}
