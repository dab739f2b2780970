// Residents who apply for the collection of bulky waste, page by page, as a browser without scripts does it. What was acknowledged is written down
// here, outside of the store.
import { spawnSync } from 'node:child_process'
import { writeFileSync } from 'node:fs'
import http from 'node:http'
import { join } from 'node:path'
import { readMail, SmtpPeer } from '../support/smtp.mjs'
import { newClient, newKey, pause, random } from './town.mjs'

/** The town takes applications for "Sperrmüll abholen". */
export function offerApplications(town) {
  const file = join(town.folder, 'answers.csv')
  writeFileSync(file, 'authority,service,question,answer\ngescher,99001009004002,online,ja\n')
  town.tool('import', 'answers', file)
  const prices = join(town.folder, 'prices.csv')
  writeFileSync(prices, 'authority,service,office,fee,note\ngescher,99001009004002,,20 Euro,\n')
  town.tool('import', 'overrides', prices)
}

/** What the program itself says about its applications, or about what is owed for them. */
export function verifyApplications(town, what = 'applications') {
  const { status, stdout, stderr } = spawnSync(town.binary, ['verify', what, 'gescher', ...town.place, '--json'], { encoding: 'utf8', maxBuffer: 1 << 28 })
  if (!stdout.trim()) throw new Error(`verify ended with ${status}: ${stderr}`)
  return { status, ...JSON.parse(stdout) }
}

/** Takes the mails: by number of the application the ids of the mails that say it has arrived. A copy of a mail has its id. */
export class ArrivalBox {
  static async start() {
    const box = new ArrivalBox()
    box.arrived = new Map()
    box.peer = await SmtpPeer.start((step, peer, mail) => { if (step === 'end') box.take(mail) })
    box.url = box.peer.url
    return box
  }
  take(mail) {
    const { headers } = readMail(mail.raw)
    const number = Number(headers.subject.match(/^Angekommen: Antrag \d{4}-(\d{6})$/)?.[1])
    if (number) this.arrived.set(number, (this.arrived.get(number) ?? new Set()).add(headers['message-id']))
    this.peer.mails.length = 0
  }
  stop() { return this.peer.stop() }
}

/** One request of a browser without scripts; null when there is no answer. */
export function ask(town, method, path, { form, client = '127.0.0.1' } = {}) {
  if (!town.port) return Promise.resolve(null)
  return new Promise(done => {
    const call = http.request({ host: '127.0.0.1', port: town.port, method, path, agent: town.agent, headers: { host: `gescher.localhost:${town.port}`, 'x-forwarded-for': client,
      ...(form === undefined ? {} : { 'content-type': 'application/x-www-form-urlencoded', 'content-length': Buffer.byteLength(form) }) } }, answer => {
      let text = ''
      answer.setEncoding('utf8')
      answer.on('data', part => { text += part })
      answer.on('end', () => done({ status: answer.statusCode, location: answer.headers.location?.replace(/^https?:\/\/[^/]+/, ''), text }))
      answer.on('error', () => done(null))
    })
    call.on('error', () => done(null))
    call.setTimeout(60000, () => call.destroy())
    call.end(form)
  })
}

/** The same form again and again, with the same key, until there is an answer: what people do when a page does not come. */
export async function insistOn(town, method, path, options, given_up = () => false) {
  const limit = Date.now() + 600000
  for (let tries = 0; !given_up(); tries++) {
    if (Date.now() > limit) throw new Error(`no answer below 500 within ten minutes: ${method} ${path.replace(/[0-9a-f]{32}/, 'TOKEN')}`)
    const answer = await ask(town, method, path, options)
    if (answer && answer.status < 500) return { ...answer, tries }
    await pause(3 + random(8))
  }
  return null
}

const service = '/antrag/sperrmuell-abholen'

export class Applicants {
  constructor(town, clients) {
    this.town = town
    this.running = true
    this.aborted = false
    this.ledger = { drafts: new Map(), sent: new Map(), withdrawn: new Set(), unknown: new Set(), saved: 0, retried: 0, wrong: [] }
    this.all = Promise.all(Array.from({ length: clients }, async () => { while (this.running) await this.visit() }))
  }
  /** All finish what they have begun. */
  async finish() { this.running = false; await this.all }
  /** Without finishing what was begun: for cuts after which nobody comes back. */
  async abort() { this.running = false; this.aborted = true; await this.all }

  async post(path, fields, client, expected) {
    const form = new URLSearchParams({ form: newKey() + newKey().slice(0, 8), ...fields }).toString()
    const answer = await insistOn(this.town, 'POST', path, { form, client }, () => this.aborted)
    if (!answer) { this.ledger.unknown.add(path.slice(0, path.lastIndexOf('/'))); return null }
    if (answer.tries) this.ledger.retried++
    if (answer.status !== 303 || !expected.test(answer.location ?? '')) {
      this.ledger.wrong.push(`${path.replace(/[0-9a-f]{32}/, 'TOKEN')}: ${answer.status} ${answer.location ?? ''}`)
      return null
    }
    return answer
  }

  /** `pages`: what was acknowledged of each page, a word that stands nowhere else. */
  async visit() {
    const { ledger } = this, client = newClient()
    const begun = await this.post(service, {}, client, /^\/mein-antrag\/[0-9a-f]{32}\/adresse$/)
    if (!begun) return
    const own = begun.location.slice(0, begun.location.lastIndexOf('/')), pages = new Map()
    if (ledger.drafts.has(own)) ledger.wrong.push('one link for two drafts')
    ledger.drafts.set(own, pages)
    const save = async (page, fields, word, next) => {
      if (await this.post(`${own}/${page}`, fields, client, next)) { pages.set(page, word); ledger.saved++ }
    }
    const street = `Weg-${newKey()}`, thing = `Ding-${newKey()}`, name = `Name${'abcdefghij'.charAt(random(10))}${newKey().replace(/\d/g, 'x')}`
    const address = { 'abholort-strasse': street, 'abholort-hausnummer': '1', 'abholort-plz': '48712', 'abholort-ort': 'Gescher' }
    await save('adresse', address, street, /\/dinge$/)
    await save('dinge', { dinge: '1', 'dinge-1-art': 'anderes', 'dinge-1-was': thing, 'dinge-1-anzahl': '2', elektro: 'nein' }, thing, /\/kontakt$/)
    await save('kontakt', { 'person-vorname': 'Erika', 'person-nachname': name, 'kontakt-mail': `p${newKey()}@example.org`, 'kontakt-telefon': '' }, name, /\/pruefen$/)
    if (random(4) === 0) { // thinks it over: the page counts as it was saved last
      const second = `Weg-${newKey()}`
      await save('adresse', { ...address, 'abholort-strasse': second }, second, /\/dinge$/)
    }
    if (pages.size < 3 || random(5) === 0) return // stays a draft
    if (!await this.post(`${own}/senden`, {}, client, /\?neu=1$/)) return
    const shown = await insistOn(this.town, 'GET', `${own}?neu=1`, { client }, () => this.aborted)
    const number = numberIn(shown?.text ?? '')
    if (shown && !number) ledger.wrong.push(`sent, but the page shows no number: ${shown.status}`)
    if (!shown) ledger.unknown.add(own)
    ledger.sent.set(own, { number: number ?? '' })
    if (random(5) === 0 && await this.post(`${own}/zuruecknehmen`, {}, client, /\/mein-antrag\/[0-9a-f]{32}/)) ledger.withdrawn.add(own)
  }
}

const numberIn = text => text.match(/\b20\d\d-\d{6}\b/)?.[0]

/** Compares the ledger with what the running program shows. `lost` was acknowledged and is not there; `other` is there in another way. */
export async function compareApplications(town, ledger) {
  const lost = [], other = [], links = [...ledger.drafts]
  const look = async ([own, pages]) => {
    const short = own.slice(-32, -26), show = path => insistOn(town, 'GET', path, {})
    const page = await show(own)
    if (page.status !== 200) return lost.push(`${short}: ${page.status}`)
    const sent = ledger.sent.get(own), number = numberIn(page.text)
    if (sent && !number) return lost.push(`${short}: a draft instead of ${sent.number}`)
    if (ledger.unknown.has(own)) return // asked for and not answered: it may be there or not
    if (sent ? number !== sent.number : number) other.push(`${short}: ${number} instead of ${sent?.number ?? 'a draft'}`)
    if (ledger.withdrawn.has(own) && !page.text.includes('Zurückgenommen')) lost.push(`${short}: not withdrawn`)
    for (const [place, word] of pages) {
      const text = sent ? page.text : (await show(`${own}/${place}`)).text
      if (!text.includes(word)) lost.push(`${short}: page ${place}`)
    }
  }
  await Promise.all(Array.from({ length: 8 }, async () => { while (links.length) await look(links.pop()) }))
  return { lost, other }
}
