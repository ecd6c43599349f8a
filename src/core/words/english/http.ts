import { count } from './grammar.ts'

/** What the listener answers a person who opens an address of it. */
export const http = {
  nothingHere: 'There is nothing at this address.',
  wrongName: 'This server does not go by that name. Open it by its own address, or set PUBLIC_URL to the address that you use.',
  needsToken:
    'From any other machine this page needs a token. Open the link with ?token= that Moodreel prints when it starts, or add ?token= and your PLAYGROUND_TOKEN to the end of this address.',
  wrongToken:
    'This is not the token of this playground. Open the link that Moodreel printed when it last started, or the one with your PLAYGROUND_TOKEN.',
  tooManyTokens: 'Too many wrong tokens came from your address. Wait a minute, then try again.',
  otherSite: 'Another site asked for this. Open Moodreel’s own page and do it there.',
  metricsToken:
    'Only programs on this machine can read the metrics. To read them from another, set METRICS_TOKEN and send it as Authorization: Bearer.',
  canvasOver: 'This link to draw a mask no longer works. Ask for a new one where the still is.',
  canvasUsed: 'A mask was sent by this link already, and a link works once. Ask for a new one where the still is.',
  canvasNoMask: 'No mask came with that. Paint over what is to change and send it again.',
  canvasPrice: ({ credits }: { credits: number }) =>
    `This costs ${count(credits, 'credit')}, which this page had not told you. Send it again to agree.`,
  linkOver: 'This link no longer works. Ask for the clip again where it was made.',
}
