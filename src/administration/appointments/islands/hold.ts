// A time that is held: how long still, what was typed in the meantime, and the way back to it. What it keeps lies in
// this tab alone and goes with it; nothing is sent.

// "Noch 4 Minuten": counts what the server gave, so a wrong clock does no harm. Of the two clocks of a browser the one
// that is further counts: one of them stands still while the machine sleeps.
// The sentence changes once a minute; screen readers hear only "5 minutes", "one minute" and the end.
function count(note: HTMLElement) {
  const left = note.querySelector('[data-kl-left]')
  const status = note.querySelector('[role=status]')
  const { klHold, klMany = '', klFive = '', klOne = '', klOver = '' } = note.dataset
  const began = { steady: performance.now(), wall: Date.now() }
  const passed = () => Math.max(performance.now() - began.steady, Date.now() - began.wall)
  let said = ''

  function tick() {
    const minutes = Math.ceil((Number(klHold) * 1000 - passed()) / 60_000)
    const text = minutes > 1 ? klMany.replace('{n}', String(minutes)) : minutes === 1 ? klOne : klOver
    if (left && left.textContent !== text) left.textContent = text
    const say = minutes > 5 ? '' : minutes > 1 ? klFive : text
    if (status && say !== said) status.textContent = said = say
    if (minutes < 1) {
      note.classList.add('kl-note--warn')
      clearInterval(timer)
    }
  }

  const timer = setInterval(tick, 5000)
  for (const wakes of ['visibilitychange', 'resume']) document.addEventListener(wakes, tick)
  for (const wakes of ['pageshow', 'focus']) addEventListener(wakes, tick)
  tick()
}

document.querySelectorAll<HTMLElement>('[data-kl-hold]').forEach(count)

const store = (() => {
  try { return sessionStorage } catch { return undefined }  // switched off: then nothing is kept
})()
const typedKey = 'kl-typed', heldKey = 'kl-held'

function stored<T>(key: string): T | undefined {
  try { return JSON.parse(store?.getItem(key) ?? 'null') ?? undefined } catch { return undefined }
}

// ---- The form: what was typed is there again after a change of language or a way back (WCAG 2.2, 3.3.7)

interface Typed { token: string; values: Record<string, string> }
interface Held { token: string; path: string; until: number }

const form = document.querySelector<HTMLFormElement>('form[data-kl-keep]')
if (form) {
  const token = form.dataset.klKeep ?? ''
  const fields = () => [...form.querySelectorAll<HTMLInputElement | HTMLTextAreaElement>('input:not([type=hidden]):not([type=radio]), textarea')]
  const before = stored<Typed>(typedKey)
  for (const field of before?.token === token ? fields() : []) field.value ||= before?.values[field.name] ?? ''
  form.addEventListener('input', () => {
    const values = Object.fromEntries(fields().map(it => [it.name, it.value]))
    store?.setItem(typedKey, JSON.stringify({ token, values } satisfies Typed))
  })
  const note = document.querySelector<HTMLElement>('[data-kl-hold]')
  if (note) {
    const until = Date.now() + Number(note.dataset.klHold) * 1000
    store?.setItem(heldKey, JSON.stringify({ token, path: location.pathname + location.search, until } satisfies Held))
  }
  // Sent or given up: the next page says what is so.
  document.addEventListener('submit', () => {
    store?.removeItem(heldKey)
    store?.removeItem(typedKey)
  })
}

// ---- The times: whoever came back from the form finds the way to it, and a second time replaces the first

const back = document.querySelector<HTMLElement>('[data-kl-held]')
const held = stored<Held>(heldKey)
if (back && held && held.until > Date.now()) {
  back.hidden = false
  back.querySelector('a')?.setAttribute('href', held.path)
  document.querySelectorAll<HTMLFormElement>('form[action$="/termine/reservieren"]').forEach(it => {
    const field = document.createElement('input')
    field.type = 'hidden'
    field.name = 'halt'
    field.value = held.token
    it.append(field)
  })
}

export {}
