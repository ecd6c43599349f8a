import type { ProviderErrorClass } from '../provider.ts'

const classes: Record<number, ProviderErrorClass> = {
  400: 'invalid_input',
  401: 'auth',
  402: 'credits',
  403: 'auth',
  404: 'model_gone',
  410: 'model_gone',
  413: 'invalid_input',
  422: 'invalid_input',
  429: 'rate_limited',
}

/** What a refusal of a paid call means by its HTTP status, where its answer says nothing more exact. */
export const classOfStatus = (status: number): ProviderErrorClass => classes[status] ?? 'internal'
