import type { Catalogue } from '../catalogue.ts'

export const policy: Catalogue['policy'] = {}
