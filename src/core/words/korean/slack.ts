import type { Catalogue } from '../catalogue.ts'

export const slack: Catalogue['slack'] = {}
