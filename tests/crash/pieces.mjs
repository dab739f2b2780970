// Residents send photos in pieces while the program is killed again and again: what was acknowledged of a file is there, and it is attached once.
//
//   node tests/crash/pieces.mjs --binary BINARY [--kills 15] [--clients 4]
//
// The control takes one byte off a file of the store: the same comparison must find that.
import { mkdtempSync, readdirSync, rmSync, statSync, truncateSync, writeFileSync } from 'node:fs'
import http from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { photo } from '../support/photo.mjs'
import { insistOn } from './applicants.mjs'
import { newClient, newKey, pause, random, Town } from './town.mjs'

const option = (name, otherwise) => { const i = process.argv.indexOf(`--${name}`); return i < 0 ? otherwise : process.argv[i + 1] }
const binary = option('binary', 'build/release/kreislauf'), kills = Number(option('kills', 15)), clients = Number(option('clients', 4))
let passed = 0, failed = 0
const check = (name, fine, detail = '') => { fine ? passed++ : failed++; console.log(`${fine ? 'ok  ' : 'FAIL'} ${name}${detail ? `: ${detail}` : ''}`) }

const folder = mkdtempSync(join(tmpdir(), 'kreislauf-pieces-'))
process.on('exit', () => rmSync(folder, { recursive: true, force: true }))
const town = new Town({ binary, folder, data: join(folder, 'data'), serveOptions: ['--scanner', 'none'] })
process.on('exit', () => town.child?.kill('SIGKILL'))
await town.prepare()
writeFileSync(join(folder, 'answers.csv'), 'authority,service,question,answer\ngescher,99108020224000,online,ja\n')
town.tool('import', 'answers', join(folder, 'answers.csv'))

/** One request with bytes; null when there is no answer. */
function ask(method, path, { type, body, client }) {
  if (!town.port) return Promise.resolve(null)
  return new Promise(done => {
    const headers = { host: `gescher.localhost:${town.port}`, 'x-forwarded-for': client, accept: 'application/json', ...(body ? { 'content-type': type, 'content-length': body.length } : {}) }
    const call = http.request({ host: '127.0.0.1', port: town.port, method, path, agent: town.agent, headers }, answer => {
      const parts = []
      answer.on('data', part => parts.push(part))
      answer.on('end', () => done({ status: answer.statusCode, headers: answer.headers, body: Buffer.concat(parts) }))
      answer.on('error', () => done(null))
    })
    call.on('error', () => done(null))
    call.setTimeout(30000, () => call.destroy())
    call.end(body)
  })
}
async function insist(method, path, options) {
  for (const limit = Date.now() + 120_000; ;) {
    const answer = await ask(method, path, options)
    if (answer && answer.status < 500) return answer
    if (Date.now() > limit) throw new Error(`no answer: ${method}`)
    await pause(3 + random(8))
  }
}
const form = values => Buffer.from(new URLSearchParams(values).toString())
const formKey = () => newKey() + newKey().slice(0, 8)
const plain = 'application/x-www-form-urlencoded'
const inPieces = (offset, bytes) => ({ type: 'multipart/form-data; boundary=x',
  body: Buffer.concat([Buffer.from(`--x\r\nContent-Disposition: form-data; name="ab"\r\n\r\n${offset}\r\n--x\r\nContent-Disposition: form-data; name="stueck"; filename="stueck"\r\n\r\n`), bytes, Buffer.from('\r\n--x--\r\n')]) })

const open = []            // uploads under way: { address, acknowledged, client }
const lost = [], wrong = []
let running = true, pieces = 0, unanswered = 0, attached = 0

async function newDraft(client) {
  const begun = await insistOn(town, 'POST', '/antrag/strassenbeleuchtung-melden', { form: `form=${formKey()}`, client })
  const own = begun.location.replace(/\/[^/]+$/, '')
  await insistOn(town, 'POST', `${own}/ort`, { form: `form=${formKey()}&strasse=Hauptstra%C3%9Fe&mast=`, client })
  return own
}

/** What the program says is safe, against what it has acknowledged and what was sent at all. */
async function offsetOf(one, most) {
  const answer = await insist('HEAD', one.address, { client: one.client })
  const offset = Number(answer.headers['upload-offset'] ?? -1)
  if (answer.status !== 204 || offset < one.acknowledged) lost.push(`${answer.status}: ${offset} of ${one.acknowledged} acknowledged bytes`)
  if (offset > most) wrong.push(`${offset} bytes are there, ${most} were sent`)
  return Math.max(offset, 0)
}

async function sendOne(client) {
  const own = await newDraft(client), bytes = photo(600_000 + random(1_200_000))
  const begun = await insist('POST', `${own}/stuecke`, { type: plain, client, body: form({ seite: 'schaden', frage: 'foto', name: 'Lampe.png', groesse: String(bytes.length) }) })
  if (begun.status !== 201) return wrong.push(`begun with ${begun.status}`)
  const one = { address: begun.headers.location, acknowledged: 0, client }
  open.push(one)
  while (one.acknowledged < bytes.length) {
    if (!running) return  // left in the middle
    const end = Math.min(bytes.length, one.acknowledged + 20_000 + random(200_000))
    const answer = await ask('POST', one.address, { ...inPieces(one.acknowledged, bytes.subarray(one.acknowledged, end)), client })
    if (answer?.status === 204) { pieces++; one.acknowledged = Number(answer.headers['upload-offset']) } else {
      if (answer && answer.status < 500) return wrong.push(`a piece: ${answer.status}`)
      unanswered++
      one.acknowledged = await offsetOf(one, end)
    }
  }
  open.splice(open.indexOf(one), 1)
  const token = one.address.split('/').pop()
  const saved = await insist('POST', `${own}/schaden`, { type: plain, client, body: form({ form: formKey(), schaden: 'flackert', notiz: '', 'stueck-foto': token }) })
  if (saved.status !== 303) return lost.push(`saved: ${saved.status}`)
  const there = await insist('GET', `${own}/dateien/f1`, { client })
  if (!there.body.equals(bytes)) lost.push(`another file than was sent (${there.status})`)
  if ((await insist('GET', `${own}/dateien/f2`, { client })).status !== 404) wrong.push('attached twice')
  attached++
}

const begun = Date.now()
try {
  const all = Promise.all(Array.from({ length: clients }, async () => { while (running) { await sendOne(newClient()) } }))
  let done = 0
  // A slow machine comes to nothing between few kills: it is killed on until something was under way each time.
  for (; done < kills || ((!unanswered || !attached) && done < 40 * kills); done++) {
    await town.start()
    await pause(80 + random(220))
    await town.kill()
  }
  await town.start()
  running = false
  await all
  for (const one of open) await offsetOf(one, Infinity)
  check(`${done} kills lose no piece that was acknowledged, and every photo is there byte for byte`, lost.length === 0 && attached > 0 && unanswered > 0,
    `${pieces} pieces, ${unanswered} without an answer, ${attached} photos${lost.slice(0, 3).map(text => `; ${text}`).join('')} (${((Date.now() - begun) / 1000).toFixed(0)} s)`)
  check('nothing is attached twice, nothing answers what it should not', wrong.length === 0, wrong.slice(0, 3).join('; '))

  // Control: one that is under way, with a byte less.
  const client = newClient(), own = await newDraft(client)
  const control = { address: (await insist('POST', `${own}/stuecke`, { type: plain, client, body: form({ seite: 'schaden', frage: 'foto', name: 'a.txt', groesse: '90000' }) })).headers.location, client }
  control.acknowledged = Number((await insist('POST', control.address, { ...inPieces(0, Buffer.alloc(50_000, 'x')), client })).headers['upload-offset'])
  const id = control.address.split('/').pop().split('.')[0]
  const file = readdirSync(town.data, { recursive: true }).map(name => join(town.data, name)).find(name => name.endsWith(`uploads/${id}`))
  truncateSync(file, statSync(file).size - 1)
  await offsetOf(control, Infinity)
  check('control: the same comparison finds one byte that is gone', lost.length === 1, lost.join('; '))
} finally {
  running = false
  await town.kill()
}
console.log(`${passed} passed, ${failed} failed`)
process.exit(failed ? 1 : 0)
