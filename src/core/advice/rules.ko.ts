import type { Move, MotionRules } from './motion-rules.ts'

const at = (pattern: string): RegExp => new RegExp(pattern, 'u')

/** Called so wherever they stand. */
const moves: Move[] = [
  { kind: 'in', pattern: at('줌\\s?인|(?:푸시|푸쉬|달리|돌리|트랙|트럭)\\s?인') },
  { kind: 'out', pattern: at('줌\\s?아웃|(?:달리|돌리|트랙|트럭)\\s?아웃|풀\\s?(?:백|아웃)') },
  { kind: 'pan', pattern: at('패닝|휩\\s?팬|(?<![\\p{L}])팬(?=한|하|\\s?샷|\\s?숏|으로\\s)') },
  { kind: 'tilt', pattern: at('틸트|틸팅') },
  { kind: 'crane', pattern: at('(?:크레인|지브|붐)\\s?(?:업|다운|샷|숏|쇼트)') },
  { kind: 'around', pattern: at('오르?빗|아크\\s?(?:샷|숏)|궤도\\s?(?:샷|숏|촬영)') },
  { kind: 'follow', pattern: at('트래킹|팔로우\\s?(?:샷|숏)?') },
  { kind: 'still', pattern: at('카메라\\s?고정|고정(?:된)?\\s?(?:카메라|샷|숏|쇼트|앵글)') },
]

/** Of a part whose subject is the camera. */
const cameraMoves: Move[] = [
  { kind: 'still', pattern: at('고정|가만히|멈춰|멈춘') },
  { kind: 'follow', pattern: at('따라|뒤쫓|쫓아') },
  { kind: 'around', pattern: at('(?:돈다|돌며|돌고|돌면서|돌아(?!보)|도는|회전|선회|공전)') },
  { kind: 'in', pattern: at('다가|가까이|전진|앞으로|들어간|들어가') },
  { kind: 'out', pattern: at('물러|멀어|뒤로|빠진|빠지|빠져|후진') },
  { kind: 'crane', pattern: at('올라|올린|상승|솟|위로|내려|하강|아래로') },
  { kind: 'side', pattern: at('(?:왼쪽|오른쪽|옆|좌|우)(?:으로|로)') },
  { kind: 'fly', pattern: at('날아|비행|통과') },
  { kind: 'moves', pattern: at('움직|이동') },
]

/** A Korean clause ends with its verb: what it ends with tells that something happens. */
const verbEnd = /(?:[가-힣]다|[가-힣](?:고|며|면서|다가|더니|자마자|네|요|지만|는데|은데))[.!]?$|(?:나|가|와|어|아|여|려|져|해|돼|켜)서$/u
/** Nouns with such an end. */
const noVerb = /(?:^|\s)(?:바다|판다|소다|최고|광고|창고|사고|냉장고|여자|남자|그리고|에서)$/u
/** What is before one of these is an act: `걸은 뒤`. */
const after = /\s(?:뒤|후|다음|동안)$/u

const lastWord = (part: string): string => part.trim().split(/\s+/).at(-1) ?? ''

const emptyWords = new Set('그리고 천천히 그 이 저 한 두 아주 매우 더 입은 있는 하는 치는 낀 된 속 위 안'.split(' '))

/** A syllable that ends in ㄴ, without it: `오른` is `오르`. */
const withoutN = (syllable: string): string => {
  const code = syllable.charCodeAt(0) - 0xac00
  return code % 28 === 4 ? String.fromCharCode(syllable.charCodeAt(0) - 4) : syllable
}

/** `걸어가고` goes on, `걸어가기` stands alone; `줌인한 다음` is `줌인`. */
const ended = (text: string): string =>
  text
    .replace(/[\s,;:]+$/u, '')
    .replace(/(?:(?<=[가-힣])[한된]|(?<=인|아웃|업|다운|샷|숏|패닝|틸트))\s(?:뒤|후|다음)$/u, '')
    .replace(/([가-힣])\s(?:뒤|후|다음)$/u, (_, last: string) => (last === '은' ? '기' : `${withoutN(last)}기`))
    .replace(/(?:으며|으면서|고|며|면서|다가|더니)$/u, '기')

export const korean: MotionRules = {
  between: /(?<!\s)\s*(?:[,;+→–—|·]|\.{2,}|…|[.!?。](?=\s|$)|\n)+\s*(?:(?:그리고|그런 다음|그다음에?|이어서|동시에)\s+)?|(?<!\s)\s+(?:그리고|그런 다음|그 다음에?|그다음에?|이어서|동시에)\s+/gu,
  goesOn: /(?:고|며|면서|다가|더니|자마자|없이|(?:나|가|와|어|아|여|려|져|해|돼|켜)서|^(?:뒤|후|다음|동안))$/u,
  moves,
  headMoves: [],
  cameraMoves,
  camera: /^\s*(?:카메라|렌즈|앵글|화면|시점|드론)(?:가|는|은|이|도)?(?=\s)(?!\s*(?:쪽|앞|뒤쪽|고정))/u,
  lead: /^\s+/u,
  directions: [
    ['left', /왼|좌/u],
    ['right', /오른|우측/u],
    ['up', /위로|업|올라|올린|상승/u],
    ['down', /아래|다운|내려|하강/u],
  ],
  act(part) {
    const word = lastWord(part.replace(after, ''))
    if (after.test(part.trimEnd())) return word
    return verbEnd.test(word) && !noVerb.test(word) ? word : null
  },
  ongoing:
    /흔들리|흔들린|흔들려|날리|날린|흩날|흐르|흐른|흘러|피어|반짝|깜박이는|내린|내리|일렁|출렁|펄럭|살랑|나부|움직|번지|번진|번져|밀려|타오|떨어지|떨어진|숨을|빛나|빛난|떠다|떠오|걷힌|걷히|튄|튀|흘리|흐른/u,
  negation: /\S+지\s(?:않(?:고|게|는다|으며|아|도록|음)|말(?:고|아|것)?|마(?:세요|라|시오)?)|없이|없음|금지|제외|빼고|말고|(?<=^|\s)못\s/gu,
  notNegation: /(?:끊임|쉼|쉴 새|소리|변함|어김|하염|거침|정신|수|아낌|말)\s?없이|(?:쉬|멈추|그치)지 않(?:고|는다)/gu,
  negatedBefore: true,
  ended,
  isEmpty: (word) => emptyWords.has(word) || verbEnd.test(word),
  stem: (word) => (word.length > 1 ? word.replace(/(?:에서|으로|에게|까지|부터|처럼|[은는이가을를의에로와과도만])$/u, '') || word : word),
}
