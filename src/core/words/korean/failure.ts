import type { Catalogue } from '../catalogue.ts'

export const failure: Catalogue['failure'] = {}
