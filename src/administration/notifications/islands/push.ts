// Messages of this site on this device: asks the browser for its leave after a tap, and sends what it gives with the form. Nothing is fetched.
//
//   <form data-kl-push="KEY" data-kl-push-worker="/meldungen.js" data-kl-push-here|unknown|denied|failed="…" hidden>
//     <input type=hidden name=adresse|schluessel|geheimnis>  <button>
//   <li data-kl-push-device="SHA-256 of the address">   <p role=status data-kl-push-status>
const form = document.querySelector<HTMLFormElement>('form[data-kl-push]')
const status = document.querySelector('[data-kl-push-status]')
const say = (text = '') => { if (status) status.textContent = text }

if (form) begin(form)

async function begin(form: HTMLFormElement) {
  const words = form.dataset
  say()
  if (!('serviceWorker' in navigator && 'PushManager' in window && 'Notification' in window)) return say(words.klPushUnknown)
  if (Notification.permission === 'denied') return say(words.klPushDenied)
  form.hidden = (await markThisDevice(words.klPushHere)) === true
  let asking = false
  form.addEventListener('submit', event => {
    if (field(form, 'adresse').value) return
    event.preventDefault()
    if (asking) return
    asking = true
    say()
    subscribe(form).then(() => form.requestSubmit(), () => {
      say(Notification.permission === 'denied' ? words.klPushDenied : words.klPushFailed)
    }).finally(() => { asking = false })
  })
  // Back on the page: what was given counts once.
  addEventListener('pageshow', () => { field(form, 'adresse').value = '' })
}

function field(form: HTMLFormElement, name: string) {
  return form.elements.namedItem(name) as HTMLInputElement
}

async function subscribe(form: HTMLFormElement) {
  const { klPush = '', klPushWorker = '' } = form.dataset
  if (await Notification.requestPermission() !== 'granted') throw new Error('not allowed')
  await navigator.serviceWorker.register(klPushWorker, { scope: '/', updateViaCache: 'none' })
  const { pushManager } = await navigator.serviceWorker.ready
  const options = { userVisibleOnly: true, applicationServerKey: decoded(klPush) }
  const known = await pushManager.getSubscription()
  // Of another key: the authority has a new one, and the old subscription hears nothing any more.
  if (known && encoded(known.options.applicationServerKey) !== klPush) await known.unsubscribe()
  const made = await pushManager.subscribe(options)
  field(form, 'adresse').value = made.endpoint
  field(form, 'schluessel').value = encoded(made.getKey('p256dh'))
  field(form, 'geheimnis').value = encoded(made.getKey('auth'))
}

/** Says which line of the list is this browser; true when it is there. */
async function markThisDevice(word = '') {
  const registration = await navigator.serviceWorker.getRegistration('/')
  const subscription = await registration?.pushManager.getSubscription()
  if (!subscription) return false
  const hash = new Uint8Array(await crypto.subtle.digest('SHA-256', new TextEncoder().encode(subscription.endpoint)))
  const hex = [...hash].map(byte => byte.toString(16).padStart(2, '0')).join('')
  const line = document.querySelector(`[data-kl-push-device="${hex}"] .kl-small`)
  if (line) line.append(`, ${word}`)
  return Boolean(line)
}

function decoded(text: string) {
  return Uint8Array.from(atob(text.replace(/-/g, '+').replace(/_/g, '/')), letter => letter.charCodeAt(0))
}

function encoded(bytes: ArrayBuffer | null) {
  return bytes ? btoa(String.fromCharCode(...new Uint8Array(bytes))).replace(/\+/g, '-').replace(/\//g, '_').replace(/=+$/, '') : ''
}

export {}
