/**
 * Whether an address lies beneath a base URL, whose path ends in a slash: of its very origin and with its path before its own.
 * The URL class has undone `..` by then; a slash or dot that is encoded once more might be undone by the server.
 */
export const isBeneath = (base: URL, address: string | URL): boolean => {
  const url = URL.parse(String(address))
  if (!url || url.origin !== base.origin || url.username || url.password) return false
  return url.pathname.startsWith(base.pathname) && !/%(2f|5c|2e|25)/i.test(url.pathname.slice(base.pathname.length))
}
