// Clerks ask the district about cases, and pass every other one on to it, while the program is killed again and again: each question and
// each case is there once, whole, and both sides know it.
//
//   node tests/crash/transfers.mjs --binary BINARY [--kills 60] [--clients 4]
//
// The control takes one application out of a copy of the district: the same comparison must find that.
import { createHash, randomBytes } from 'node:crypto'
import { cpSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { spawnSync } from 'node:child_process'
import http from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Applicants, ArrivalBox } from './applicants.mjs'
import { newKey, pause, random, Town, until } from './town.mjs'

const option = (name, otherwise) => { const i = process.argv.indexOf(`--${name}`); return i < 0 ? otherwise : process.argv[i + 1] }
const binary = option('binary', 'build/release/kreislauf'), kills = Number(option('kills', 60)), clients = Number(option('clients', 4))
let passed = 0, failed = 0
const check = (name, fine, detail = '') => { fine ? passed++ : failed++; console.log(`${fine ? 'ok  ' : 'FAIL'} ${name}${detail ? `: ${detail}` : ''}`) }

const folder = mkdtempSync(join(tmpdir(), 'kreislauf-transfers-'))
process.on('exit', () => rmSync(folder, { recursive: true, force: true }))
const town = new Town({ binary, folder, data: join(folder, 'data') })
process.on('exit', () => town.child?.kill('SIGKILL'))
await town.prepare()
const file = (name, text) => { const path = join(folder, name); writeFileSync(path, text); return path }
town.tool('import', 'answers', file('answers.csv', 'authority,service,question,answer\ngescher,99001009004002,online,ja\n'))
town.tool('import', 'offices', file('district.csv', 'authority,id,kinds,name\nkreis-borken,kreisamt,buergerbuero,Bürgeramt des Kreises\n'))

const [sender, receiver] = ['05554016', '05554']
const database = (data, key) => join(data, 'authorities', key, 'authority.db')
const sql = (data, key, text) => {
  const { status, stdout, stderr } = spawnSync('sqlite3', ['-cmd', '.timeout 10000', database(data, key), text], { encoding: 'utf8' })
  if (status !== 0) throw new Error(stderr)
  return stdout.trim()
}
/** Somebody who has signed in: what a test cannot type are the codes of an app. */
function clerk(number) {
  town.tool('staff', 'add', 'gescher', `clerk${number}`, `Name ${number}`, '--role', 'clerk', '--office', 'buergerbuero')
  const token = randomBytes(32).toString('hex'), now = new Date(), at = ms => new Date(now.getTime() + ms).toISOString().replace(/\.\d+/, '')
  sql(town.data, sender, `INSERT INTO staff_sessions (key, kind, holder, csrf, new_totp, browser, created_at, seen_at, expires_at, way)
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
const wrong = [], ordered = new Set(), asked = new Set(), staying = new Set()
async function insist(who, method, path, form) {
  for (let tries = 0; ; tries++) {
    const answer = await ask(who, method, path, form)
    if (answer && answer.status < 500) { if (tries) retried++; return answer }
    if (!running && tries > 2000) return null
    await pause(5 + random(10))
  }
}
async function work(who) {
  const list = await insist(who, 'GET', '/verwaltung/amt/buergerbuero/faelle?sicht=neu')
  const one = [...list.text.matchAll(/\/antraege\/(\d+)/g)].map(match => Number(match[1])).find(id => id % clerks.length === who.number && !staying.has(id))
  if (!one) return pause(30)
  await ask_district(who, one)
  if (Math.floor(one / clerks.length) % 2) return staying.add(one)
  const path = `/verwaltung/amt/buergerbuero/antraege/${one}/weitergeben`
  const page = await insist(who, 'GET', `${path}?an=${receiver}`)
  const csrf = /name="csrf" value="([^"]+)"/.exec(page.text)?.[1]
  const fields = { csrf: csrf ?? '', form: newKey() + newKey().slice(0, 8), an: receiver, amt: 'kreisamt', rechtsgrund: 'place', grund: 'Dort.', mit: 'nachrichten' }
  const answer = await insist(who, 'POST', path, new URLSearchParams(fields).toString())
  if (answer?.status === 303) return ordered.add(one)
  // Taken back meanwhile: there is nothing to pass on any more.
  const now = await insist(who, 'GET', path.replace('/weitergeben', ''))
  if (!now.text.includes('zurückgenommen')) wrong.push(`${answer?.status} ${/<h1[^>]*>([^<]+)/.exec(answer?.text ?? '')?.[1] ?? ''}`)
}

/** What the district thinks of a case; the answer is not waited for. */
async function ask_district(who, one) {
  const page = await insist(who, 'GET', `/verwaltung/amt/buergerbuero/antraege/${one}`)
  const path = /\/verwaltung\/amt\/buergerbuero\/beteiligen\/\d+/.exec(page.text)?.[0]
  if (!path) return  // taken back meanwhile
  const csrf = /name="csrf" value="([^"]+)"/.exec((await insist(who, 'GET', `${path}?an=${receiver}`)).text)?.[1]
  const fields = { csrf: csrf ?? '', form: newKey() + newKey().slice(0, 8), an: receiver, amt: 'kreisamt', frage: 'Ist etwas bekannt?', zeigen: 'adresse', bis: '2099-01-04' }
  const answer = await insist(who, 'POST', path, new URLSearchParams(fields).toString())
  if (answer?.status === 303) return asked.add(one)
  const now = await insist(who, 'GET', `/verwaltung/amt/buergerbuero/antraege/${one}`)
  if (!now.text.includes('zurückgenommen')) wrong.push(`question: ${answer?.status}`)
}

/** Questions that are lost, half or twice, or still open about a case that has ended. */
function compare_questions(data) {
  const rows = (key, way) => new Map(sql(data, key, `SELECT consultation || ' ' || state || ' ' || subject FROM consultations WHERE way = '${way}'`).split('\n').filter(Boolean).map(row => [row.split(' ')[0], row.split(' ').slice(1)]))
  const out = rows(sender, 'out'), there = rows(receiver, 'in'), found = []
  const open = new Set(sql(data, sender, 'SELECT subject FROM cases WHERE open = 1').split('\n'))
  for (const [id, [state, subject]] of out) {
    const other = there.get(id)?.[0]
    const fine = state === 'there' ? other === 'there' && open.has(subject) : state === 'dropped' && (other === 'dropped' || !other) && !open.has(subject)
    if (!fine) found.push(`${subject}: ${state} here, ${other ?? 'nothing'} there`)
  }
  for (const id of there.keys()) if (!out.has(id)) found.push(`nobody has asked ${id}`)
  const subjects = [...out.values()].map(row => row[1])
  for (const id of asked) if (subjects.filter(subject => subject === `application:${id}`).length !== 1) found.push(`asked once about ${id}, and there is not one question`)
  return { out: out.size, found }
}

/** What is lost, half or twice. */
function compare(data) {
  const rows = (key, text) => sql(data, key, text).split('\n').filter(Boolean)
  const out = rows(sender, "SELECT transfer || ' ' || application || ' ' || state || ' ' || number FROM application_transfers WHERE way = 'out'").map(row => row.split(' '))
  const there = new Map(rows(receiver, "SELECT t.transfer || ' ' || a.number || ' ' || COUNT(c.id) FROM application_transfers t JOIN applications a ON a.id = t.application LEFT JOIN cases c ON c.subject = 'application:' || a.id WHERE t.way = 'in' GROUP BY t.transfer, a.number").map(row => [row.split(' ')[0], row]))
  const found = []
  for (const [id, application, state, number] of out) {
    if (state !== 'there') found.push(`${application} is ${state}`)
    else if (there.get(id) !== `${id} ${number} 1`) found.push(`${application} is not there as ${number}, but ${there.get(id)?.slice(33) ?? 'not at all'}`)
  }
  const all = Number(sql(data, receiver, 'SELECT COUNT(*) FROM applications'))
  if (all !== out.length) found.push(`${all} applications there for ${out.length} that were passed on`)
  const known = new Set(out.map(row => Number(row[1])))
  for (const id of ordered) if (!known.has(id)) found.push(`acknowledged and not passed on (${id})`)
  return { passed_on: out.length, all, found }
}
const verify = key => spawnSync(binary, ['verify', 'applications', key, ...town.place, '--json'], { encoding: 'utf8', maxBuffer: 1 << 28 })

const box = await ArrivalBox.start()
try {
  const applicants = new Applicants(town, Math.max(1, clients / 2))
  const all = clerks.map(async who => { while (running) await work(who) })
  for (let done = 0; done < kills || (!ordered.size && done < 20 * kills); done++) {
    await town.start(box.url)
    await pause(200 + random(900))
    await town.kill()
  }
  await town.start(box.url)
  await applicants.finish()
  running = false
  await Promise.all(all)
  await until('the end of the outbox', () => { const waiting = town.outbox(); town.retry(waiting); return waiting.length === 0 }).catch(() => {})
  // The job that sees which cases have ended comes after their acts, and its messages after it.
  await until('the end of the questions', () => { town.retry(town.outbox()); return compare_questions(town.data).found.length === 0 }).catch(() => {})
  await town.stop()
  const { passed_on, all: there, found } = compare(town.data)
  check('what was passed on is there once, whole, and both sides know it', !found.length && ordered.size > 0, `${ordered.size} acknowledged, ${passed_on} passed on, ${there} there; ${retried} requests asked again${found.slice(0, 3).map(text => `; ${text}`).join('')}`)
  const questions = compare_questions(town.data)
  check('what the district was asked is there once, and no longer than the case', !questions.found.length && asked.size > 0, `${asked.size} acknowledged, ${questions.out} asked${questions.found.slice(0, 3).map(text => `; ${text}`).join('')}`)
  check('no act answers what it should not', wrong.length === 0, [...new Set(wrong)].slice(0, 4).join('; '))
  for (const key of ['gescher', 'kreis-borken']) {
    const { status, stdout, stderr } = verify(key)
    check(`the program finds nothing half in the data of ${key}`, status === 0, status === 0 ? '' : `${stdout.slice(0, 400)}${stderr.slice(0, 200)}`)
  }
  cpSync(town.data, join(folder, 'older'), { recursive: true })
  sql(join(folder, 'older'), receiver, 'DELETE FROM applications WHERE id = (SELECT MIN(id) FROM applications)')
  sql(join(folder, 'older'), receiver, 'DELETE FROM consultations WHERE consultation = (SELECT MIN(consultation) FROM consultations WHERE state = \'there\')')
  check('control: a question that is missing is found', compare_questions(join(folder, 'older')).found.length > 0)
  const control = compare(join(folder, 'older'))
  check('control: one that is missing is found', control.found.length > 0, control.found[0] ?? 'nothing')
} finally {
  await town.kill()
  box.stop()
}
console.log(`${passed} passed, ${failed} failed`)
process.exit(failed ? 1 : 0)
