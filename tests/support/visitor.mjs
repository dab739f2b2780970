// Somebody who uses the portal without a browser: keeps cookies, fills forms, reads the sample mails. Prepares what a test needs.
import { createHash, randomBytes } from 'node:crypto'
import { pause, until } from './patience.mjs'
import { check } from './report.mjs'

export const password = 'Beispiel-Kreislauf-48712'
const type = 'application/x-www-form-urlencoded'
const unescape = text => text.replace(/&lt;/g, '<').replace(/&gt;/g, '>').replace(/&quot;/g, '"').replace(/&#39;/g, "'").replace(/&amp;/g, '&')

/** The number for which SHA-256(challenge:number) begins with so many zero bits, as the page computes it. */
export function proof(challenge, bits) {
  for (let n = 0; ; ++n) if (createHash('sha256').update(`${challenge}:${n}`).digest().readUInt32BE(0) >>> (32 - bits) === 0) return String(n)
}
/** The proof that the form on this page asks for. */
export const proofFor = page => proof(/data-kl-pow="([^"]+)"/.exec(page)[1], Number(/data-kl-pow-bits="(\d+)"/.exec(page)[1]))

/** As a page makes it when a form is opened. */
export const formKey = () => randomBytes(16).toString('hex')

export class Visitor {
  constructor(server, town = 'gescher', { client } = {}) {
    this.server = server
    this.town = town
    this.headers = client ? { 'x-forwarded-for': client } : {}
    this.cookies = new Map()
  }

  async ask(method, path, body) {
    const headers = { ...this.headers, cookie: [...this.cookies].map(([name, value]) => `${name}=${value}`).join('; ') }
    if (body !== undefined) headers['content-type'] = type
    const answer = await this.server.request(this.town, path, { method, headers, body: body === undefined ? undefined : body instanceof URLSearchParams ? body.toString() : body })
    for (const line of [answer.headers['set-cookie'] ?? []].flat()) {
      const [, name, value] = /^([^=]+)=([^;]*)/.exec(line)
      if (value === '') this.cookies.delete(name)
      else this.cookies.set(name, value)
    }
    return { ...answer, path, location: answer.headers.location?.replace(/^https?:\/\/[^/]+/, '') }
  }
  get(path) { return this.ask('GET', path) }
  post(path, fields) { return this.ask('POST', path, typeof fields === 'string' ? fields : new URLSearchParams(fields)) }

  /** Follows redirects. */
  async open(path) {
    let answer = await this.get(path)
    for (let i = 0; i < 5 && answer.location; ++i) answer = await this.get(answer.location)
    return answer
  }

  /** Sends the form of a page whose action ends with `action`: its hidden fields and `more`. */
  async send(page, action, more = {}) {
    const form = formIn(page.text, action)
    check(form, `no form to …${action} in ${page.path} (${page.status})`)
    const fields = new URLSearchParams(form.fields)
    for (const [name, value] of Object.entries(more)) fields.set(name, value)
    return this.post(form.action, fields)
  }

  /** Holds a free time; the answer leads to the form. `pick` chooses among the values of the buttons. */
  async hold(query = 'dienst=personalausweis', pick = values => values[0]) {
    const page = await this.get(`/termine/zeiten?${query}`)
    const values = [...page.text.matchAll(/name="zeit" value="([^"]+)"/g)].map(match => match[1])
    check(values.length > 0, `nothing free for ${query} (${page.status})`)
    return this.send(page, '/termine/reservieren', { zeit: pick(values) })
  }

  /** Holds and books; answers with the path of the appointment and the link of the mail. */
  async book({ query, pick, mail = `probe${Math.random().toString(36).slice(2)}@example.org`, name = 'Erika Mustermann', note = '', phone = '' } = {}) {
    const held = await this.hold(query, pick)
    check(held.status === 303, `hold: ${held.status}`)
    const form = await this.get(held.location)
    const sent = await this.send(form, held.location, { name, mail, notiz: note, telefon: phone, pow: proofFor(form.text) })
    check(sent.status === 303, () => `book: ${sent.status} ${headline(sent.text)}`)
    const token = held.location.split('/').pop()
    return { token, mail, form: held.location, sent: sent.location, confirm: await this.link(mail, /\/termin\/[0-9a-f]+\/bestaetigen\/\w+/), page: `/termin/${token}` }
  }

  async appointment(wish) {
    const booked = await this.book(wish)
    const done = await this.send(await this.get(booked.confirm), booked.confirm)
    check(done.status === 303, () => `confirm: ${done.status} ${headline(done.text)}`)
    return { ...booked, code: /kl-pass__number[^>]*><bdi[^>]*>([^<]+)</.exec((await this.get(booked.page)).text)?.[1].replace(/\s/g, '') }
  }

  /** Asks for a place on the waiting list: the path of the link in the mail. */
  async asksToWait(query, mail) {
    await this.send(await this.get(`/termine/warteliste?${query}`), '/termine/warteliste', { name: 'Karl Beispiel', mail })
    return this.link(mail, /\/warteliste\/[0-9a-f]+/)
  }

  /** A confirmed place on the waiting list: the path of its page. */
  async waits(query, mail) {
    const path = await this.asksToWait(query, mail)
    await this.send(await this.get(path), path, { antwort: 'warten' })
    return path
  }

  /** The sample mails of the town, newest first, as HTML. */
  async letters() { return (await this.get('/probepost')).text.split('<article').slice(1) }

  /** A link in the newest sample mail to this address; undefined when there is none yet. */
  async linkNow(mail, pattern, subject = /./) {
    for (const letter of await this.letters()) {
      const found = letter.includes(mail) && subject.test(letter) && pattern.exec(letter)
      if (found) return found[0]
    }
  }
  /** The same, waiting for the mail: they leave within a second. */
  link(mail, pattern, subject) { return until(`a mail to ${mail} with ${pattern}`, () => this.linkNow(mail, pattern, subject)) }

  /** Nothing while the code that works next has yet to come: never that of the line below. */
  async code(login) {
    const page = await this.get('/verwaltung/anmelden')
    return new RegExp(`<th scope="row">${login}</th>(?:<td[^>]*>[^<]*</td>)*?<td class="kl-num">(\\d{6})</td>`).exec(page.text)?.[1]
  }

  /** Signs in with a sample account. Waits when its code of this half minute is used up. */
  async signIn(login) {
    await until(`${login} is signed in`, async () => {
      const code = await this.code(login)
      if (code && (await this.post('/verwaltung/anmelden', { form: formKey(), name: login, passwort: password, code, ziel: '' })).status === 303) return true
      await pause(1000)
    })
    return this
  }

  /** Connects this visitor as a device of an office; `by` is signed in as administrator. */
  async connectDevice(by, office = 'buergerbuero') {
    const made = await by.send(await by.get('/verwaltung/geraete'), '/verwaltung/geraete', { name: `Gerät ${Math.random().toString(36).slice(2, 7)}`, amt: office })
    const code = /<b class="kl-num">(\d{4} \d{4})</.exec(made.text)?.[1]
    check(code, `no code for the device: ${made.status} ${headline(made.text)}`)
    const done = await this.post('/geraet', { form: formKey(), code })
    check(done.status === 303, `device: ${done.status}`)
    return this
  }
}

export const headline = text => unescape(/<h1[^>]*>(.*?)<\/h1>/s.exec(text)?.[1].replace(/<[^>]+>/g, '') ?? text.slice(0, 100))

/** Action and hidden fields of the first form whose action ends with `action`. */
export function formIn(text, action) {
  for (const [, head, inside] of text.matchAll(/<form([^>]*)>(.*?)<\/form>/gs)) {
    const target = unescape(/action="([^"]*)"/.exec(head)?.[1] ?? '')
    if (!target.endsWith(action)) continue
    const fields = [...inside.matchAll(/<input type="hidden" name="([^"]*)" value="([^"]*)"/g)].map(([, name, value]) => [unescape(name), unescape(value)])
    return { action: target, fields, text: inside }
  }
  return undefined
}
