import type { Catalogue } from '../catalogue.ts'

export const discord: Catalogue['discord'] = {}
