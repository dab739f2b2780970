// Keys for people who press the same buttons all day: data-kl-key="n" on a button, link or field. Off until somebody
// switches them on (WCAG 2.1.4), remembered on this device, silent while a field has the focus.
const root = document.documentElement

function begin() {
  const toggle = document.querySelector<HTMLButtonElement>('button[data-kl-keys]')
  if (!toggle) return
  const set = (on: boolean) => {
    root.toggleAttribute('data-kl-keys-on', on)
    toggle.setAttribute('aria-pressed', String(on))
  }
  toggle.hidden = false
  set(localStorage.getItem('kl-keys') === 'on')
  toggle.addEventListener('click', () => {
    const on = !root.hasAttribute('data-kl-keys-on')
    localStorage.setItem('kl-keys', on ? 'on' : 'off')
    set(on)
  })
}

begin()
document.addEventListener('kl:page', begin)
document.addEventListener('keydown', event => {
  if (!root.hasAttribute('data-kl-keys-on') || event.ctrlKey || event.metaKey || event.altKey || event.repeat || event.isComposing) return
  if ((event.target as Element).closest('input:not([type=checkbox], [type=radio]), textarea, select')) return
  const control = document.querySelector<HTMLElement>(`[data-kl-key="${CSS.escape(event.key.toLowerCase())}"]`)
  if (!control) return
  event.preventDefault()
  control.focus()
  if (!control.matches('input, textarea, select')) control.click()
})

export {}
