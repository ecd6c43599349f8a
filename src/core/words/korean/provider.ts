import type { Catalogue } from '../catalogue.ts'

export const provider: Catalogue['provider'] = {}
