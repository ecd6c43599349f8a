import { label } from './labels.js'

/**
 * The lines of a clip's menu that are the page's own.
 *
 * @param {ReturnType<typeof import('./clip-deeds.js').createClipDeeds>} deeds
 * @returns {import('./post.js').Tools['own']}
 */
export const clipItems = (deeds) => (post, node) => {
  // Fingers have no keys.
  const hasKeys = !matchMedia('(pointer: coarse)').matches
  /** @param {import('./clip-deeds.js').Deed} deed @param {string} key */
  const item = (deed, key) => ({ text: label(deed), detail: hasKeys ? key : '', press: () => deeds.run(deed, post, node) })
  return [
    { ...item('copyPrompt', 'P'), apart: true },
    item('copySeed', 'S'),
    item('copyCommand', 'Y'),
    ...uses(post, item),
    ...(hasKeys ? [{ ...item('keys', '?'), apart: true }] : []),
  ]
}

/**
 * Its frame and itself as a file: a still is both. Nothing to use where the file is no longer kept.
 *
 * @param {import('../word-message.ts').ShownPost} post
 * @param {(deed: import('./clip-deeds.js').Deed, key: string) => import('./menu.js').MenuItem} item
 */
const uses = ({ media: [first] }, item) => {
  if (!first) return []
  if (first.mediaType.startsWith('image/')) return [{ ...item('useClip', 'V'), text: label('useStill'), apart: true }]
  return [{ ...item('useFrame', 'F'), apart: true }, item('useClip', 'V')]
}
