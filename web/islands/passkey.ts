// Passkeys: asks the device, and sends what it says with the form. Nothing is fetched; the form is all there is.
//
//   <form data-kl-passkey="create|get" data-kl-passkey-stopped="…" data-kl-passkey-known="…" data-kl-passkey-failed="…" hidden>
//     <input type=hidden name=antwort>  <button data-options='{JSON of platform/webauthn}'>  <p role=status data-kl-passkey-status>
//
// It is shown where the browser knows passkeys. Who breaks off reads the sentence and may press again; what is typed stays.
type Json = Record<string, any>

const knows = 'PublicKeyCredential' in window && 'credentials' in navigator

document.querySelectorAll<HTMLFormElement>('form[data-kl-passkey]').forEach(form => {
  form.hidden = !knows
  if (knows) watch(form)
})

function watch(form: HTMLFormElement) {
  const field = form.elements.namedItem('antwort') as HTMLInputElement
  const status = form.querySelector('[data-kl-passkey-status]')
  const { klPasskey, klPasskeyStopped = '', klPasskeyKnown = '', klPasskeyFailed = '' } = form.dataset
  const say = (text: string) => { if (status) status.textContent = text }
  let asking = false

  form.addEventListener('submit', event => {
    const button = event.submitter
    const options = button?.dataset.options
    if (field.value || !options) return  // other buttons send the form as it is
    event.preventDefault()
    if (asking) return
    asking = true
    say('')
    ask(klPasskey === 'create', options).then(answer => {
      field.value = JSON.stringify(answer)
      form.requestSubmit(button)
    }, error => {
      // InvalidStateError: this device has one of the account already. NotAllowedError: broken off, or nobody came.
      say({ InvalidStateError: klPasskeyKnown, NotAllowedError: klPasskeyStopped, AbortError: klPasskeyStopped }[String(error?.name)] || klPasskeyFailed)
    }).finally(() => { asking = false })
  })
  // Back on the page: an answer counts once.
  addEventListener('pageshow', () => { field.value = '' })
}

async function ask(create: boolean, options: string): Promise<Json> {
  const publicKey = inBytes(JSON.parse(options))
  const made = await (create ? navigator.credentials.create({ publicKey }) : navigator.credentials.get({ publicKey }))
  return inText(made as PublicKeyCredential)
}

// ---- parseCreationOptionsFromJSON, parseRequestOptionsFromJSON and toJSON, which browsers before 2025 do not have

function inBytes(options: Json): any {
  const named = (list: Json[] = []) => list.map(one => ({ ...one, id: decoded(one.id) }))
  return {
    ...options,
    challenge: decoded(options.challenge),
    ...(options.user && { user: { ...options.user, id: decoded(options.user.id) } }),
    ...(options.excludeCredentials && { excludeCredentials: named(options.excludeCredentials) }),
    ...(options.allowCredentials && { allowCredentials: named(options.allowCredentials) }),
  }
}

function inText(made: PublicKeyCredential): Json {
  const { id, type, authenticatorAttachment } = made
  const response = made.response as any
  const parts: Json = {}
  for (const name of ['clientDataJSON', 'attestationObject', 'authenticatorData', 'signature', 'userHandle']) {
    if (response[name]) parts[name] = encoded(response[name])
  }
  const transports = response.getTransports?.()
  if (transports) parts.transports = transports
  return { id, rawId: encoded(made.rawId), type, authenticatorAttachment, clientExtensionResults: made.getClientExtensionResults(), response: parts }
}

function decoded(text: string) {
  return Uint8Array.from(atob(text.replace(/-/g, '+').replace(/_/g, '/')), letter => letter.charCodeAt(0))
}

function encoded(bytes: ArrayBuffer) {
  return btoa(String.fromCharCode(...new Uint8Array(bytes))).replace(/\+/g, '-').replace(/\//g, '_').replace(/=+$/, '')
}

export {}
