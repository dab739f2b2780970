// Files go to the server when they are chosen, in pieces, and the form sends only what they are known by. On a bad network a photo arrives
// bit by bit, however often the connection is lost. What cannot go this way goes with the form, as without a script.
import { all, forget, idOf, remember, tokenOf, type Known } from './upload/memory'
import { filled, Row, type Texts } from './upload/row'
import { Transfer, type Place } from './upload/transfer'

type Told = Place & { rooms: Record<string, number>, attached: string[], most: number, texts: Texts }
/** `sending` is waited for, `stuck` wants somebody to do something, the others are as they shall be. */
type State = 'sending' | 'stuck' | 'arrived' | 'plain' | 'wrong'
type Entry = { question: string, state: State, row: Row, known?: Known, file?: File, transfer?: Transfer }

const form = document.querySelector<HTMLFormElement>('form[data-kl-upload]')
if (form) start(form, JSON.parse(form.dataset.klUpload ?? '{}') as Told)

function start(form: HTMLFormElement, told: Told) {
  const { texts } = told
  const entries = new Set<Entry>()
  const note = document.createElement('p')
  note.setAttribute('role', 'status')
  note.className = 'kern-sr-only'
  form.lastElementChild?.before(note)
  let waiting: HTMLElement | null | undefined  // the button that was pressed before all files were there

  const inputOf = (question: string) => {
    const found = form.elements.namedItem(question)
    return found instanceof HTMLInputElement && found.type === 'file' ? found : undefined
  }
  /** A question that is not asked any more takes its files with it (forms/islands/form.ts). */
  const asked = () => [...entries].filter(one => one.row.item.isConnected)
  const of = (question: string) => [...entries].filter(one => one.question === question)
  /** Read out; seen where people wait for something and the row does not say it. */
  const speak = (text: string, seen = false) => {
    if (!seen && waiting !== undefined) return
    note.className = seen ? 'kl-upload__status' : 'kern-sr-only'
    note.textContent = text
  }

  /** What goes with the form stands in its input, all else has left it. */
  const showPlain = (input: HTMLInputElement) => {
    const files = new DataTransfer()
    for (const one of of(input.name)) if (one.state === 'plain' && one.file) files.items.add(one.file)
    input.files = files.files
  }

  const add = (question: string, state: State, name: string, size: number, more: Partial<Entry> = {}) => {
    const input = inputOf(question)
    const row = new Row(name, size, texts, () => remove(entry))
    const entry: Entry = { question, state, row, ...more }
    entries.add(entry)
    if (input?.previousElementSibling?.matches('.kl-upload') !== true) {
      const list = document.createElement('ul')
      list.className = 'kl-files kl-upload'
      input?.before(list)
    }
    input?.previousElementSibling?.append(row.item)
    return entry
  }

  const remove = (entry: Entry) => {
    const input = inputOf(entry.question)
    entries.delete(entry)
    entry.row.item.remove()
    const address = entry.transfer?.address || entry.known?.address
    if (address) forget(address)
    if (entry.transfer) entry.transfer.cancel()
    else if (address) fetch(`${address}/weg`, { method: 'POST', body: new URLSearchParams() }).catch(() => {})
    if (input) showPlain(input)
    input?.focus()
    goOn()
  }

  const arrive = (entry: Entry, address: string) => {
    entry.state = 'arrived'
    entry.row.arrived(`stueck-${entry.question}`, tokenOf(address))
  }

  const send = async (entry: Entry, transfer: Transfer) => {
    entry.state = 'sending'
    const end = await transfer.run()
    if (end === 'cancelled') return
    entry.state = 'stuck'
    if (end === 'arrived') arrive(entry, transfer.address)
    if (end === 'stopped' || end === 'full') entry.row.offer(end === 'full' ? texts.full : texts.stopped, () => void send(entry, transfer))
    if (end === 'refused') {
      entry.state = 'plain'
      entry.transfer = undefined
      entry.row.plain()
      const input = inputOf(entry.question)
      if (input) showPlain(input)
    }
    speak(`${transfer.file.name}: ${{ arrived: texts.arrived, stopped: texts.stopped, full: texts.full, refused: texts.plain }[end]}`)
    goOn()
  }

  const take = (question: string, file: File) => {
    const { name, size, lastModified: modified } = file
    const wrong = size > told.most ? texts.large : size === 0 ? texts.empty :
      of(question).filter(one => one.state !== 'wrong').length >= (told.rooms[question] ?? 0) ? texts.many : ''
    if (wrong) {
      add(question, 'wrong', name, size).row.wrong(wrong)
      return speak(`${name}: ${wrong}`)
    }
    const known = all().find(one => one.question === question && one.name === name && one.size === size && one.modified === modified)
    const entry = add(question, 'sending', name, size, { file })
    let lost = false
    const transfer = new Transfer(file, question, told, known?.address, {
      begun: () => remember({ question, name, size, modified, address: transfer.address }),
      moved: () => {
        lost = false
        entry.row.moved(transfer.sent)
      },
      waits: () => {
        entry.row.say(texts.waiting)
        if (!lost) speak(`${name}: ${texts.waiting}`)
        lost = true
      },
    })
    entry.transfer = transfer
    speak(filled(texts.begun, name))
    void send(entry, transfer)
  }

  const choose = (input: HTMLInputElement) => {
    const files = [...input.files ?? []]
    showPlain(input)
    for (const file of files) {
      // The same file as before the page was loaded again.
      for (const one of of(input.name)) {
        const { known } = one
        if (one.state !== 'stuck' || one.transfer || known?.name !== file.name || known.size !== file.size || known.modified !== file.lastModified) continue
        entries.delete(one)
        one.row.item.remove()
      }
      take(input.name, file)
    }
  }

  const goOn = () => {
    const states = asked().map(one => one.state)
    if (waiting === undefined || states.includes('sending')) return
    const button = waiting
    waiting = undefined
    if (states.includes('stuck')) return speak(texts.blocked, true)
    form.requestSubmit(button)
  }

  form.addEventListener('change', event => {
    if (event.target instanceof HTMLInputElement && event.target.type === 'file' && event.target.name in told.rooms) choose(event.target)
  })
  form.addEventListener('submit', event => {
    const stuck = asked().find(one => one.state === 'stuck')
    const sending = asked().some(one => one.state === 'sending')
    if (!stuck && !sending) return
    event.preventDefault()
    speak(stuck ? texts.blocked : texts.unfinished, true)
    if (stuck) stuck.row.focus()
    else waiting = event.submitter
  })

  addEventListener('online', () => { for (const one of entries) one.row.tryAgain() })

  const restore = async (known: Known) => {
    if (told.attached.includes(idOf(known.address))) return forget(known.address)
    if (!inputOf(known.question)) return
    const answer = await fetch(known.address, { method: 'HEAD', cache: 'no-store', redirect: 'error' }).catch(() => undefined)
    if (answer && !answer.ok && answer.status < 500) return forget(known.address)
    const sent = Number(answer?.headers.get('Upload-Offset') ?? 0)
    const entry = add(known.question, 'stuck', known.name, known.size, { known })
    entry.row.moved(sent)
    if (sent === known.size) arrive(entry, known.address)
    else entry.row.say(texts.choose)
  }
  for (const known of all()) void restore(known)
}
