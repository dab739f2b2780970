// Specialist systems from end to end: a program with a key works on cases by the interface and is told what happens, signed, at least once and in order,
// also past kills.
//
//   node tests/programs/run.mjs --binary BINARY
import { spawnSync } from 'node:child_process'
import { randomUUID } from 'node:crypto'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import Ajv2020 from 'ajv/dist/2020.js'
import addFormats from 'ajv-formats'
import { options, root } from '../support/options.mjs'
import { pause, until } from '../support/patience.mjs'
import { check, equal, Report } from '../support/report.mjs'
import { TestServer } from '../support/server.mjs'
import { Visitor } from '../support/visitor.mjs'
import { Receiver } from './receiver.mjs'

const given = options()
const report = new Report(given)
const folder = mkdtempSync(join(tmpdir(), 'kreislauf-programs-'))
process.on('exit', () => rmSync(folder, { recursive: true, force: true }))
const data = join(folder, 'data')
const imported = spawnSync(given.binary, ['import', 'authorities', join(root, 'build/data/authorities.csv'), '--data', data], { encoding: 'utf8' })
check(imported.status <= 1, imported.stderr)

// Each start half an hour later: what has happened stays in the past, and the ledger need not be sealed meanwhile.
let minute = 9 * 60
const start = () => {
  minute += 30
  const at = `2026-11-23T${String(Math.floor(minute / 60)).padStart(2, '0')}:${String(minute % 60).padStart(2, '0')}`
  return TestServer.start({ binary: given.binary, data, options: ['--local-peers', '--demo-at', at, '--demo-pace', '20'] })
}
let server = await start()
// The sample district has no head of the Bauamt.
await server.stop()
const made = spawnSync('sqlite3', [join(data, 'authorities/05554016/authority.db'), "INSERT INTO staff_roles (staff, role, office) SELECT id, 'head', 'bauamt' FROM staff WHERE login = 'leitung'"], { encoding: 'utf8' })
equal(made.status, 0, made.stderr)
server = await start()
const receiver = await Receiver.start()
const office = 'bauamt', page = `/verwaltung/amt/${office}/fachverfahren`, cases = `/api/v1/cases/${office}`
const pages = [
  ['adresse', { 'abholort-strasse': 'Marktplatz', 'abholort-hausnummer': '1', 'abholort-plz': '48712', 'abholort-ort': 'Gescher' }],
  ['dinge', { dinge: '1', 'dinge-1-art': 'sofa', 'dinge-1-anzahl': '2', elektro: 'nein' }],
  ['kontakt', { 'person-vorname': 'Erika', 'person-nachname': 'Mustermann', 'kontakt-mail': 'fach@example.org', 'kontakt-telefon': '' }],
]
async function applied() {
  const resident = new Visitor(server)
  const begun = await resident.send(await resident.get('/antrag/sperrmuell-abholen'), '/antrag/sperrmuell-abholen')
  const own = begun.location.replace(/\/[^/]+$/, '')
  for (const [name, answers] of pages) await resident.send(await resident.get(`${own}/${name}`), `/${name}`, answers)
  equal((await resident.send(await resident.get(`${own}/pruefen`), '/senden')).status, 303, 'sent')
  return own
}

const head = await new Visitor(server).signIn('leitung')
let key
const call = (method, path, { body, seen, once = randomUUID() } = {}) => server.request('gescher', path, {
  method, body: body && JSON.stringify(body),
  headers: { authorization: `Bearer ${key}`, ...(body && { 'content-type': 'application/json', 'idempotency-key': once, ...(seen !== undefined && { 'if-match': `"${seen}"` }) }) },
})

await report.test('the head of the office makes a key and names a receiver; both secrets are shown once', async () => {
  const made = await head.send(await head.get(page), '/fachverfahren/schluessel', { name: 'Abfuhrplan', aendern: '1', bis: '2027-06-30' })
  key = /kreislauf_[0-9a-f]{64}/.exec(made.text)?.[0]
  check(key, `no key: ${made.status}`)
  const told = await head.send(await head.get(page), '/fachverfahren/empfaenger', { empfaenger: 'Abfuhrplan', adresse: `${receiver.origin}/hook`, mail: 'technik@example.org' })
  receiver.secret = /whsec_[A-Za-z0-9+/=]+/.exec(told.text)?.[0]
  check(receiver.secret, `no secret: ${told.status}`)
  const after = (await head.get(page)).text
  check(!after.includes(key) && !after.includes(receiver.secret), 'not shown again')
})

await report.test('every answer is as the OpenAPI document says', async () => {
  await applied()
  const openapi = (await server.request('gescher', '/api/openapi.json')).json()
  const ajv = new Ajv2020({ strict: false, allErrors: true })
  addFormats(ajv)
  ajv.addSchema({ $id: 'https://openapi.test/', ...openapi })
  const fits = (name, answer) => {
    const validate = ajv.compile({ $ref: `https://openapi.test/#/components/schemas/${name}` })
    check(validate(answer.json()), () => `${name}: ${JSON.stringify(validate.errors.slice(0, 2))} in ${answer.text.slice(0, 300)}`)
  }
  const list = await call('GET', `${cases}?limit=2`)
  equal(list.status, 200, 'list')
  fits('CaseList', list)
  const [first] = list.json().items
  const one = await call('GET', `${cases}/${first.id}`)
  fits('Case', one)
  equal(one.headers.etag, `"${one.json().revision}"`, 'ETag')
  const noted = await call('POST', `${cases}/${first.id}/notes`, { body: { text: 'Gesehen.' }, seen: one.json().revision })
  equal(noted.status, 200, noted.text)
  fits('CaseChanged', noted)
  const late = await call('POST', `${cases}/${first.id}/notes`, { body: { text: 'Zu spät.' }, seen: one.json().revision })
  equal(late.status, 412, 'late')
  fits('Problem', late)
  equal(late.json().changes.length, 1, 'changes')
  equal((await call('POST', `${cases}/${first.id}/notes`, { body: { text: 'Blind.' } })).status, 428, 'without what was seen')
  check(openapi.components.securitySchemes.key.scheme === 'bearer', 'the key is described')
  for (const [path, methods] of Object.entries(openapi.paths)) for (const [method, operation] of Object.entries(methods))
    if (path.includes('{fall}')) check(operation.security?.[0]?.key, `${method} ${path} asks for the key`)
})

await report.test('a message says that something is new and where, and the program reads the rest with its own rights', async () => {
  await until('the message before', () => receiver.told.some(one => one.type === 'case.open'))
  const before = receiver.told.length
  const own = await applied()
  const told = await until('the message', () => receiver.told.slice(before).find(one => one.type === 'case.open'))
  check(!/Erika|Mustermann|Marktplatz|sperrm/i.test(told.body), 'nothing of anybody')
  const path = new URL(told.url).pathname
  const one = (await call('GET', path)).json()
  equal(one.data.answers.person.nachname, 'Mustermann', 'the name, by the interface')
  const uses = await new Visitor(server).get(`${own}/datennutzung`)
  check(uses.text.includes('Fachverfahren „Abfuhrplan“ des Amtes'), 'the applicant sees who has read it')
  const begun = await call('POST', `${path}/start`, { body: {}, seen: one.revision })
  equal(begun.status, 200, begun.text)
  await until('the next message', () => receiver.told.some(it => it.type === 'case.begin' && it.url === told.url))
  equal(receiver.problems.join(), '', 'signatures')
})

await report.test('what is refused, lost or led elsewhere comes again with the same number, and each case stays in order', async () => {
  receiver.mischief = [500, 'lost', 307, 204]
  const before = receiver.told.length
  await applied()
  const order = await until('all attempts', () => {
    const attempts = receiver.told.slice(before)
    return attempts.length >= 4 && attempts
  }, 120)
  equal(new Set(order.slice(0, 4).map(one => one.id)).size, 1, 'numbers')
  equal(order.slice(0, 4).map(one => one.status).join(), '500,lost,307,204', 'answers')
})

await report.test('a kill at any moment loses no message', async () => {
  const wanted = []
  for (let i = 0; i < 4; ++i) {
    await applied()
    const [newest] = (await call('GET', `${cases}?view=new&limit=200`)).json().items.sort((a, b) => b.id - a.id)
    wanted.push(newest.id)
    equal((await call('POST', `${cases}/${newest.id}/start`, { body: {}, seen: newest.revision })).status, 200, 'start')
    await pause(i * 40)
    server.killNow()
    await pause(200)
    server = await start()
  }
  await until('all messages', () => wanted.every(id => ['case.open', 'case.begin'].every(type => [...receiver.taken.values()].some(one => one.case === id && one.type === type))), 120)
  for (const id of wanted) {
    const first = type => receiver.told.findIndex(one => one.case === id && one.type === type)
    check(first('case.open') < first('case.begin'), `case ${id} in order`)
  }
})

await report.test('the log shows what became of each message, and a revoked key opens nothing', async () => {
  head.server = server
  const again = await new Visitor(server).signIn('leitung')
  const log = await again.get(`${page}/empfaenger/1`)
  check(/angekommen, \d+ Versuche?, Antwort 204/.test(log.text), 'arrived')
  await again.send(await again.get(page), '/schluessel/1/sperren')
  equal((await call('GET', cases)).status, 401, 'revoked')
})

equal(receiver.problems.join(), '', 'signatures')
await server.stop()
await receiver.stop()
process.exit(report.close())
