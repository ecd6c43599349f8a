/** Why a clip cannot be drawn, with a sentence for the person who gave what it was to be drawn from. */
export class RenderFailure extends Error {
  constructor(message: string, options?: ErrorOptions) {
    super(message, options)
    this.name = 'RenderFailure'
  }
}
