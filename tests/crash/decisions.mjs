// Clerks take cases, write notices and issue them while the program is killed again and again: what was acknowledged is decided, once and whole.
//
//   node tests/crash/decisions.mjs --binary BINARY [--kills 60] [--clients 4]
//
// The control takes one notice out of a copy of the store: the same comparison must find that.
import { createHash, randomBytes } from 'node:crypto'
import { cpSync, mkdtempSync, rmSync } from 'node:fs'
import { spawnSync } from 'node:child_process'
import http from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Applicants, ArrivalBox, offerApplications, verifyApplications } from './applicants.mjs'
import { newKey, pause, random, Town, until } from './town.mjs'

const option = (name, otherwise) => { const i = process.argv.indexOf(`--${name}`); return i < 0 ? otherwise : process.argv[i + 1] }
const binary = option('binary', 'build/release/kreislauf'), kills = Number(option('kills', 60)), clients = Number(option('clients', 4))
let passed = 0, failed = 0
const check = (name, fine, detail = '') => { fine ? passed++ : failed++; console.log(`${fine ? 'ok  ' : 'FAIL'} ${name}${detail ? `: ${detail}` : ''}`) }

const folder = mkdtempSync(join(tmpdir(), 'kreislauf-decisions-'))
process.on('exit', () => rmSync(folder, { recursive: true, force: true }))
const town = new Town({ binary, folder, data: join(folder, 'data') })
process.on('exit', () => town.child?.kill('SIGKILL'))
await town.prepare()
offerApplications(town)

const database = data => spawnSync('find', [data, '-path', '*05554016*', '-name', 'authority.db'], { encoding: 'utf8' }).stdout.trim()
const sql = (data, text) => {
  const { status, stdout, stderr } = spawnSync('sqlite3', ['-cmd', '.timeout 10000', database(data), text], { encoding: 'utf8' })
  if (status !== 0) throw new Error(stderr)
  return stdout.trim()
}
/** Somebody who has signed in: what a test cannot type are the codes of an app. */
function clerk(number) {
  town.tool('staff', 'add', 'gescher', `clerk${number}`, `Name ${number}`, '--role', 'clerk', '--office', 'buergerbuero')
  const token = randomBytes(32).toString('hex'), now = new Date(), at = ms => new Date(now.getTime() + ms).toISOString().replace(/\.\d+/, '')
  // As somebody comes in by a directory: a password of the own and a second factor are shown there.
  sql(town.data, `INSERT INTO staff_sessions (key, kind, holder, csrf, new_totp, browser, created_at, seen_at, expires_at, way)
    SELECT '${createHash('sha256').update(token).digest('hex')}', 'staff', id, '${randomBytes(32).toString('hex')}', '', 'Test', '${at(0)}', '${at(0)}', '${at(3600000)}', 'test' FROM staff WHERE login = 'clerk${number}'`)
  return { number, cookie: `__Host-kl_verwaltung=${token}` }
}
const clerks = Array.from({ length: Math.max(1, clients / 2) }, (_, i) => clerk(i))

function ask(who, method, path, form) {
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
let running = true, retried = 0
const wrong = [], decided = new Set()
async function insist(who, method, path, form) {
  for (let tries = 0; ; tries++) {
    const answer = await ask(who, method, path, form)
    // The printer starts with the program: it is asked again as any page is.
    if (answer && answer.status < 500 && !answer.text.includes('gerade nicht')) { if (tries) retried++; return answer }
    if (!running && tries > 2000) return null
    await pause(5 + random(10))
  }
}
async function press(who, path, fields) {
  const page = await insist(who, 'GET', path)
  const csrf = /name="csrf" value="([^"]+)"/.exec(page.text)?.[1]
  const answer = await insist(who, 'POST', path, new URLSearchParams({ csrf: csrf ?? '', form: newKey() + newKey().slice(0, 8), ...fields }).toString())
  // Taken back meanwhile: there is nothing to decide any more.
  const gone = answer?.status !== 303 && (await insist(who, 'GET', path.replace('/bescheid', ''))).text.includes('zurückgenommen')
  if (answer?.status !== 303 && !gone) wrong.push(`${fields.tun ?? 'entwerfen'}: ${answer?.status} ${/<h1[^>]*>([^<]+)/.exec(answer?.text ?? '')?.[1] ?? ''} ${csrf ? '' : `no csrf in a page of ${page.status}`}`)
  return answer?.status === 303
}
async function work(who) {
  const list = await insist(who, 'GET', '/verwaltung/amt/buergerbuero/faelle?sicht=neu')
  const one = [...list.text.matchAll(/\/antraege\/(\d+)/g)].map(match => Number(match[1])).find(id => id % clerks.length === who.number)
  if (!one) return pause(30)
  const path = `/verwaltung/amt/buergerbuero/antraege/${one}`
  if (!await press(who, path, { tun: 'uebernehmen' })) return
  if (!await press(who, `${path}/bescheid`, { ergebnis: 'abgelehnt', begruendung: 'Der Hof ist zu eng.' })) return
  if (await press(who, `${path}/bescheid`, { tun: 'erlassen', weg: 'retrieval', text: 'Das geht nicht.\n\nDer Hof ist zu eng.' })) decided.add(one)
}

/** What is half: a decision without its notice, a notice without its decision or its entry, one that is there twice. */
function compare(data) {
  const number = text => Number(sql(data, text))
  const cases = number("SELECT COUNT(*) FROM cases WHERE phase = 'decided'"), issued = number("SELECT COUNT(*) FROM notices WHERE state = 'issued'")
  const found = []
  const none = (what, text) => { const count = number(text); if (count) found.push(`${count} ${what}`) }
  none('decided without a notice', "SELECT COUNT(*) FROM cases WHERE phase = 'decided' AND subject NOT IN (SELECT subject FROM notices WHERE state = 'issued')")
  none('issued and not decided', "SELECT COUNT(*) FROM notices WHERE state = 'issued' AND subject NOT IN (SELECT subject FROM cases WHERE phase = 'decided')")
  none('issued twice', "SELECT COUNT(*) FROM (SELECT subject FROM notices WHERE state = 'issued' GROUP BY subject HAVING COUNT(*) > 1)")
  none('applications that are not rejected', "SELECT COUNT(*) FROM cases WHERE phase = 'decided' AND CAST(substr(subject, 13) AS INTEGER) NOT IN (SELECT id FROM applications WHERE state = 'rejected')")
  none('notices without an entry of the ledger', "SELECT COUNT(*) FROM notices WHERE state = 'issued' AND entry < 0")
  none('documents that nobody holds', "SELECT COUNT(*) FROM notices WHERE state = 'issued' AND sha256 NOT IN (SELECT hash FROM blob_references)")
  for (const id of decided) none(`acknowledged and not decided (${id})`, `SELECT COUNT(*) = 0 FROM cases WHERE subject = 'application:${id}' AND phase = 'decided'`)
  return { cases, issued, found }
}

const box = await ArrivalBox.start()
try {
  const applicants = new Applicants(town, Math.max(1, clients / 2))
  const all = clerks.map(async who => { while (running) await work(who) })
  for (let done = 0; done < kills || (!decided.size && done < 20 * kills); done++) {
    await town.start(box.url)
    await pause(300 + random(900))
    await town.kill()
  }
  await town.start(box.url)
  await applicants.finish()
  running = false
  await Promise.all(all)
  await until('the end of the outbox', () => { const waiting = town.outbox(); town.retry(waiting); return waiting.length === 0 }).catch(() => {})
  await town.stop()
  const { cases, issued, found } = compare(town.data)
  check('what was acknowledged is decided, once and whole', !found.length && decided.size > 0, `${decided.size} acknowledged, ${cases} decided, ${issued} notices; ${retried} requests asked again${found.slice(0, 3).map(text => `; ${text}`).join('')}`)
  check('no act answers what it should not', wrong.length === 0, [...new Set(wrong)].slice(0, 4).join('; '))
  const said = verifyApplications(town)
  check('the program finds nothing half and nothing wrong in its data', said.status === 0, `${said.applications} applications, ${said.entries} entries${said.findings.slice(0, 3).map(text => `; ${text}`).join('')}`)
  cpSync(town.data, join(folder, 'older'), { recursive: true })
  sql(join(folder, 'older'), "DELETE FROM notices WHERE id = (SELECT MIN(id) FROM notices WHERE state = 'issued')")
  const control = compare(join(folder, 'older'))
  check('control: a notice that is missing is found', control.found.some(text => text.includes('without a notice')), control.found[0] ?? 'nothing')
} finally {
  await town.kill()
  box.stop()
}
if (wrong.length) console.log(town.log.split('\n').filter(l => /refused|right/.test(l)).slice(-5).join('\n'))
console.log(`${passed} passed, ${failed} failed`)
process.exit(failed ? 1 : 0)
