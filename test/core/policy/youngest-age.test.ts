import fc from 'fast-check'
import { expect, test } from 'vitest'
import { foldText } from '../../../src/core/policy/fold-text.ts'
import { youngestAge } from '../../../src/core/policy/youngest-age.ts'
import { anyText } from '../../support/any-text.ts'

const ageIn = (text: string): number => youngestAge(foldText(text), 2026)

test.each([
  ['a 14 yo girl', 14],
  ['a 14yo', 14],
  ['a 14 y/o', 14],
  ['a 14-year-old', 14],
  ['a 9 years old boy', 9],
  ['17yrs', 17],
  ['a 6 month old', 6],
  ['a 1 4 year old', 14],
  ['aged 11', 11],
  ['age: 13', 13],
  ['she is only 15', 15],
  ['a girl (12)', 12],
  ['looks like 14', 14],
  ['f14', 14],
  ['15f', 15],
  ['under 18', 17],
  ['u16', 15],
  ['not 18 yet', 17],
  ['fourteen summers', 14],
  ['the seventh grader', 13],
  ['a year 9 student', 15],
  ['born in 2014', 11],
  ['class of 2030', 14],
  ['una chica de 15 años', 15],
  ['une fille de 13 ans', 13],
  ['девочка 12 лет', 12],
  ['14-jähriges Mädchen', 14],
  ['gadis 14 tahun', 14],
  ['१३ वर्ष की', 13],
  ['১৪ বছরের', 14],
  ['عمرها ١٤', 14],
  ['12 سال کی', 12],
  ['14살', 14],
  ['열네 살', 14],
  ['십오세', 15],
  ['14歳', 14],
  ['十四岁', 14],
  ['18歳未満', 17],
  ['１４歳', 14],
  ['a man of 40 and a boy of 8', 8],
  ['her thirteenth birthday', 13],
  ['almost 16', 16],
  ['12-14 year olds', 12],
  ['girls between 10 and 13', 10],
  ['two years shy of 18', 17],
  ['seventeen, in a hat', 17],
  ['year 8 lads', 14],
  ['15-latka', 15],
  ['13 yaşındaki kız', 13],
  ['cô gái 14 tuổi', 14],
  ['ragazza di 14 anni', 14],
  ['garota de 15', 15],
  ['lớp 8', 14],
  ['8. Klasse', 14],
  ['आठवीं, कक्षा 8', 14],
  ['중2', 13],
  ['고1', 15],
])('%s', (text, age) => expect(ageIn(text)).toBe(age))

test.each([
  ['a boat'],
  ['14 years later'],
  ['a 50 mm lens, f/11, 24 fps'],
  ['f14 aperture, 85mm lens'],
  ['girl, 85 mm lens'],
  ['4k 60fps 16:9 --seed 14'],
  ['room 17, second floor'],
  ['10 people on 5 horses'],
  ['14:30 in the afternoon, 1.5 litres'],
  ['Louis XIV'],
  ['hace 10 años antes'],
  ['year 12 of the war'],
  ['class 4 rapids'],
])('no age is said in %s', (text) => expect(ageIn(text)).toBe(Number.POSITIVE_INFINITY))

test.each([
  ['a 24 year old', 24],
  ['over 30, a man aged 45', 45],
  ['스물네 살', 24],
  ['이십사세', 24],
  ['二十四歳', 24],
  ['born in 1990', 35],
])('of age in %s', (text, age) => expect(ageIn(text)).toBe(age))

test('no one under an age is not of that age', () => expect(ageIn('no one under 18')).toBeGreaterThanOrEqual(18))

test('any text is answered', () => {
  fc.assert(fc.property(anyText, (text) => void ageIn(`${text} 14 ${text}`)))
})
