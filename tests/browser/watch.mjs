// Listens to a page: console errors, blocked content, failed requests, and anything that leaves this machine.
export function watch(page, template = {}) {
  const found = []
  const own = url => /^(data|blob|about):/.test(url) || /^https?:\/\/([\w-]+\.)*(localhost|127\.0\.0\.1)(:|\/|$)/.test(url)
  page.on('console', message => {
    if (!['error', 'warning'].includes(message.type())) return
    const expected = template.status >= 400 && /status of 4\d\d/.test(message.text())
    if (!expected) found.push(`console ${message.type()}: ${message.text().slice(0, 300)} (${message.location().url})`)
  })
  page.on('pageerror', error => found.push(`script error: ${error.message}`))
  page.on('request', request => { if (!own(request.url())) found.push(`a request leaves the machine: ${request.url()}`) })
  page.on('response', response => {
    const navigation = response.request().isNavigationRequest()
    if (response.status() >= 400 && !navigation && response.status() !== template.status) found.push(`${response.status()} for ${response.url()}`)
  })
  return { close: () => [...new Set(found)] }
}
