// Proof of work against robots that book: finds the decimal number n for which SHA-256(challenge + ":" + n) begins with
// the wanted number of zero bits. The same file is the page's island and, started as a worker, the one who computes.
import { prove } from '../ts/sha256'

const inPage = typeof document !== 'undefined'

if (inPage) document.querySelectorAll<HTMLFormElement>('form[data-kl-pow]').forEach(watch)
else self.addEventListener('message', ({ data: [challenge, bits] }) => self.postMessage(prove(challenge, bits, 0, Infinity)))

function watch(form: HTMLFormElement) {
  const field = form.elements.namedItem('pow') as HTMLInputElement
  const status = form.querySelector('[data-kl-pow-status]')
  const { klPow = '', klPowBits = '0', klPowWait = '' } = form.dataset
  let running: Promise<void> | undefined
  let waiting = false

  const start = () => running ??= compute(klPow, Number(klPowBits)).then(n => { field.value = String(n) })

  form.addEventListener('focusin', start, { once: true })
  form.addEventListener('submit', event => {
    if (field.value) return
    event.preventDefault()
    if (waiting) return
    waiting = true
    if (status) status.textContent = klPowWait
    start().then(() => {
      form.requestSubmit(event.submitter)
      waiting = false
      if (status) status.textContent = ''
    })
  })
}

function compute(challenge: string, bits: number): Promise<number> {
  return new Promise(resolve => {
    try {
      const worker = new Worker(import.meta.url, { type: 'module' })
      worker.onmessage = ({ data }) => { resolve(data); worker.terminate() }
      worker.onerror = () => { worker.terminate(); slices(challenge, bits, resolve) }
      worker.postMessage([challenge, bits])
    } catch {
      slices(challenge, bits, resolve)
    }
  })
}

// Without workers: short slices, so that typing stays smooth.
function slices(challenge: string, bits: number, done: (n: number) => void, from = 0) {
  const found = prove(challenge, bits, from, from + 2000)
  if (found < 0) setTimeout(slices, 0, challenge, bits, done, from + 2000)
  else done(found)
}
