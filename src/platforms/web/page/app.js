import { createAnnouncer } from './announce.js'
import { api } from './api.js'
import { createAttachments } from './attachments.js'
import { createClipDeeds } from './clip-deeds.js'
import { clipItems } from './clip-items.js'
import { followClipKeys } from './clip-keys.js'
import { createCompletion } from './completion.js'
import { createComposer } from './composer.js'
import { createCurrent } from './current.js'
import { followDrags } from './drag.js'
import { byId, setLine } from './element.js'
import { createFeed } from './feed.js'
import { countOf } from './figures.js'
import { createKeysDialog } from './keys-dialog.js'
import { label } from './labels.js'
import { createMaskDialog } from './mask-dialog.js'
import { createGallery } from './media.js'
import { createNewestRound } from './newest-round.js'
import { callBack } from './notice.js'
import { createOutbox } from './outbox.js'
import { playerIn } from './player.js'
import { postIn } from './post.js'
import { createPromptChips } from './prompt-chips.js'
import { createScroll } from './scroll.js'
import { createStillDesk } from './still-desk.js'
import { followChanges } from './stream.js'
import { createUnderlines } from './underlines.js'

const field = byId('say', HTMLTextAreaElement)
const earlier = byId('earlier', HTMLButtonElement)
const welcome = byId('welcome', HTMLElement)
const connection = byId('connection', HTMLElement)
const list = byId('feed', HTMLElement)
const [main, desk] = [document.querySelector('main'), document.querySelector('footer')]
if (!main || !desk) throw new Error('the page is not whole')

const announce = createAnnouncer(byId('announcer', HTMLElement))
const scroll = createScroll({ main, desk, newest: byId('newest', HTMLButtonElement) })

const showKeys = createKeysDialog(byId('keys', HTMLDialogElement))
const outbox = createOutbox({
  feed: () => feed,
  tools: () => tools,
  announce,
  toEnd: scroll.toEnd,
  formDialog: byId('form', HTMLDialogElement),
  confirmDialog: byId('confirm', HTMLDialogElement),
  drawMask: createMaskDialog(byId('mask', HTMLDialogElement)),
})
const deeds = createClipDeeds({
  attach: (files) => attachments.add(files),
  tell: (sentence, isFault) => composer.tell(sentence, isFault),
  showKeys,
})
/** @param {string} prompt @param {import('./post.js').Post} post */
const finished = (prompt, { tiles }) =>
  tiles ? label('stillsFinished', { count: countOf(tiles.length), prompt }) : label('finished', { prompt })
/** @type {import('./post.js').Tools} */
const tools = {
  press: outbox.press,
  draw: createGallery((frame) => deeds.use(frame)),
  own: clipItems(deeds),
  stills: createStillDesk({
    large: byId('large', HTMLDialogElement),
    wipe: byId('wipe', HTMLDialogElement),
    ...{ press: outbox.press, star: outbox.star, view: api.view, announce },
    keys: () => showKeys('still'),
  }),
  stillOf: outbox.stillOf,
}
const current = createCurrent(list)
const newestRound = createNewestRound(list)
const feed = createFeed({
  list,
  tools,
  onRoot: ({ asked }) => asked && outbox.arrived(asked.requestId),
  onFinished: (prompt, post) => {
    const isClip = post.kind !== 'failure'
    const sentence = isClip ? finished(prompt, post) : label('noClip', { reason: post.text })
    announce(sentence)
    // The server knows what took long enough to call somebody for it.
    if (post.mention !== undefined) callBack(isClip ? label('noticeDone') : label('noticeFailed'), prompt)
  },
  onChange: (count) => {
    welcome.hidden = count > 0
    current.settle()
    newestRound.settle()
  },
})

const attachments = createAttachments({
  list: byId('chips', HTMLElement),
  button: byId('attach', HTMLButtonElement),
  picker: byId('file', HTMLInputElement),
  drop: byId('drop', HTMLElement),
  field,
  announce,
  onChange: () => chips.refresh(),
})
const chips = createPromptChips({
  row: byId('settings', HTMLElement),
  hint: byId('hint', HTMLElement),
  field,
  files: () => attachments.files,
  quote: api.quote,
  advise: createUnderlines({ field, behind: byId('underlines', HTMLElement), list: byId('advice', HTMLElement) }).show,
})
const completion = createCompletion({ field, list: byId('suggestions', HTMLElement), complete: api.complete })
const composer = createComposer({
  form: byId('composer', HTMLFormElement),
  fault: byId('fault', HTMLElement),
  ...{ field, attachments, completion, chips },
  say: outbox.say,
})
followClipKeys({
  list,
  announce,
  run: (deed, node) => {
    const post = postIn(node)
    if (post) deeds.run(deed, post, node)
  },
})
followDrags({
  list,
  desk,
  frameOf: (node) => playerIn(node)?.frame,
  clipOf: (node) => {
    const post = postIn(node)
    return post && (() => deeds.clipOf(post))
  },
  use: deeds.use,
})
for (const example of welcome.querySelectorAll('button')) {
  example.addEventListener('click', () => composer.write(example.textContent?.replace(/\s+/g, ' ').trim() ?? ''))
}

/** @type {number | null} */
let before = null
let reading = false
const readEarlier = async () => {
  if (reading || before === null) return
  reading = true
  try {
    const page = await api.messages(before)
    scroll.holding(list.firstElementChild, () => feed.fill(page))
    before = page.before
    earlier.hidden = before === null
  } catch {
    // The button stays, and the line about the connection says why nothing comes.
  }
  reading = false
}
earlier.addEventListener('click', readEarlier)

const againMs = 2000
const start = async () => {
  try {
    const page = await api.messages()
    setLine(connection, '')
    feed.fill(page)
    before = page.before
    earlier.hidden = before === null
    outbox.restore()
    scroll.toEnd()
    // Not before the end was shown: at first the top is in view.
    requestAnimationFrame(() =>
      new IntersectionObserver(([entry]) => entry?.isIntersecting && readEarlier(), { rootMargin: '1200px 0px' }).observe(earlier),
    )
    followChanges({
      since: page.revision,
      onMessage: feed.apply,
      onReset: () => location.reload(),
      onConnected: (connected) => setLine(connection, connected ? '' : label('reconnecting')),
    })
  } catch {
    setLine(connection, label('starting'))
    setTimeout(start, againMs)
  }
}
start()
field.focus({ preventScroll: true })
