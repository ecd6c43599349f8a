import type { Catalogue } from '../catalogue.ts'
import { mark as english } from '../english/mark.ts'

export const mark: Catalogue['mark'] = english
