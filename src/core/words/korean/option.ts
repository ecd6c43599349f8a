import type { Catalogue } from '../catalogue.ts'

export const option: Catalogue['option'] = {}
