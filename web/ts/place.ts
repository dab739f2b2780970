// "Mein Standort": asks the browser once, on a tap, and sends two decimals (about 1 km), never more.
// Without script the button stays hidden; when it is refused, the form beside it does the same job.
export function offerPosition(button: HTMLButtonElement) {
  if (!navigator.geolocation) return
  const { klPlace, klWait = '', klDenied = '' } = button.dataset
  const status = document.getElementById(button.getAttribute('aria-describedby') ?? '')
  const say = (text: string) => { if (status) status.textContent = text }
  button.hidden = false
  button.addEventListener('click', () => {
    say(klWait)
    navigator.geolocation.getCurrentPosition(
      ({ coords }) => location.assign(`${klPlace}?lat=${coords.latitude.toFixed(2)}&lon=${coords.longitude.toFixed(2)}`),
      () => say(klDenied),
      { timeout: 10_000, maximumAge: 600_000 },
    )
  })
}
