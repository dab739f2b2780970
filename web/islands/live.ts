// Keeps marked parts of a page fresh: on each event of the stream the page is fetched again, and every element with
// data-kl-live gets the new content of the element with its id. Focus, open details, ticked boxes and what is being typed stay.
const parts = () => [...document.querySelectorAll<HTMLElement>('[id][data-kl-live]')]
const url = parts()[0]?.dataset.klLive
let source: EventSource | undefined
let failures = 0
let timer = 0
let busy = false
let again = false
let sentAt = -Infinity

function open() {
  if (!url || document.hidden || source) return
  source = new EventSource(url)
  source.addEventListener('change', () => { failures = 0; refresh() })
  source.onerror = () => { close(); later() }
}

function close() {
  clearTimeout(timer)
  source?.close()
  source = undefined
}

// A whole town's screens must not come back in the same second.
function later() {
  timer = window.setTimeout(() => { refresh(); open() }, Math.min(60_000, 2000 * 2 ** failures++) * (.5 + Math.random()))
}

async function refresh() {
  if (busy) { again = true; return }
  busy = true
  try {
    const answer = await fetch(location.href, { headers: { Accept: 'text/html', 'Kreislauf-Background': '1' }, cache: 'no-store' })
    // Signed out meanwhile: what stands here is no longer for whoever looks at it (ASVS 5.0, 14.3.1).
    // Who has just sent a form is on the way elsewhere: signing out leads to its own page.
    if (answer.redirected || answer.status === 401) { if (performance.now() - sentAt > 10_000) { document.dispatchEvent(new Event('kl:leave')); location.reload() } busy = false; return }
    if (answer.ok) show(new DOMParser().parseFromString(await answer.text(), 'text/html'))
  } catch {
    // Offline: the stream reports it, too, and tries again.
  }
  busy = false
  if (again) { again = false; refresh() }
}

function show(page: Document) {
  for (const old of parts()) {
    const fresh = page.getElementById(old.id)
    if (!fresh || fresh.innerHTML === old.innerHTML && fresh.className === old.className || typing(old)) continue
    const focus = old.contains(document.activeElement) ? address(document.activeElement!) : ''
    const opened = [...old.querySelectorAll<HTMLElement>('details[open][id]')].map(it => it.id)
    const ticked = [...old.querySelectorAll<HTMLInputElement>('input[type=checkbox]:checked')].map(it => it.name)
    old.className = fresh.className
    old.replaceChildren(...fresh.childNodes)
    for (const name of ticked) for (const box of old.querySelectorAll<HTMLInputElement>(`input[name="${CSS.escape(name)}"]`)) box.checked = true
    for (const id of opened) document.getElementById(id)?.setAttribute('open', '')
    if (focus) (old.querySelector<HTMLElement>(focus) ?? old).focus({ preventScroll: true })
  }
  document.title = page.title
  document.dispatchEvent(new Event('kl:live'))
}

function typing(part: HTMLElement) {
  const field = document.activeElement
  return part.contains(field) && field instanceof HTMLElement && field.matches('input:not([type=checkbox]), textarea, select')
}

// How to find the focused control in the new content.
function address(element: Element) {
  if (element.id) return `#${CSS.escape(element.id)}`
  return ['name', 'value', 'href'].filter(name => element.hasAttribute(name))
    .map(name => `[${name}="${CSS.escape(element.getAttribute(name)!)}"]`).join('') || element.tagName
}

document.addEventListener('submit', () => { sentAt = performance.now() })
document.addEventListener('visibilitychange', () => {
  if (document.hidden) close()
  else { refresh(); open() }
})
// Waiting times change without an event, too.
setInterval(() => { if (!document.hidden) refresh() }, 50_000 + 20_000 * Math.random())
addEventListener('pagehide', close)
addEventListener('pageshow', open)
open()

export {}
