// A file as people see it: its name, how much has arrived, what happens with it, and a button.
export type Texts = Record<'progress' | 'size' | 'begun' | 'arrived' | 'waiting' | 'stopped' | 'again' | 'choose' | 'plain' | 'unfinished' | 'blocked' |
  'cancel' | 'remove' | 'many' | 'large' | 'empty' | 'full', string>

const megabytes = new Intl.NumberFormat(document.documentElement.lang, { minimumFractionDigits: 1, maximumFractionDigits: 1 })
/** The texts have `{}` where something stands. */
export const filled = (text: string, ...values: string[]) => values.reduce((whole, value) => whole.replace('{}', () => value), text)

function make<Name extends keyof HTMLElementTagNameMap>(name: Name, attributes: Record<string, string> = {}, ...inside: (Node | string)[]) {
  const made = document.createElement(name)
  for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value)
  made.append(...inside)
  return made
}

export class Row {
  readonly item: HTMLElement
  private amount = make('small')
  private bar: HTMLProgressElement
  private note = make('p', { class: 'kl-upload__note' })
  private buttons = make('span', { class: 'kl-upload__buttons' })
  private end: HTMLButtonElement
  private again?: { button: HTMLButtonElement, go: () => void }

  constructor(private name: string, private size: number, private texts: Texts, cancel: () => void) {
    this.bar = make('progress', { class: 'kl-upload__bar', max: String(Math.max(size, 1)), value: '0', 'aria-label': name })
    this.end = this.button(texts.cancel, cancel)
    this.buttons.append(this.end)
    this.item = make('li', {}, make('span', {}, make('bdi', {}, name), ' ', this.amount), this.buttons, this.bar, this.note)
    this.moved(0)
  }

  moved(sent: number) {
    const read = (bytes: number) => megabytes.format(bytes / 1_000_000)
    this.bar.value = sent
    this.amount.textContent = filled(this.texts.progress, read(sent), read(Math.max(this.size, 100_000)))
    this.say('')
  }

  say(text: string) { this.note.replaceChildren(text) }

  /** It goes nowhere: why, and nothing to wait for. */
  wrong(text: string) {
    this.bar.remove()
    this.amount.remove()
    this.note.className = 'kern-error'
    this.note.replaceChildren(make('span', { class: 'kern-icon kern-icon--danger', 'aria-hidden': 'true' }), make('span', { class: 'kern-body' }, text))
    this.rename()
  }

  /** `field` and `token`: what the form sends for it. */
  arrived(field: string, token: string) {
    this.moved(this.size)
    this.amount.textContent = filled(this.texts.size, megabytes.format(Math.max(this.size, 100_000) / 1_000_000))
    this.bar.remove()
    this.say(this.texts.arrived)
    this.item.append(make('input', { type: 'hidden', name: field, value: token }))
    this.rename()
  }

  plain() {
    this.bar.remove()
    this.amount.remove()
    this.say(this.texts.plain)
    this.rename()
  }

  /** It has stopped: why, and a button that goes on. */
  offer(text: string, go: () => void) {
    this.say(text)
    const button = this.button(this.texts.again, () => { this.tryAgain(); this.end.focus() })
    this.again = { button, go }
    this.buttons.prepend(button)
  }

  tryAgain() {
    const { again } = this
    this.again = undefined
    again?.button.remove()
    if (again) this.say('')
    again?.go()
  }

  focus() { this.buttons.querySelector('button')?.focus() }

  private rename() { this.end.firstElementChild!.firstChild!.textContent = this.texts.remove }

  private button(text: string, press: () => void) {
    const label = make('span', { class: 'kern-label' }, text, make('span', { class: 'kern-sr-only' }, `: ${this.name}`))
    const button = make('button', { type: 'button', class: 'kern-btn kern-btn--tertiary' }, label)
    button.addEventListener('click', press)
    return button
  }
}
