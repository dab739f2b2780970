// Combobox with a list of suggestions (ARIA Authoring Practices, "list autocomplete with manual selection").
// The field stays a plain search field in a GET form: no answer, no suggestions, nothing lost.
interface Suggestion { text: string; url?: string; kind?: string }

const WAIT = 120

export function suggestOn(input: HTMLInputElement) {
  const row = input.parentElement!
  const { klSuggest, klCount = '', klList = '' } = input.dataset
  const list = document.createElement('ul')
  const count = document.createElement('p')
  let found: Suggestion[] = []
  let active = -1
  let timer = 0
  let request: AbortController | undefined

  list.id = `${input.id}-list`
  list.className = 'kl-suggest'
  list.hidden = true
  list.setAttribute('role', 'listbox')
  list.setAttribute('aria-label', klList)
  count.className = 'kern-sr-only'
  count.setAttribute('role', 'status')
  row.append(list, count)
  input.autocomplete = 'off'
  for (const [name, value] of [['role', 'combobox'], ['aria-autocomplete', 'list'], ['aria-controls', list.id], ['aria-expanded', 'false']])
    input.setAttribute(name, value)

  const options = () => [...list.children]

  function close() {
    list.hidden = true
    input.setAttribute('aria-expanded', 'false')
    mark(-1)
  }

  function mark(index: number) {
    active = index
    options().forEach((option, i) => option.setAttribute('aria-selected', String(i === index)))
    const option = options()[index]
    option?.scrollIntoView({ block: 'nearest' })
    if (option) input.setAttribute('aria-activedescendant', option.id)
    else input.removeAttribute('aria-activedescendant')
  }

  function choose(index: number) {
    const { text, url } = found[index]
    close()
    input.value = text
    if (url) location.assign(url)
    else input.form?.requestSubmit()
  }

  function show(suggestions: Suggestion[]) {
    found = suggestions
    list.replaceChildren(...found.map(({ text, kind }, index) => {
      const option = document.createElement('li')
      const small = document.createElement('small')
      option.id = `${list.id}-${index}`
      option.className = 'kl-suggest__item'
      option.setAttribute('role', 'option')
      small.textContent = kind ?? ''
      option.append(text, ' ', small)
      option.addEventListener('mousedown', event => event.preventDefault())
      option.addEventListener('click', () => choose(index))
      return option
    }))
    count.textContent = klCount.replace('{n}', String(found.length))
    list.hidden = found.length === 0
    input.setAttribute('aria-expanded', String(!list.hidden))
    mark(-1)
  }

  async function ask() {
    const query = input.value.trim()
    request?.abort()
    if (query.length < 2) return close()
    request = new AbortController()
    try {
      const answer = await fetch(`${klSuggest}${encodeURIComponent(query)}`, { signal: request.signal })
      if (answer.ok) show((await answer.json()).suggestions)
    } catch {
      // Offline or overtaken by the next key: the form still works.
    }
  }

  input.addEventListener('input', () => {
    clearTimeout(timer)
    timer = window.setTimeout(ask, WAIT)
  })
  input.addEventListener('blur', close)
  input.addEventListener('keydown', event => {
    if (event.isComposing) return
    const last = found.length - 1
    if (event.key === 'Escape' && !list.hidden) close()
    else if (event.key === 'ArrowDown' && last >= 0) {
      if (list.hidden) { list.hidden = false; input.setAttribute('aria-expanded', 'true') }
      mark(active >= last ? 0 : active + 1)
    } else if (event.key === 'ArrowUp' && !list.hidden) mark(active <= 0 ? last : active - 1)
    else if (event.key === 'Enter' && !list.hidden && active >= 0) choose(active)
    else return
    event.preventDefault()
  })
}
