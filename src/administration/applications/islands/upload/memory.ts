// What this tab has begun to send, so that a page that was loaded again goes on. The files themselves are not kept: people choose them again.
export type Known = { question: string, name: string, size: number, modified: number, address: string }

const key = `kl-upload ${location.pathname}`

export function all(): Known[] {
  try { return JSON.parse(sessionStorage.getItem(key) ?? '[]') as Known[] } catch { return [] }
}

function keep(list: Known[]) {
  try { list.length > 0 ? sessionStorage.setItem(key, JSON.stringify(list)) : sessionStorage.removeItem(key) } catch { /* a browser that keeps nothing */ }
}

export function remember(one: Known) { keep([...all().filter(other => other.address !== one.address), one]) }
export function forget(address: string) { keep(all().filter(one => one.address !== address)) }
/** `ID.k1.HEX`: what the form sends, and the id of the upload in it. */
export const tokenOf = (address: string) => address.slice(address.lastIndexOf('/') + 1)
export const idOf = (address: string) => tokenOf(address).split('.')[0]
