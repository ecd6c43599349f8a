import type { Catalogue } from '../catalogue.ts'

export const media: Catalogue['media'] = {}
