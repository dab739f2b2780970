// A town with one office, served by the program under test, and residents who book there. What was acknowledged is written down here, outside
// of the store.
import { execFileSync, spawn, spawnSync } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import http from 'node:http'
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { pause } from '../support/patience.mjs'
import { readMail, SmtpPeer } from '../support/smtp.mjs'

export { pause, until } from '../support/patience.mjs'
export const random = below => Math.floor(Math.random() * below)

const authorities = `key,name,designation,district,population,postal_codes,longitude,latitude,outline,boundary
05554,Borken,Kreis,,,,,,,
05554016,Gescher,Stadt,05554,17600,48712,7.00,51.95,,
`
const offices = `authority,id,kinds,name,street,postal_code,place,phone,email,website,longitude,latitude,hours,accessibility,note,sample
gescher,buergerbuero,buergerbuero,Bürgerbüro,Marktplatz 1,48712,Gescher,02542 60-0,bb@gescher.example,,,,Mo 08:00-12:30,step_free,,0
`
const desks = 8, open = [7 * 60, 19 * 60], last_day = 300
const plan = `[[office]]
id = "buergerbuero"
last_day = ${last_day}
remind_hours = 0
hold_minutes = 60
confirm_minutes = 1440
rules = """
Mo-Sa 07:00-19:00 alle 10 Minuten
"""
desks = [${Array.from({ length: desks }, (_, i) => `{ name = "Schalter ${i + 1}" }`).join(', ')}]
resources = [{ name = "Kamera", units = ${desks} }]
services = [{ service = "personalausweis", minutes = 10, most = 4, resource = "Kamera" }, { service = "reisepass", minutes = 20, most = 2 }]
`

/** How long a process waited for a processor, in ms: the time that others took from it. */
function waitedForProcessor(pid) {
  try { return Number(readFileSync(`/proc/${pid}/schedstat`, 'utf8').split(' ')[1]) / 1e6 } catch { return 0 }
}

/** Where the data are: a folder, or a PostgreSQL database. `folder` takes the files of the preparation. */
export class Town {
  constructor({ binary, folder, data, store, environment = {}, serveOptions = [] }) {
    Object.assign(this, { binary, folder, data, store, environment, serveOptions })
    this.place = store ? ['--store', store] : ['--data', data]
    this.started = []
    this.child = null
  }

  async prepare() {
    mkdirSync(this.folder, { recursive: true })
    const file = (name, text) => { const path = join(this.folder, name); writeFileSync(path, text); return path }
    this.tool('import', 'authorities', file('authorities.csv', authorities))
    this.tool('import', 'offices', file('offices.csv', offices))
    this.tool('import', 'appointments', file('plan.toml', plan), 'gescher')
  }

  tool(...words) {
    const { status, stdout, stderr } = spawnSync(this.binary, [...words, ...this.place], { encoding: 'utf8', maxBuffer: 1 << 28, env: { ...process.env, ...this.environment } })
    if (status !== 0) throw new Error(`${words.slice(0, 2).join(' ')} ended with ${status}: ${stdout}${stderr}`)
    return stdout
  }
  /** What a kill has interrupted is tried again now, not after a minute. One that has just gone by itself is not there any more: then there is nothing to do. */
  retry(waiting) {
    for (const { id } of waiting.filter(one => one.attempts > 0))
      spawnSync(this.binary, ['outbox', 'gescher', '--retry', String(id), ...this.place], { env: { ...process.env, ...this.environment } })
  }
  /** What the program itself says about its data. */
  verify() {
    const { status, stdout, stderr } = spawnSync(this.binary, ['verify', 'appointments', 'gescher', ...this.place, '--json'], { encoding: 'utf8', maxBuffer: 1 << 28 })
    if (!stdout.trim()) throw new Error(`verify ended with ${status}: ${stderr}`)
    return { status, ...JSON.parse(stdout) }
  }
  outbox() { return JSON.parse(execFileSync(this.binary, ['outbox', 'gescher', ...this.place, '--json'], { encoding: 'utf8', maxBuffer: 1 << 28 })) }

  /** `wrap`: words before the program, as `strace ...`. Resolves when it serves; the time it took is kept, without what others took. */
  async start(smtp, wrap = []) {
    const begun = performance.now()
    const words = [...wrap, this.binary, 'serve', ...this.place, '--port', '0', '--rate-limit', '0', '--without-limits', '--trusted-proxy', '127.0.0.1', ...(smtp ? ['--smtp', smtp, '--mail-from', 'post@gescher.example'] : []), ...this.serveOptions]
    const child = spawn(words[0], words.slice(1), { stdio: ['ignore', 'pipe', 'pipe'], env: { ...process.env, ...this.environment }, detached: wrap.length > 0 })
    this.child = child
    this.agent?.destroy()
    this.agent = new http.Agent({ keepAlive: true, maxSockets: 4000 })
    this.log = ''
    child.stderr.on('data', text => { this.log = (this.log + text).slice(-5000) })
    child.over = new Promise(done => child.on('exit', (code, signal) => { if (this.child === child) this.port = 0; done(signal ?? code) }))
    this.port = 0
    await new Promise((done, fail) => {
      let text = ''
      const timer = setTimeout(() => fail(new Error(`not ready in 180 s: ${text}${this.log}`)), 180000)
      child.stdout.on('data', chunk => {
        text += chunk
        const port = text.match(/Health\s+http:\/\/[^:]+:(\d+)/)?.[1]
        if (port) { clearTimeout(timer); this.port = Number(port); this.ready = Date.now(); done() }
      })
      // Killed before it was ready: that is a kill, too.
      child.over.then(() => { clearTimeout(timer); done() })
    })
    if (this.port) this.started.push(performance.now() - begun - waitedForProcessor(child.pid))
    return child
  }
  async kill() {
    this.child?.kill('SIGKILL')
    await this.child?.over
  }
  async stop() {
    this.child?.kill('SIGTERM')
    const end = await Promise.race([this.child?.over, pause(60000)])
    if (end === undefined) await this.kill()
    this.agent?.destroy()
  }

  /** One request; null when there is no answer. */
  request(method, path, { body, key, client = '127.0.0.1' } = {}) {
    if (!this.port) return Promise.resolve(null)
    return new Promise(done => {
      const text = body === undefined ? undefined : JSON.stringify(body)
      const call = http.request({ host: '127.0.0.1', port: this.port, method, path, agent: this.agent, headers: { host: `gescher.localhost:${this.port}`, 'x-forwarded-for': client,
        ...(key ? { 'idempotency-key': key } : {}), ...(text ? { 'content-type': 'application/json', 'content-length': Buffer.byteLength(text) } : {}) } }, answer => {
        let got = ''
        answer.setEncoding('utf8')
        answer.on('data', part => { got += part })
        answer.on('end', () => { try { done({ status: answer.statusCode, body: JSON.parse(got) }) } catch { done(null) } })
        answer.on('error', () => done(null))
      })
      call.on('error', () => done(null))
      call.setTimeout(60000, () => call.destroy())
      call.end(text)
    })
  }
  /** The same act again and again, with the same key, until there is an answer: what a program does that does not know what happened. */
  async insist(method, path, { given_up = () => false, ...rest } = {}) {
    const limit = Date.now() + 900000
    for (let tries = 0; !given_up(); tries++) {
      if (Date.now() > limit) throw new Error(`no answer below 500 within 15 minutes: ${method} ${path.replace(/[0-9a-f]{32}/, 'TOKEN')}`)
      const answer = await this.request(method, path, rest)
      if (answer && answer.status < 500) return { ...answer, tries }
      await pause(5 + random(10))
    }
    return null
  }
}

const base = '/api/v1/appointments'
const days = []
for (let i = 2; i < last_day - 2; i++) {
  const day = new Date(Date.now() + i * 86400000)
  if (day.getUTCDay() !== 0) days.push(day.toISOString().slice(0, 10))
}
/** Days on which no resident of the campaign books: whoever counts desks there counts only its own acts. Some may be holidays. */
export const untouchedDays = days.splice(-40)
export const newKey = () => randomBytes(12).toString('hex')
export const newClient = () => `10.${random(256)}.${random(256)}.${random(256)}`
export const someTime = (day = days[random(days.length)]) => {
  const minute = open[0] + 10 * random((open[1] - open[0]) / 10 - 2)
  return { office: 'buergerbuero', day, time: `${String(Math.floor(minute / 60)).padStart(2, '0')}:${String(minute % 60).padStart(2, '0')}` }
}
export const holdAt = (time, quantity = 1) => ({ services: [{ service: 'personalausweis', quantity }], ...time })
export const desksOfTown = desks

/** Takes the mails and knows which link came and which confirmation. */
export class Mailbox {
  static async start() {
    const box = new Mailbox()
    box.peer = await SmtpPeer.start((step, peer, mail) => { if (step === 'end') box.take(mail) })
    box.codes = new Map()
    box.booked = new Map()
    box.copies = new Map()
    box.url = box.peer.url
    return box
  }
  take(mail) {
    const { text, headers } = readMail(mail.raw)
    const id = headers['message-id']
    this.copies.set(id, (this.copies.get(id) ?? 0) + 1)
    const link = text.match(/\/termin\/([0-9a-f]{32})\/bestaetigen\/([0-9a-f]+)/)
    if (link) this.codes.set(link[1], link[2])
    else if (/gebucht|verschoben/.test(headers.subject)) {
      const token = text.match(/\/termin\/([0-9a-f]{32})/)?.[1]
      if (token) this.booked.set(token, (this.booked.get(token) ?? 0) + 1)
    }
    this.peer.mails.length = 0
  }
  get count() { return this.copies.size }
  /** The numbers of the mails that came more than once. */
  seconds() { return [...this.copies].filter(([, times]) => times > 1).map(([id]) => id) }
  stop() { return this.peer.stop() }
}

/** What residents were told. */
export class Ledger {
  held = new Map()
  booked = new Set()
  confirmed = new Set()
  cancelled = new Set()
  moved = new Map()
  refused = 0
  retried = 0
  wrong = []
}

/** Residents hold, book, confirm; some cancel, some move. `quick`: hold only and book, for stores without mail. */
export class Residents {
  constructor(town, mailbox, { clients = 8 } = {}) {
    Object.assign(this, { town, mailbox, ledger: new Ledger(), running: true, aborted: false })
    this.all = Promise.all(Array.from({ length: clients }, () => this.live()))
  }
  async live() { while (this.running) { await this.visit(); if (!this.town.port) await pause(5) } }
  async finish() { this.running = false; await this.all }
  /** Without finishing what was begun: for cuts after which nobody comes back. */
  async abort() { this.running = false; this.aborted = true; await this.all }

  async act(path, body, client, expected) {
    const answer = await this.town.insist('POST', `${base}${path}`, { body, key: newKey(), client, given_up: () => this.aborted })
    if (!answer) return null
    if (answer.tries) this.ledger.retried++
    if (!expected.includes(answer.status)) this.ledger.wrong.push(`${path.replace(/[0-9a-f]{32}/, 'TOKEN')}: ${answer.status} ${JSON.stringify(answer.body)}`)
    return answer
  }

  async visit() {
    const { ledger } = this, client = newClient(), time = someTime()
    const hold = await this.act('/holds', holdAt(time), client, [201, 409])
    if (hold?.status === 409) { ledger.refused++; if (!hold.body.next?.length) ledger.wrong.push('a refusal without the next times') }
    if (hold?.status !== 201) return
    const { token } = hold.body
    if (ledger.held.has(token)) ledger.wrong.push('one token for two holds')
    ledger.held.set(token, time)
    const booking = await this.act(`/${token}/booking`, { name: 'Erika Mustermann', email: `p${newKey()}@example.org` }, client, [200])
    if (booking?.status !== 200) return
    ledger.booked.add(token)
    if (!this.mailbox) return
    // While the program is killed again and again nobody can say when the mail comes; once it serves undisturbed, it has to. A mail that was
    // refused is tried again after a minute.
    const asked = Date.now()
    while (!this.mailbox.codes.has(token)) {
      if (this.aborted) return
      if (this.town.port && Date.now() - Math.max(asked, this.town.ready) > 180000) return ledger.wrong.push('no mail although the program served for three minutes')
      await pause(4)
    }
    const confirmation = await this.act(`/${token}/confirmation`, { code: this.mailbox.codes.get(token) }, client, [200])
    if (confirmation?.status !== 200) return
    ledger.confirmed.add(token)
    const what = random(10)
    if (what === 0) {
      const there = someTime()
      const move = await this.act(`/${token}/move`, there, client, [200, 409])
      if (move?.status === 200) ledger.moved.set(token, there)
    } else if (what === 1) {
      const cancellation = await this.act(`/${token}/cancellation`, {}, client, [200])
      if (cancellation?.status === 200) ledger.cancelled.add(token)
    }
  }
}

/** Compares the ledger with what the running program says of each appointment. */
export async function compare(town, ledger) {
  const lost = [], other = []
  const tokens = [...ledger.held.keys()]
  await Promise.all(Array.from({ length: 8 }, async () => {
    for (;;) {
      const token = tokens.pop()
      if (!token) return
      const limit = Date.now() + 180000
      const answer = await town.insist('GET', `${base}/${token}`, { given_up: () => Date.now() > limit })
      const state = answer?.status === 200 ? answer.body.state : String(answer?.status ?? 'no answer')
      // A client that gave up may have got further than it knows.
      const least = ledger.cancelled.has(token) ? ['deleted'] : ledger.confirmed.has(token) ? ['confirmed', 'deleted'] : ledger.booked.has(token) ? ['preconfirmed', 'confirmed'] : ['reserved', 'preconfirmed']
      if (!least.includes(state)) (state === '404' || state === '410' ? lost : other).push(`${token.slice(0, 6)}: ${state} instead of ${least[0]}`)
      const there = ledger.moved.get(token) ?? null
      if (there && !ledger.cancelled.has(token) && state === 'confirmed' && (answer.body.day !== there.day || answer.body.time !== there.time)) lost.push(`${token.slice(0, 6)}: moved back`)
    }
  }))
  return { lost, other }
}
