/** How a language says ages in words. */
interface Language {
  /** The words for 1, 2, 3 …, several with a stroke between them. */
  numbers: string
  /** What is said around a number, `#` in its place. */
  phrases: readonly string[]
  /** The same where a small number would be something else: "she is one of". From ten on. */
  fromTen?: readonly string[]
  /** Words before a number that make it another: twenty, thirty. */
  tens?: string
  /** The number from which it is read as an age at all; two years are mostly a time. */
  first?: number
}

const languages: readonly Language[] = [
  {
    numbers:
      'one two three four five six seven|vii eight|viii nine|ix ten eleven|xi twelve|xii thirteen|xiii fourteen|xiv fifteen|xv sixteen|xvi seventeen|xvii eighteen|xviii nineteen|xix twenty|xx',
    phrases: [
      '# year old*',
      '# years old*',
      '# yr old*',
      '# yrs old*',
      '#yearold*',
      '# yearold*',
      '# yo',
      '#yo',
      '# summers old',
      '# y o',
      '# years of age',
      'aged #',
      'age #',
    ],
    fromTen: [
      ...[
        '# year girl',
        '# year boy',
        'she is #',
        'he is #',
        'she s #',
        'he s #',
        'turned #',
        'going on #',
        'almost #',
        'nearly #',
        'turns #',
        'turning #',
        'sweet #',
        'girl of #',
      ],
      ...['boy of #', 'girl #', 'boy #', '# girl', '# boy', '# yr', '# yrs', 'a # years'],
    ],
    tens: 'twenty thirty forty fourty fifty sixty seventy eighty ninety',
  },
  {
    numbers:
      'un|uno dos tres cuatro cinco seis siete ocho nueve diez once doce trece catorce quince dieciséis diecisiete dieciocho diecinueve veinte',
    phrases: ['# años', '# añitos', 'edad de #'],
    tens: 'treinta cuarenta cincuenta sesenta setenta ochenta noventa',
    first: 3,
  },
  {
    numbers: 'un deux trois quatre cinq six sept huit neuf dix onze douze treize quatorze quinze seize dix-sept dix-huit dix-neuf vingt',
    phrases: ['# ans', 'âge de #'],
    tens: 'vingt vingts trente quarante cinquante soixante soixante-dix',
    first: 3,
  },
  {
    numbers:
      'um dois|duas três quatro cinco seis sete oito nove dez onze doze treze catorze|quatorze quinze dezesseis|dezasseis dezessete|dezassete dezoito dezenove vinte',
    phrases: ['# anos', '# aninhos'],
    tens: 'vinte trinta quarenta cinquenta sessenta setenta oitenta noventa',
    first: 3,
  },
  {
    numbers:
      'ein zwei drei vier fünf sechs sieben acht neun zehn elf zwölf dreizehn vierzehn fünfzehn sechzehn siebzehn achtzehn neunzehn zwanzig',
    phrases: [
      '# jahre',
      '#jährig*',
      '# jährig*',
      'mit # jahren',
      'von # jahren',
      'fast #',
      'knapp #',
      'noch nicht #',
      'mädchen von #',
      'junge von #',
    ],
    first: 4,
  },
  {
    numbers:
      'один два три четыре|четырех пять|пяти шесть|шести семь|семи восемь|восьми девять|девяти десять|десяти одиннадцать|одиннадцати двенадцать|двенадцати тринадцать|тринадцати четырнадцать|четырнадцати пятнадцать|пятнадцати шестнадцать|шестнадцати семнадцать|семнадцати восемнадцать|восемнадцати девятнадцать|девятнадцати двадцать|двадцати',
    phrases: ['# лет', '#летн*', '# летн*'],
    tens: 'двадцать двадцати тридцать тридцати сорок сорока пятьдесят пятидесяти шестьдесят семьдесят восемьдесят девяносто',
    first: 4,
  },
  {
    numbers:
      'satu dua tiga empat lima enam tujuh delapan sembilan sepuluh sebelas dua+belas tiga+belas empat+belas lima+belas enam+belas tujuh+belas delapan+belas sembilan+belas dua+puluh',
    phrases: ['# tahun'],
    tens: 'dua+puluh tiga+puluh empat+puluh lima+puluh enam+puluh tujuh+puluh delapan+puluh sembilan+puluh',
    first: 4,
  },
  {
    numbers: 'एक दो तीन चार पांच|पाँच छह|छः सात आठ नौ दस ग्यारह बारह तेरह चौदह पंद्रह|पन्द्रह सोलह सत्रह अठारह उन्नीस बीस',
    phrases: ['# साल', '# वर्ष*', '# बरस', '# साल की', '# साला'],
    first: 4,
  },
  {
    numbers: 'এক দুই তিন চার পাঁচ ছয় সাত আট নয় দশ এগারো বারো তেরো চৌদ্দ|চোদ্দ পনেরো ষোলো সতেরো আঠারো উনিশ বিশ',
    phrases: ['# বছর*'],
    first: 4,
  },
  {
    numbers: 'ایک دو تین چار پانچ چھ سات آٹھ نو دس گیارہ بارہ تیرہ چودہ پندرہ سولہ سترہ اٹھارہ انیس بیس',
    phrases: ['# سال*', '# برس*'],
    first: 4,
  },
  {
    numbers:
      'سنة سنتين ثلاث أربع خمس ست سبع ثماني|ثمان تسع عشر إحدى+عشرة|أحد+عشر اثنتي+عشرة|اثني+عشر|اثنتا+عشرة ثلاث+عشرة|ثلاثة+عشر|الثالثة+عشرة أربع+عشرة|أربعة+عشر|الرابعة+عشرة خمس+عشرة|خمسة+عشر|الخامسة+عشرة ست+عشرة|ستة+عشر|السادسة+عشرة سبع+عشرة|سبعة+عشر|السابعة+عشرة ثماني+عشرة|ثمانية+عشر|الثامنة+عشرة تسع+عشرة|تسعة+عشر عشرين',
    phrases: ['# سنوات', '# سنة', '# عاما', '# أعوام', '# ربيعا', '# من عمر*', '# من العمر'],
    first: 3,
  },
  {
    numbers:
      'uno|un due tre quattro cinque sei sette otto nove dieci undici dodici tredici quattordici quindici sedici diciassette diciotto diciannove venti',
    phrases: ['# anni', '# annetti', '#enne', 'età di #'],
    tens: 'trenta quaranta cinquanta sessanta settanta ottanta novanta',
    first: 4,
  },
  {
    numbers:
      'jeden dwa trzy cztery|cztero pięć|pięcio sześć|sześcio siedem|siedmio osiem|ośmio dziewięć|dziewięcio dziesięć|dziesięcio jedenaście|jedenasto dwanaście|dwunasto trzynaście|trzynasto czternaście|czternasto piętnaście|piętnasto szesnaście|szesnasto siedemnaście|siedemnasto osiemnaście|osiemnasto dziewiętnaście|dziewiętnasto dwadzieścia',
    phrases: ['# lat', '# latek', '#letn*', '#latk*', '#latek'],
    tens: 'dwadzieścia trzydzieści czterdzieści pięćdziesiąt sześćdziesiąt siedemdziesiąt osiemdziesiąt dziewięćdziesiąt',
    first: 4,
  },
  {
    numbers:
      'bir iki üç dört beş altı yedi sekiz dokuz on on+bir|onbir on+iki|oniki on+üç|onüç on+dört|ondört on+beş|onbeş on+altı|onaltı on+yedi|onyedi on+sekiz on+dokuz yirmi',
    phrases: ['# yaş*', '# yas', '# yasinda*'],
    tens: 'yirmi otuz kırk elli altmış yetmiş seksen doksan',
    first: 3,
  },
  {
    numbers:
      'một hai ba bốn|tư năm|lăm sáu bảy tám chín mười mười+một mười+hai mười+ba mười+bốn mười+lăm mười+sáu mười+bảy mười+tám mười+chín hai+mươi',
    phrases: ['# tuổi'],
    tens: 'hai+mươi ba+mươi bốn+mươi năm+mươi sáu+mươi bảy+mươi tám+mươi chín+mươi',
    first: 3,
  },
  {
    numbers:
      'een twee drie vier vijf zes zeven acht negen tien elf twaalf dertien veertien vijftien zestien zeventien achttien negentien twintig',
    phrases: ['# jaar', '#jarig*', '# jarig*', 'van # jaar', 'meisje van #', 'jongen van #'],
    first: 4,
  },
  {
    numbers:
      'ek do teen char|chaar panch|paanch chhe|che saat aath nau das|dus gyarah barah terah chaudah|chodah pandrah|pandra solah|sola satrah|satra atharah unnis bees',
    phrases: ['# saal', '# sal', '# varsh*', '# baras'],
    tens: 'bees tees chalis pachas',
    first: 4,
  },
]

/** What joins twenty and four in some languages. */
const joiners = /(?:and|et|y|e|و)/u

/** The same phrase with each of the numbers; those that are words by themselves are alternatives of one place. */
const withNumbers = (phrase: string, numbers: readonly string[]): string[] =>
  phrase.split(' ').includes('#')
    ? [phrase.replace('#', numbers.map((number) => number.replaceAll('+', '_')).join('|'))]
    : numbers.map((number) => phrase.replace('#', number.replaceAll('+', ' ')))

/** Phrases that say an age of fewer years in words, in a dozen languages, as words of a rule. Digits are `youngest-age.ts`'s. */
export const agePhrases = (below: number): string[] =>
  languages.flatMap(({ numbers, phrases, fromTen = [], first = 1 }) => {
    /** The words for the numbers from one to another, this one too. */
    const from = (least: number, most: number): string[] =>
      numbers
        .split(' ')
        .slice(least - 1, most)
        .flatMap((forms) => forms.split('|'))
    const isEnglish = numbers.startsWith('one')
    const all: [readonly string[], string[]][] = [
      [phrases, from(first, below - 1)],
      [fromTen, from(10, below - 1)],
      [isEnglish ? ['under #', 'below #', 'younger than #', 'not yet #'] : [], from(10, below)],
    ]
    return all.flatMap(([some, words]) => (words.length > 0 ? some.flatMap((phrase) => withNumbers(phrase, words)) : []))
  })

/** Finds "twenty-four", of which no "four" may be left: the patterns' source is folded by `fold`. */
export const laterNumbers = (fold: (text: string) => string): RegExp => {
  const anyOf = (words: string): string => fold(words).split(' ').join('|').replaceAll('+', '[\\s-]+')
  const pairs = languages.flatMap(({ numbers, tens }) => {
    if (!tens) return []
    const units = numbers.split(/[ |]/).filter((form) => !form.includes('+'))
    const unit = `[\\s-]*(?:${joiners.source}[\\s-]+)?(?:${anyOf(units.join(' '))})`
    // Tens of two words hold a unit themselves: "dua puluh".
    return [`(?:${anyOf(tens)})${tens.includes('+') ? `(?:${unit})?` : unit}`]
  })
  return new RegExp(`(?<![\\p{L}\\p{N}])(?:${pairs.join('|')})(?![\\p{L}\\p{N}])`, 'gu')
}
