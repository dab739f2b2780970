// Several servers at one store: on PostgreSQL mails leave once and somebody always does what the clock asks for, whoever dies; a database server that falls silent
// ends in words, not in a hang. On a folder a second server is refused.
//
//   tests/support/postgres.sh node tests/crash/neighbours.mjs --binary BINARY
import { execFileSync, spawnSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { options } from '../support/options.mjs'
import { pause, until } from '../support/patience.mjs'
import { check, equal, Report } from '../support/report.mjs'
import { TestServer } from '../support/server.mjs'
import { SmtpPeer } from '../support/smtp.mjs'
import { stream } from '../support/stream.mjs'

const given = options()
const report = new Report(given)
const folder = mkdtempSync(join(tmpdir(), 'kreislauf-neighbours-'))
process.on('exit', () => rmSync(folder, { recursive: true, force: true }))

const postgres = process.env.KREISLAUF_TEST_POSTGRES, postmaster = Number(process.env.KREISLAUF_TEST_POSTGRES_PID)
execFileSync('psql', ['-q', `${postgres}/postgres`, '-c', 'CREATE DATABASE neighbours'])
const place = ['--store', `${postgres}/neighbours`]
const tool = (...words) => {
  const { status, stderr } = spawnSync(given.binary, [...words, ...place], { encoding: 'utf8' })
  check(status === 0, stderr)
}
const file = (name, text) => { const path = join(folder, name); writeFileSync(path, text); return path }
tool('import', 'authorities', file('a.csv', 'key,name,designation,district,population,postal_codes,longitude,latitude,outline,boundary\n05554,Borken,Kreis,,,,,,,\n05554016,Gescher,Stadt,05554,17600,48712,7.00,51.95,,\n'))
tool('import', 'offices', file('o.csv', 'authority,id,kinds,name,street,postal_code,place,phone,email,website,longitude,latitude,hours,accessibility,note,sample\ngescher,buergerbuero,buergerbuero,Bürgerbüro,Marktplatz 1,48712,Gescher,,bb@gescher.example,,,,Mo 08:00-12:30,,,0\n'))

const serve = (peer, ...words) => TestServer.start({ binary: given.binary, place, demo: false, options: ['--smtp', peer.url, '--mail-from', 'post@gescher.example', ...words] })
const processesOfPostgres = () => [postmaster, ...readFileSync(`/proc/${postmaster}/task/${postmaster}/children`, 'utf8').trim().split(' ').map(Number)]

const peer = await SmtpPeer.start()
const first = await serve(peer)
const second = await serve(peer)
let sent = 0
const enqueue = count => { for (let i = 0; i < count; ++i) tool('mail', 'test', 'gescher', `leser${++sent}@example.org`) }

await report.test('two servers at one database send each mail once', async () => {
  enqueue(12)
  await until('all mails', () => peer.mails.length >= 12)
  await pause(4000)  // a second copy would come with the next look of the other server
  equal(new Set(peer.mails.map(mail => mail.to[0])).size, 12, 'recipients')
  equal(peer.mails.length, 12, 'mails')
})

await report.test('what one server has changed, the open pages of the other are told at once', async () => {
  const told = await stream(first, 'gescher', '/aemter/buergerbuero/neues')
  await until('the greeting', () => told.text.includes('hello'))
  const before = told.text.split('event: change').length
  execFileSync('psql', ['-q', `${postgres}/neighbours`, '-c', "SELECT pg_notify('kreislauf', '0 05554016/buergerbuero')"])  // as a server tells it
  await until('the news', () => told.text.split('event: change').length > before)
  told.close()
})

await report.test('when the server that sends is killed, the other one goes on', async () => {
  const before = peer.mails.length
  first.killNow()
  await until('its end', () => !first.alive())
  enqueue(5)
  await until('the mails', () => new Set(peer.mails.map(mail => mail.to[0])).size === sent)
  check(peer.mails.length <= before + 6, `${peer.mails.length - before} mails for 5`)
})

await report.test('a database server that falls silent is told in words, and all is well when it speaks again', async () => {
  const silent = processesOfPostgres()
  for (const pid of silent) process.kill(pid, 'SIGSTOP')
  try {
    const asked = await Promise.all(Array.from({ length: 8 }, () => second.request('', '/health')))
    check(asked.every(answer => answer.status === 503), asked.map(answer => answer.status).join(' '))
    const again = await second.request('', '/health')
    equal(again.status, 503, 'while it is silent')
  } finally {
    for (const pid of silent.reverse()) try { process.kill(pid, 'SIGCONT') } catch { /* it has ended */ }
  }
  await until('the answer', async () => (await second.request('', '/health')).status === 200)
})

await second.stop()
await peer.stop()

await report.test('an account that may create nothing serves what the set-up account has made', async () => {
  const sql = (database, text) => execFileSync('psql', ['-q', '-v', 'ON_ERROR_STOP=1', `${postgres}/${database}`], { input: text, encoding: 'utf8' })
  sql('postgres', 'CREATE ROLE setup LOGIN CREATEROLE; CREATE ROLE portal LOGIN; CREATE DATABASE accounts; GRANT CREATE ON DATABASE accounts TO setup;')
  const as = name => `${postgres.replace('kreislauf@', `${name}@`)}/accounts`
  const setUp = (...words) => { const { status, stderr } = spawnSync(given.binary, [...words, '--store', as('setup')], { encoding: 'utf8' }); check(status === 0, stderr) }
  setUp('import', 'authorities', join(folder, 'a.csv'))
  setUp('migrate')
  sql('accounts', "SELECT format('GRANT %I TO portal', rolname) FROM pg_roles WHERE rolname LIKE 'kreislauf\\_accounts\\_%' \\gexec\n")
  const server = await TestServer.start({ binary: given.binary, place: ['--store', as('portal')], demo: false })
  try {
    const body = new URLSearchParams({ form: 'a'.repeat(32), urteil: 'ja', text: 'gut' }).toString()
    equal((await server.request('gescher', '/rueckmeldung', { method: 'POST', body, headers: { 'content-type': 'application/x-www-form-urlencoded' } })).status, 303, 'a remark')
  } finally { await server.stop() }
})

await report.test('a second server on one folder ends with 3 and names the first', async () => {
  const data = join(folder, 'data')
  const server = await TestServer.start({ binary: given.binary, data, demo: false })
  try {
    const other = spawnSync(given.binary, ['serve', '--data', data, '--port', '0'], { encoding: 'utf8', timeout: 60000 })
    equal(other.status, 3, 'exit code')
    check(new RegExp(`served by process ${server.child.pid}`).test(other.stderr), other.stderr)
    equal(spawnSync(given.binary, ['migrate', '--data', data], { encoding: 'utf8' }).status, 0, 'a tool beside it')
  } finally { await server.stop() }
})

process.exitCode = report.close()
