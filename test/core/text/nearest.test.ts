import { expect, test } from 'vitest'
import { nearest } from '../../../src/core/text/nearest.ts'

const flags = ['prompt', 'seed', 'duration', 'aspect', 'ar', 'model', 'no', 'fps', 'resolution', 'takes']

test.each([
  ['sed', 'seed'],
  ['modle', 'model'],
  ['dur', 'duration'],
  ['SEEED', 'seed'],
  ['resolutoin', 'resolution'],
  ['take', 'takes'],
])('%s is understood as %s', (word, meant) => expect(nearest(word, flags)).toBe(meant))

test.each([['foo'], ['banana'], ['x'], ['']])('%j is like none of them', (word) => expect(nearest(word, flags)).toBeUndefined())

test('a word that is far from all is like none', () => expect(nearest('nonsense', ['consent', 'cancel', 'reroll'])).toBeUndefined())

test('the nearest of two wins', () => expect(nearest('kling-v2', ['kling-v3-omni', 'kling-v3'])).toBe('kling-v3'))

test('a beginning is enough', () => expect(nearest('wan', ['veo-3.1', 'wan-2.7-t2v'])).toBe('wan-2.7-t2v'))
