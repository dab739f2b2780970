// Questions that depend on an answer come and go at once. The conditions are those of the server, compiled from the same source; it
// looks at everything again. Without a script the server asks what has become due when the page is sent.
import * as feel from '../../../engines/feel/javascript/functions.js'

type Kinds = { [name: string]: string | { list?: Kinds, group?: Kinds } }
type Known = { [name: string]: { kind: string, value: unknown } }
type Rule = (values: object, runtime: object) => unknown

const form = document.querySelector<HTMLFormElement>('form[data-kl-rules]')
if (form) void start(form, JSON.parse(form.dataset.klRules ?? '{}'))

async function start(form: HTMLFormElement, { script, kinds, known }: { script: string, kinds: Kinds, known: Known }) {
  const { rules } = await import(script) as { rules: Record<string, Rule> }
  const outside = Object.fromEntries(Object.entries(known).map(([name, one]) => [name, one.kind === 'date' ? feel.D(one.value as string) : one.value]))
  const look = () => {
    const values = { ...outside, ...members(form, kinds, '') }
    form.querySelectorAll<HTMLElement>('[data-kl-when]').forEach(box => {
      const rule = rules[box.dataset.klWhen ?? '']
      if (rule) show(box, rule({ ...values, ...entryValues(form, kinds, box.dataset.klEntry ?? '') }, feel) === true)
    })
  }
  form.addEventListener('input', look)
  form.addEventListener('change', look)
  look()
}

/** A template holds what is not asked, with what was typed there. */
function show(box: HTMLElement, asked: boolean) {
  const waits = box instanceof HTMLTemplateElement
  if (waits !== asked) return
  const other = document.createElement(asked ? 'div' : 'template')
  for (const [name, value] of Object.entries(box.dataset)) other.dataset[name] = value
  const into = other instanceof HTMLTemplateElement ? other.content : other
  into.append(...(waits ? box.content : box).childNodes)
  box.replaceWith(other)
}

const named = (form: HTMLFormElement, name: string) => [...form.elements].filter((one): one is HTMLInputElement => (one as HTMLInputElement).name === name)

/** The answers below `before`: what stands in the form now. */
function members(form: HTMLFormElement, kinds: Kinds, before: string): Record<string, unknown> {
  return Object.fromEntries(Object.entries(kinds).map(([name, kind]) => [name, answer(form, kind, before + name)]))
}

function answer(form: HTMLFormElement, kind: Kinds[string], name: string): unknown {
  if (typeof kind !== 'string') {
    if (kind.group) return feel.C(Object.entries(members(form, kind.group, `${name}-`)))
    const count = Number(named(form, name)[0]?.value ?? 0)
    return Array.from({ length: count }, (_, i) => feel.C(Object.entries(members(form, kind.list ?? {}, `${name}-${i + 1}-`))))
  }
  if (kind === 'date') {
    const [day, month, year] = ['tag', 'monat', 'jahr'].map(piece => named(form, `${name}.${piece}`)[0]?.value.trim() ?? '')
    return /^\d{4}$/.test(year) ? feel.D(`${year}-${month.padStart(2, '0')}-${day.padStart(2, '0')}`) : null
  }
  const fields = named(form, name)
  const chosen = fields.filter(one => one.type !== 'hidden' && ((one.type !== 'radio' && one.type !== 'checkbox') || one.checked)).map(one => one.value.trim())
  if (kind === 'choices') return chosen.length > 0 ? chosen : null
  const typed = chosen[0] ?? ''
  if (typed === '') return null
  if (kind === 'yesno') return typed === 'ja'
  if (kind === 'number') return /^-?\d+$/.test(typed) ? Number(typed) : null
  if (kind === 'money') return /^\d+([.,]\d{1,2})?$/.test(typed) ? Number(typed.replace(',', '.')) : null
  return typed
}

/** `dinge-2`: the names of its own questions stand before those outside. */
function entryValues(form: HTMLFormElement, kinds: Kinds, entry: string): Record<string, unknown> {
  let inside: Kinds = kinds, before = ''
  for (const piece of entry === '' ? [] : entry.split('-')) {
    before += `${piece}-`
    const kind = inside[piece]
    if (kind && typeof kind !== 'string') inside = kind.list ?? kind.group ?? {}
  }
  return entry === '' ? {} : members(form, inside, before)
}
