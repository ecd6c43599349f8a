import { foldText } from './fold-text.ts'

/** A number of one or two digits that is no part of another, also written apart: `1 4`. */
const number = '(?<![\\d.,:/+-]|\\p{L})(\\d{1,2}|\\d[ ._]\\d)(?!\\d|[.,:]\\d)'
const wordEnd = '(?![\\p{L}\\p{M}])'

/** Alternatives as they stand in a folded text. A star stands for any ending, a blank for any gap. */
const any = (phrases: string): string =>
  `(?:${phrases
    .split('|')
    .map((phrase) => foldText(phrase.replace('*', '')).replaceAll(' ', '[\\s-]{1,3}') + (phrase.endsWith('*') ? '\\p{L}{0,12}' : ''))
    .join('|')})`

const times =
  'temu|wczesniej|pozniej|pracy|önce|sonra|önceki|trước|sau|fa|dopo|later|ago|earlier|after|before|since|from|together|apart|into|long|anniversary|war|experience|warranty|of marriage|in|plus tard|apres|avant|mas tarde|despues|antes|atras|depois|mais tarde|spater|lang|назад|спустя|kemudian|lalu|बाद|पहले|আগে|পরে|بعد|پہلے'
const notTime = `(?![\\s,]{0,2}${any(times)}${wordEnd})`

/** What makes the number before it an age. */
const afterNumber = [
  `y(?:ea)?r?s?[\\s.-]{0,2}(?:o(?:ld|lds)?|of\\s+age|young)${wordEnd}`,
  'summers',
  `y[\\s./-]{0,3}o${wordEnd}`,
  `y(?:rs?)?${wordEnd}`,
  `years?${wordEnd}${notTime}`,
  `months?[\\s-]{1,2}old`,
  `(?:${any('años|anos|añitos|aninhos|ans|an|anni|jaar|latek|latk*|letni*|lat|tahun|thn|лет|год|года|साल|बरस|سال|برس|سنة|سنوات|عاما|عام|ربيعا|yaş*|yas|yasinda*|tuổi|saal|varsh*|baras|jarig*|enne*|jahre|ปี|ขวบ|ساله*|ετών|years')})${wordEnd}${notTime}`,
  `${any('jahr*|jährig*|летн*|वर्ष*|বছর*')}${notTime}`,
].join('|')

const eastern = '(?:岁|歲|周岁|歳|才(?!能)|さい|살|세(?![기대]))(?![后後]|\\s*[전후])'

const person = any(
  [
    'girl|boy|female|male|teen|kid|child|daughter|son|sister|brother|niece|nephew|lad|lass|schoolgirl|schoolboy',
    'niña|niño|chica|chico|muchacha|muchacho|hija|hijo|fille|garçon|ado|menina|menino|garota|garoto|moça|rapaz|filha|filho',
    'mädchen|junge|tochter|sohn|schülerin|schüler|девочка|девочки|мальчик|девушка|школьница|gadis|cewek|cowok|anak|putri',
    'ragazza|ragazzo|bambina|bambino|figlia|figlio|dziewczyna|dziewczynka|chłopiec|chłopak|córka|kız|kızı|oğlan|çocuk|meisje|jongen',
    'cô gái|bé gái|bé trai|cô bé|cậu bé|ladki|ladka|bachi|beti',
  ].join('|'),
)
const notMeasure =
  '(?!\\s{0,2}(?:mm|cm|m|km|k|s|sec\\p{L}{0,6}|fps|min\\p{L}{0,6}|x|×|%|p|th|st|nd|rd|of|times|people|days?|hours?|weeks?)(?![\\p{L}]))'

const patterns: readonly RegExp[] = [
  `${number}[\\s\\p{Pd}'’.]{0,3}(?:${afterNumber})`,
  `${number}\\s{0,2}${eastern}`,
  // "12-14 year olds": the first of two.
  `(?<![\\d.,:/+-]|\\p{L})(\\d{1,2})\\s?(?:-|\u2013|to|or|and)\\s?\\d{1,2}[\\s-]{0,2}(?:y(?:ea)?r|yo|y/o)`,
  `(?<!\\p{L})(?:girls?|boys?|kids|children|models?)\\s(?:aged\\s)?(?:between|from)\\s(\\d{1,2})(?!\\d|[.,:]\\d)`,
  // Before the number.
  `(?<!\\p{L})${any('age|aged|ages|eta|età|wiek|w wieku|yaş|yaşı|tuổi|อายุ|edad|edad de|age de|agee de|alter|alter von|idade|idade de|возраст*|umur|usia|berusia|berumur|उम्र|বয়স|عمر*|العمر|나이|만|年龄|年齡|年齢|leeftijd')}[\\s:=.]{0,3}(?:only |just |of )?(\\d{1,2})(?!\\d|[.,:]\\d|\\s{0,2}(?:\\+|and (?:up|over|older|above)))`,
  // Who, and a bare number: "she is 15", "girl (12)", "girl, 14".
  `(?<!\\p{L})(?:she|he|who|i)(?:[\\s'’]{1,2}(?:is|s|m|am|was|turns|turned|just|only|barely|has|about)){1,3}\\s+(\\d{1,2})(?!\\d|[.,:]\\d)${notMeasure}`,
  `(?<!\\p{L})(?:turns|turned|turning|sweet|barely)\\s+(\\d{1,2})(?!\\d|[.,:]\\d)${notMeasure}`,
  `(?<!\\p{L})${person}(?:\\s{0,2}[,(\\[:]\\s{0,2}|\\s+|\\s+(?:of|de|di|van|von|mit|con|com|à)\\s+)(\\d{1,2})(?!\\d|[.,:]\\d)${notMeasure}`,
  `${number}[\\s-]{1,2}${person}${wordEnd}`,
  `(?<!\\p{L})(?:look|appear|seem|act)s?(?:\\s(?:like|to|be|about|only|barely|no|older|than|a)){0,4}\\s(\\d{1,2})(?!\\d|[.,:]\\d)${notMeasure}`,
  // Alone between commas, or at the end after one.
  `(?:^|[,;(])\\s{0,2}([3-9]|1[0-7])\\s{0,2}(?=[,;)]|$)`,
  // "Her 13th birthday", "15 going on 16".
  `(?<![\\p{L}\\d])(\\d{1,2})(?:st|nd|rd|th)?[\\s-]{1,2}(?:birthday|bday|b-day)${wordEnd}`,
  `(?<!\\p{L})(?:going\\s+on|almost|nearly|fast|knapp|kaum|presque|casi|quasi|prawie|почти|hampir)\\s+(\\d{1,2})(?!\\d|[.,:]\\d)${notMeasure}`,
  // In the short notation of chats.
  `(?<![\\p{L}\\p{N}])(?:[fm][\\s-]?|[fm]/)(1[234567])(?![\\p{L}\\p{N}]|[.,]\\d)${notMeasure}`,
  `(?<![\\p{L}\\p{N}./-])(1[01234567])[\\s/-]?f(?![\\p{L}\\p{N}/])`,
  `(?<![\\p{L}\\p{N}])(1[01234567])/m(?![\\p{L}\\p{N}])`,
].map((source) => new RegExp(source, 'gu'))

/** An age that somebody has not reached. */
const limits: readonly RegExp[] = [
  `(?<!(?:no ?one|nobody|none|never|not|nobody is|no person|nicht|nadie) (?:is |are |looks )?)(?<!\\p{L})${any('onder|poniżej|sotto i|meno di|chưa|chưa đủ|dưới|under|below|younger than|less than|not yet|not even|menor de|menores de|menos de|moins de|unter|младше|моложе|до|bawah|kurang dari|دون|تحت|未满|未滿|不满|不到')}[\\s-]{0,2}(?:the age of |age |edad |umur |usia )?(\\d{1,2})(?!\\d)`,
  `(?<![\\p{L}\\p{N}])(?:u|sub)-?(1\\d)(?![\\p{L}\\p{N}])`,
  `(?<!\\p{L})(?:not|isnt|isn['’]t|before|until)\\s(?:even |yet |quite |turning )?(1\\d)(?!\\d|[.,:]\\d)(?=\\s+yet|[\\s,.]|$)${notMeasure}`,
  `<\\s?(1\\d)(?!\\d)`,
  `(?<!\\p{L})(?:shy|short)\\sof\\s(?:the age of )?(1\\d)(?!\\d)`,
  `(?<!\\p{L})(?:turns|turning|be)\\s(1\\d)\\s(?:next|tomorrow|soon|in)${wordEnd}`,
  `${number}\\s{0,2}(?:岁|歲|歳|才|세|살|साल|سال|বছরের?|वर्ष)?\\s{0,2}${any('未満|以下|미만|이하|से कम|سے کم|এর কম|কম')}`,
].map((source) => new RegExp(source, 'gu'))

const births = any(
  'born|nacida|nacido|nee|né|nascida|nascido|geboren|родил*|lahir*|kelahiran|生まれ|出生|生于|年生|년생|태생|जन्म*|पैदा|জন্ম*|مواليد|ولدت|ولد|پیدا*',
)
const birthYears: readonly RegExp[] = [
  new RegExp(`${births}[^\\d\\n]{0,16}((?:19|20)\\d\\d)(?!\\d)`, 'gu'),
  new RegExp(`(?<!\\d)((?:19|20)\\d\\d)[^\\d\\n]{0,8}${births}`, 'gu'),
]

/** A pupil of the first grade is six or seven. */
const grades: readonly RegExp[] = [
  /(?<![\p{L}\p{N}])(\d{1,2})(?:st|nd|rd|th)[\s-]{1,2}grad/gu,
  /(?<!\p{L})(?:grade|year|class|form)[\s-]{1,2}(\d{1,2})[\s-]{1,2}(?:student|pupil|girl|boy|kid|class|school|lad|lass|child|teen)/gu,
  /(?<!\p{L})(?:grade|year)\s([1-9]|1[0-3])(?=\s?(?:,|$)|\s(?:nude|naked|topless|undress|strip|sex))/gu,
  new RegExp(
    `(?<!\\p{L})${any('lớp|kelas|klasa|klasy|klasie|klasse|класс|कक्षा|क्लास|শ্রেণি|শ্রেণী|sınıf|grade')}\\s(\\d{1,2})(?!\\d|[.,:]\\d)`,
    'gu',
  ),
  new RegExp(
    `(?<![\\p{L}\\d.,:])(\\d{1,2})(?:\\s?[.ºª°-]|er|e|eme|ème|o|a|-?й|-?го|-?го|-?м|-?я|वीं|वी|ম|th)?\\s{0,2}${any('klasse|klässler*|klass|klasy|klasie|класс*|sınıf*|ano do|ano de escola|कक्षा|क्लास|শ্রেণি*|শ্রেণী*|جماعت|کلاس')}`,
    'gu',
  ),
  new RegExp(`(?<!\\p{L})${any('class|clase|classe')}\\s(\\d{1,2})(?=\\s${any('की|का|के|school|sd|smp')})`, 'gu'),
]
/** Who will leave school in a later year. */
const leavers = /(?<!\p{L})class\s+of\s+(20\d\d)/gu
const gradeAge = 6

/** Korean and Chinese schools by their first letters: 초4, 중2, 고1. */
const easternSchools: readonly (readonly [RegExp, number])[] = [
  [/(?<![가-힣])초\s?([1-6])(?!\d)/gu, 6],
  [/(?<![가-힣])중\s?([1-3])(?!\d)/gu, 12],
  [/(?<![가-힣])고\s?([1-3])(?!\d)/gu, 15],
]

const english =
  'three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen'.split(' ')
const englishNumber = new RegExp(`(?<!\\p{L})(?:${english.join('|')})(?!\\p{L})`, 'gu')
const ordinals =
  'first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth thirteenth fourteenth fifteenth sixteenth seventeenth eighteenth'.split(
    ' ',
  )
const ordinal = new RegExp(`(?<!\\p{L})(?:${ordinals.join('|')})(?=[\\s-]{1,2}(?:grad|birthday|bday))`, 'gu')

/** English numbers as digits. */
const englishDigits = (text: string): string =>
  text.replace(englishNumber, (word) => String(english.indexOf(word) + 3)).replace(ordinal, (word) => `${ordinals.indexOf(word) + 1}th`)

const ones = [...'一二三四五六七八九']
const korean = [...'일이삼사오육칠팔구']
const nativeTens = ['', '열', '스물|스무', '서른', '마흔', '쉰', '예순', '일흔', '여든', '아흔']
const nativeOnes = ['', '한|하나', '두|둘', '세|셋', '네|넷', '다섯', '여섯', '일곱', '여덟', '아홉']

/** Chinese, Japanese and Korean numbers below a hundred as digits, where a word for years of life follows. */
const easternDigits = (text: string): string =>
  text
    .replace(
      /([一二三四五六七八九]?)(十?)([一二三四五六七八九]?)(?=\s?(?:岁|歲|周岁|歳|才|さい))/gu,
      (all, tens: string, ten: string, one: string) =>
        all === ''
          ? ''
          : String(
              ten === ''
                ? all.length > 1
                  ? Number([...all].map((each) => ones.indexOf(each) + 1).join(''))
                  : ones.indexOf(all) + 1
                : (tens === '' ? 10 : (ones.indexOf(tens) + 1) * 10) + ones.indexOf(one) + 1,
            ),
    )
    .replace(
      /(?<![가-힣])([일이삼사오육칠팔구]?)(십?)([일이삼사오육칠팔구]?)(?=\s?세(?![가-힣]*기))/gu,
      (all, tens: string, ten: string, one: string) =>
        ten === '' ? all : String((tens === '' ? 10 : (korean.indexOf(tens) + 1) * 10) + korean.indexOf(one) + 1),
    )
    .replace(nativePattern, (all, tens: string | undefined, one: string | undefined) => {
      if (!tens && !one) return all
      const placeOf = (forms: readonly string[], form: string | undefined): number =>
        forms.findIndex((each) => each.split('|').includes(form ?? ''))
      return String((tens ? placeOf(nativeTens, tens) * 10 : 0) + (one ? placeOf(nativeOnes, one) : 0))
    })
const nativePattern = new RegExp(`(?<![가-힣])(${nativeTens.slice(1).join('|')})?\\s?(${nativeOnes.slice(1).join('|')})?(?=\\s?살)`, 'gu')

const numbersOf = (text: string, patterns: readonly RegExp[]): number[] =>
  patterns.flatMap((pattern) =>
    [...text.matchAll(pattern)].map((match) => Number((match.slice(1).find((group) => group !== undefined) ?? '').replace(/\D/g, ''))),
  )

/** Words beside which `f14` is an aperture or an aeroplane. */
const machines =
  /(?<!\p{L})(?:\d{0,3}mm|lens|aperture|iso|dof|bokeh|depth of field|shutter|tomcat|falcon|fighter|jets?|aircraft|motorway|rifle)(?!\p{L})/u

/**
 * The smallest age in years that a folded text says of somebody in digits or in Chinese, Japanese or Korean numbers:
 * "14 yo", "f14", "aged 9", "under 18" (17), "born in 2014", "8th grader". `year` is the running one. Infinity when it
 * says none. A time or a measure is no age ("14 years later", "girl, 50 mm lens").
 */
export const youngestAge = (folded: string, year: number): number => {
  const text = englishDigits(easternDigits(folded))
  if (!/\d/.test(text)) return Number.POSITIVE_INFINITY
  const plain = machines.test(text) ? patterns.slice(0, -3) : patterns
  return Math.min(
    ...numbersOf(text, plain),
    ...numbersOf(text, limits).map((limit) => limit - 1),
    ...numbersOf(text, grades).map((grade) => grade + gradeAge),
    ...easternSchools.flatMap(([school, age]) => numbersOf(text, [school]).map((grade) => grade + age - 1)),
    ...numbersOf(text, [leavers]).map((leaving) => Math.max(0, 18 - (leaving - year))),
    // Who was born so many years ago may still be a year younger.
    ...numbersOf(text, birthYears).map((birth) => Math.max(0, year - birth - 1)),
  )
}
