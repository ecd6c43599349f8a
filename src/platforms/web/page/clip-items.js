import { label } from './labels.js'

/**
 * The lines of a clip's menu that are the page's own.
 *
 * @param {ReturnType<typeof import('./clip-deeds.js').createClipDeeds>} deeds
 * @returns {import('./post.js').Tools['own']}
 */
export const clipItems = (deeds) => (post, node) => {
  /** @param {import('./clip-deeds.js').Deed} deed @param {string} detail */
  const item = (deed, detail) => ({ text: label(deed), detail, press: () => deeds.run(deed, post, node) })
  return [
    { ...item('copyPrompt', 'P'), apart: true },
    item('copySeed', 'S'),
    item('copyCommand', 'Y'),
    { ...item('useFrame', 'F'), apart: true },
    item('useClip', 'V'),
    { ...item('keys', '?'), apart: true },
  ]
}
