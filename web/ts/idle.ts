// A page of staff that nobody has touched for longer than a session lives shows nothing any more: it is fetched again, and
// whoever sits there signs in. What was typed and not sent stays until then, and a page in use is never taken away.
const limit = 31 * 60_000
let touched = Date.now()

export function forgetWhenIdle() {
  const touch = () => { touched = Date.now() }
  for (const event of ['pointerdown', 'keydown', 'input', 'scroll']) addEventListener(event, touch, { passive: true })
  const look = () => {
    if (Date.now() - touched <= limit) return
    document.dispatchEvent(new Event('kl:leave'))  // nobody is there to be asked about what is unsent (islands/unsaved)
    location.reload()
  }
  setInterval(look, 30_000)
  document.addEventListener('visibilitychange', look)  // timers rest while a computer sleeps
}
