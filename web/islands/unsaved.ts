// Nothing typed is lost. A page of staff has several forms, and a button sends one of them: while another one holds what was
// typed, that one is sent from here, and the page that answers is put around what was typed. It stays in the page and is kept
// nowhere else. Who leaves with something unsent is asked by the browser. Without script each button sends its form, as the page says.
type Field = HTMLInputElement | HTMLTextAreaElement

const forms = 'main form[method=post]'
let leaving = false, busy = false

// Ticks and choices are set again in a moment, a text is not. A page with errors has drawn what was typed.
const written = (field: Element): field is Field => field.matches('textarea, input[type=text], input[type=email], input[type=tel]')
const changed = (field: Field) => field.value !== field.defaultValue ||
  field.value !== '' && field.matches('textarea') && document.querySelector('[data-kl-errors]') !== null
const unsent = (but?: HTMLFormElement) => [...document.querySelectorAll<HTMLFormElement>(forms)]
  .filter(form => form !== but).flatMap(form => [...form.elements].filter(written).filter(changed))

const path = (form: HTMLFormElement) => new URL(form.getAttribute('action')!, location.href).pathname
const twin = (page: Document, field: Field) => [...page.querySelectorAll<Field>(`${forms} [name="${CSS.escape(field.name)}"]`)]
  .find(it => path(it.form!) === path(field.form!))

document.addEventListener('submit', event => {
  const form = event.target as HTMLFormElement
  const kept = unsent(form)
  if (form.method !== 'post' || event.defaultPrevented) return
  leaving = !kept.length
  if (leaving || form.enctype === 'multipart/form-data') return
  event.preventDefault()
  send(form, event.submitter as HTMLButtonElement | null, kept)
})

async function send(form: HTMLFormElement, button: HTMLButtonElement | null, kept: Field[]) {
  if (busy) return
  busy = true
  const body = new URLSearchParams()
  for (const [name, value] of new FormData(form)) body.append(name, String(value))
  if (button?.name) body.append(button.name, button.value)
  try {
    const answer = await fetch(form.action, { method: 'POST', body, headers: { Accept: 'text/html' } })
    const page = new DOMParser().parseFromString(await answer.text(), 'text/html')
    if (kept.every(field => twin(page, field))) show(page, answer, near(button), kept)
    // It leads elsewhere: who stays has the text before the eyes, who goes has been asked.
    else if (answer.ok) location.assign(answer.url)
    else say(form, page.querySelector('main .kl-lead, h1')?.textContent)
  } catch {
    say(form, document.body.dataset.klOffline)
  }
  busy = false
}

function show(page: Document, answer: Response, at: string, kept: Field[]) {
  for (const field of kept) twin(page, field)!.value = field.value
  const fresh = page.querySelector('main')!
  document.querySelector('main')!.replaceWith(fresh)
  document.title = page.title
  if (answer.redirected) history.replaceState(null, '', answer.url)
  document.dispatchEvent(new Event('kl:page'))
  const told = fresh.querySelector<HTMLElement>('[data-kl-errors], #getan') ?? document.getElementById(at)
  if (told && told.tabIndex < 0) told.tabIndex = -1
  told?.focus()
}

/** The part of the page in which the button stands: an item, or the heading of its section. */
function near(button: Element | null) {
  const part = button?.parentElement?.closest('[id], [aria-labelledby]')
  return part?.id || part?.getAttribute('aria-labelledby') || 'inhalt'
}

function say(form: HTMLFormElement, text?: string | null) {
  const said = document.createElement('p')
  said.setAttribute('role', 'alert')
  said.textContent = `${text ?? ''} ${document.body.dataset.klKept}`
  form.append(said)
}

addEventListener('beforeunload', event => { if (!leaving && unsent().length) event.preventDefault() })
addEventListener('pageshow', () => { leaving = false })
// Signed out, or nobody there for long: what stands here is no longer for whoever looks at it.
document.addEventListener('kl:leave', () => { leaving = true })

export {}
