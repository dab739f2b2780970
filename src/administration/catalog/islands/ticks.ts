// "Erledigt": ticks at the steps of a life situation. They stay on this device, nobody else learns what is going on in a family.
// Without a script the steps are an ordered list.
document.querySelectorAll<HTMLElement>('[data-kl-ticks]').forEach(list => {
  const key = `kl-${list.dataset.klTicks}`
  let done: string[] = []
  try { done = JSON.parse(localStorage.getItem(key) ?? '[]') } catch { /* a browser that keeps nothing: ticks last as long as the page */ }
  list.querySelectorAll<HTMLElement>('[data-kl-step]').forEach(step => {
    const id = step.dataset.klStep ?? ''
    const label = document.createElement('label')
    const box = document.createElement('input')
    box.type = 'checkbox'
    const text = step.querySelector('p')
    if (text) {
      text.id = `schritt-${id}`
      box.setAttribute('aria-describedby', text.id)  // "Erledigt" alone stands here many times
    }
    box.checked = done.includes(id)
    label.className = 'kl-tick'
    label.append(box, list.dataset.klDone ?? '')
    const show = () => step.classList.toggle('kl-step--done', box.checked)
    box.addEventListener('change', () => {
      done = box.checked ? [...done, id] : done.filter(one => one !== id)
      try { localStorage.setItem(key, JSON.stringify(done)) } catch { /* as above */ }
      show()
    })
    show()
    step.append(label)
  })
})

export {}
