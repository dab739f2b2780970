// Clerks of the town who take cases, write notices and issue them. What was acknowledged is written down here, outside of the store.
import { createHash, randomBytes } from 'node:crypto'
import { spawnSync } from 'node:child_process'
import http from 'node:http'
import { newKey, pause, random } from './town.mjs'

const office = '/verwaltung/amt/buergerbuero'

const database = data => spawnSync('find', [data, '-path', '*05554016*', '-name', 'authority.db'], { encoding: 'utf8' }).stdout.trim()
export function sql(data, text) {
  const { status, stdout, stderr } = spawnSync('sqlite3', ['-cmd', '.timeout 10000', database(data), text], { encoding: 'utf8' })
  if (status !== 0) throw new Error(stderr)
  return stdout.trim()
}

/** Somebody who has signed in: what a test cannot type are the codes of an app. */
function signIn(town, number) {
  town.tool('staff', 'add', 'gescher', `clerk${number}`, `Name ${number}`, '--role', 'clerk', '--office', 'buergerbuero')
  const token = randomBytes(32).toString('hex'), now = new Date(), at = ms => new Date(now.getTime() + ms).toISOString().replace(/\.\d+/, '')
  // As somebody comes in by a directory: a password of the own and a second factor are shown there.
  sql(town.data, `INSERT INTO staff_sessions (key, kind, holder, csrf, new_totp, browser, created_at, seen_at, expires_at, way)
    SELECT '${createHash('sha256').update(token).digest('hex')}', 'staff', id, '${randomBytes(32).toString('hex')}', '', 'Test', '${at(0)}', '${at(0)}', '${at(3600000)}', 'test' FROM staff WHERE login = 'clerk${number}'`)
  return { number, cookie: `__Host-kl_verwaltung=${token}` }
}
export const signedIn = (town, count) => Array.from({ length: count }, (_, i) => signIn(town, i))

/** Their work from now on, until `finish` or `abort`. */
export class Clerks {
  constructor(town, clerks) {
    Object.assign(this, { town, clerks, running: true, aborted: false, retried: 0, wrong: [], decided: new Set() })
    this.all = Promise.all(clerks.map(async who => { while (this.running) await this.work(who) }))
  }
  async finish() { this.running = false; await this.all }
  /** Without finishing what was begun: for cuts after which nobody comes back. */
  async abort() { this.running = false; this.aborted = true; await this.all }

  ask(who, method, path, form) {
    const { town } = this
    if (!town.port) return Promise.resolve(null)
    return new Promise(done => {
      const call = http.request({ host: '127.0.0.1', port: town.port, method, path, agent: town.agent, headers: { host: `gescher.localhost:${town.port}`, cookie: who.cookie,
        ...(form === undefined ? {} : { 'content-type': 'application/x-www-form-urlencoded', 'content-length': Buffer.byteLength(form) }) } }, answer => {
        let text = ''
        answer.setEncoding('utf8')
        answer.on('data', part => { text += part })
        answer.on('end', () => done({ status: answer.statusCode, location: answer.headers.location, text }))
        answer.on('error', () => done(null))
      })
      call.on('error', () => done(null))
      call.setTimeout(60000, () => call.destroy())
      call.end(form)
    })
  }
  /** Again and again until there is an answer; null where nobody waits for it any more. */
  async insist(who, method, path, form) {
    for (let tries = 0; ; tries++) {
      const answer = await this.ask(who, method, path, form)
      // The printer starts with the program: it is asked again as any page is.
      if (answer && answer.status < 500 && !answer.text.includes('gerade nicht')) { if (tries) this.retried++; return answer }
      if (this.aborted || (!this.running && tries > 2000)) return null
      await pause(5 + random(10))
    }
  }
  async press(who, path, fields) {
    const page = await this.insist(who, 'GET', path)
    if (!page) return false
    const csrf = /name="csrf" value="([^"]+)"/.exec(page.text)?.[1]
    const answer = await this.insist(who, 'POST', path, new URLSearchParams({ csrf: csrf ?? '', form: newKey() + newKey().slice(0, 8), ...fields }).toString())
    if (!answer) return false
    if (answer.status === 303) return true
    // Taken back meanwhile: there is nothing to decide any more.
    const now = await this.insist(who, 'GET', path.replace('/bescheid', ''))
    if (now && !now.text.includes('zurückgenommen')) this.wrong.push(`${fields.tun ?? 'entwerfen'}: ${answer.status} ${/<h1[^>]*>([^<]+)/.exec(answer.text)?.[1] ?? ''} ${csrf ? '' : `no csrf in a page of ${page.status}`}`)
    return false
  }
  async work(who) {
    const list = await this.insist(who, 'GET', `${office}/faelle?sicht=neu`)
    const one = [...(list?.text ?? '').matchAll(/\/antraege\/(\d+)/g)].map(match => Number(match[1])).find(id => id % this.clerks.length === who.number)
    if (!one) return pause(30)
    const path = `${office}/antraege/${one}`
    if (!await this.press(who, path, { tun: 'uebernehmen' })) return
    if (!await this.press(who, `${path}/bescheid`, { ergebnis: 'abgelehnt', begruendung: 'Der Hof ist zu eng.' })) return
    if (await this.press(who, `${path}/bescheid`, { tun: 'erlassen', weg: 'retrieval', text: 'Das geht nicht.\n\nDer Hof ist zu eng.' })) this.decided.add(one)
  }

  /** Acknowledged notices whose document the running program does not give out. */
  async unreadable() {
    const missing = []
    for (const id of this.decided) {
      const notice = sql(this.town.data, `SELECT id FROM notices WHERE state = 'issued' AND subject = 'application:${id}'`)
      const answer = await this.ask(this.clerks[0], 'GET', `${office}/antraege/${id}/bescheid/${notice}.pdf`)
      if (answer?.status !== 200 || !answer.text.startsWith('%PDF')) missing.push(`notice of ${id}: ${answer?.status ?? 'no answer'}`)
    }
    return missing
  }
}

/**
 * `lost`: acknowledged and not there. `half`: a decision without its notice, a notice without its decision, its entry or its document, one that is
 * there twice, a process that is ahead of its case or behind it.
 */
export function compareDecisions(data, decided) {
  const number = text => Number(sql(data, text))
  const cases = number("SELECT COUNT(*) FROM cases WHERE phase = 'decided'"), issued = number("SELECT COUNT(*) FROM notices WHERE state = 'issued'")
  const half = [], lost = []
  const none = (found, what, text) => { const count = number(text); if (count) found.push(`${count} ${what}`) }
  none(half, 'decided without a notice', "SELECT COUNT(*) FROM cases WHERE phase = 'decided' AND subject NOT IN (SELECT subject FROM notices WHERE state = 'issued')")
  none(half, 'issued and not decided', "SELECT COUNT(*) FROM notices WHERE state = 'issued' AND subject NOT IN (SELECT subject FROM cases WHERE phase = 'decided')")
  none(half, 'issued twice', "SELECT COUNT(*) FROM (SELECT subject FROM notices WHERE state = 'issued' GROUP BY subject HAVING COUNT(*) > 1)")
  none(half, 'applications that are not rejected', "SELECT COUNT(*) FROM cases WHERE phase = 'decided' AND CAST(substr(subject, 13) AS INTEGER) NOT IN (SELECT id FROM applications WHERE state = 'rejected')")
  none(half, 'notices without an entry of the ledger', "SELECT COUNT(*) FROM notices WHERE state = 'issued' AND entry < 0")
  none(half, 'documents that nobody holds', "SELECT COUNT(*) FROM notices WHERE state = 'issued' AND sha256 NOT IN (SELECT hash FROM blob_references)")
  none(half, 'decided whose process goes on', "SELECT COUNT(*) FROM processes WHERE state <> '' AND CAST(substr(subject, 6) AS INTEGER) IN (SELECT id FROM cases WHERE open = 0)")
  none(half, 'open without their process', "SELECT COUNT(*) FROM cases WHERE open = 1 AND 'case:' || id NOT IN (SELECT subject FROM processes WHERE state <> '')")
  none(half, 'tasks of a process that is over', "SELECT COUNT(*) FROM process_tasks WHERE closed_at = '' AND subject NOT IN (SELECT subject FROM processes WHERE state <> '')")
  for (const id of decided) none(lost, `acknowledged and not decided (${id})`, `SELECT COUNT(*) = 0 FROM cases WHERE subject = 'application:${id}' AND phase = 'decided'`)
  return { cases, issued, lost, half }
}
