// The kiosk: prints the ticket, and goes back to the start when the person has left. Who is still there presses the button
// that appears 20 seconds before, or touches anything else.
const { klIdle, klIdleUrl = '/' } = document.body.dataset
const ask = document.querySelector<HTMLElement>('[data-kl-still-there]')
let timers: number[] = []

function restart() {
  timers.forEach(clearTimeout)
  if (ask) ask.hidden = true
  const seconds = Number(klIdle)
  timers = [
    window.setTimeout(() => { if (ask) ask.hidden = false }, (seconds - 20) * 1000),
    window.setTimeout(() => location.replace(klIdleUrl), seconds * 1000),
  ]
}

if (klIdle) {
  for (const event of ['pointerdown', 'keydown']) addEventListener(event, restart)
  restart()
}
if (document.querySelector('[data-kl-print]')) print()

export {}
