import type { Catalogue } from '../catalogue.ts'

export const member: Catalogue['member'] = {}
