// "Noch 4 Minuten": counts what the server gave, by the clock of this visit, so a wrong clock does no harm.
// The sentence changes once a minute; screen readers hear only "5 minutes", "one minute" and the end.
function count(note: HTMLElement) {
  const left = note.querySelector('[data-kl-left]')
  const status = note.querySelector('[role=status]')
  const { klHold, klMany = '', klFive = '', klOne = '', klOver = '' } = note.dataset
  const end = performance.now() + Number(klHold) * 1000
  let said = ''

  function tick() {
    const minutes = Math.ceil((end - performance.now()) / 60_000)
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
  tick()
}

document.querySelectorAll<HTMLElement>('[data-kl-hold]').forEach(count)

export {}
