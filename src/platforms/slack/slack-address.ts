/**
 * Whether a file's address belongs to the Slack whose API is at `apiUrl`, and may therefore be sent the token: its
 * very origin, or over HTTPS a host beneath its domain, such as files.slack.com for slack.com.
 */
export const isSlackAddress = (apiUrl: string, address: string): boolean => {
  if (!URL.canParse(address)) return false
  const api = new URL(apiUrl)
  const url = new URL(address)
  return url.origin === api.origin || (url.protocol === 'https:' && url.port === '' && url.hostname.endsWith(`.${api.hostname}`))
}
