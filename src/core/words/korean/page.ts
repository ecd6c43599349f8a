import type { Catalogue } from '../catalogue.ts'

export const page: Catalogue['page'] = {}
