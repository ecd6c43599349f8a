/** What people say to somebody, and nobody wants a clip of. */
const pattern =
  /^(?:(?:hi|hello|hey|yo|thanks|thank you|thx|ok|okay|nice|great|wow|cool|good (?:morning|evening|night)|test|ping|안녕(?:하세요)?|고마워요?|감사(?:합니다|해요))[\s\p{P}\p{S}]*|(?:what|how|who|why|when|where|which|can|could|do|does|are|is)\b.{0,120}\?)$/iu

export const isSmallTalk = (words: string): boolean => pattern.test(words)
