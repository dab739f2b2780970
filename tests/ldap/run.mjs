// Passwords of a directory, asked of a real slapd: platform/ldap alone, then staff who sign in.
//
//   node tests/ldap/run.mjs --binary BINARY
import { execFileSync, spawn } from 'node:child_process'
import { createHmac } from 'node:crypto'
import { writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { options, root } from '../support/options.mjs'
import { until } from '../support/patience.mjs'
import { check, equal, Report } from '../support/report.mjs'
import { TestServer } from '../support/server.mjs'
import { Visitor, formKey, headline } from '../support/visitor.mjs'
import { Mute, Slapd, base, group, people, service, slapd } from './slapd.mjs'

const given = options()
const report = new Report(given)
if (!slapd) {
  console.log('skipped: slapd is not installed')
  console.log('0 passed, 0 failed')
  process.exit(0)
}

const directory = await Slapd.start(), mute = await Mute.start(), dripping = await Mute.start({ drips: true })
const run = (words, env) => new Promise(done => {
  const child = spawn(words[0], words.slice(1), { cwd: root, env: { ...process.env, ...env } })
  let text = ''
  for (const stream of [child.stdout, child.stderr]) stream.on('data', piece => { text += piece })
  child.on('exit', code => done({ code, text }))
})

await report.test('what platform/ldap asks a real directory (slapd_test.cc)', async () => {
  const { code, text } = await run([join(dirname(given.binary), 'platform_tests'), '-sf=*ldap/slapd_test*'], {
    KREISLAUF_TEST_LDAP: `ldap://127.0.0.1:${directory.port}`, KREISLAUF_TEST_LDAPS: `ldaps://127.0.0.1:${directory.tlsPort}`,
    KREISLAUF_TEST_LDAP_OTHER_HOST: `ldaps://localhost:${directory.tlsPort}`, KREISLAUF_TEST_LDAP_MUTE: `127.0.0.1:${mute.port}`, KREISLAUF_TEST_LDAP_DRIPPING: `127.0.0.1:${dripping.port}`,
    KREISLAUF_TEST_LDAP_CA: directory.tls.ca, KREISLAUF_TEST_LDAP_OTHER_CA: directory.otherCa,
  })
  console.log(text.replace(/test cases:/, 'cases:'))
  equal(code, 0, 'its end')
  check(!text.includes('skipped:') && /[1-9]\d* passed/.test(text), 'nothing was asked')
})

// ---- Staff of Gescher, whose passwords this directory knows

const data = join(directory.folder, 'data'), bin = given.binary
const tool = (...words) => run([bin, ...words, '--data', data])
const done = async (...words) => { const { code, text } = await tool(...words); equal(code, 0, text); return text }
const file = (name, text) => { const path = join(directory.folder, name); writeFileSync(path, text, { mode: 0o600 }); return path }
const settings = (name, address) => file(name, `[[ldap]]
id = "ad"
name = "Verzeichnis der Stadt"
towns = ["gescher"]
addresses = ["${address}"]
ca_file = "${directory.tls.ca}"
base = "${base}"
bind_name = "${service.name}"
bind_secret = "${service.secret}"
group = "${group}"
`)
await done('import', 'authorities', file('authorities.csv', 'key,name,designation,district,population,postal_codes,longitude,latitude,outline,boundary\n05554,Borken,Kreis,,,,,,,\n05554016,Gescher,Stadt,05554,17600,48712,7.00,51.95,,\n'))
await done('import', 'offices', file('offices.csv', 'authority,id,kinds,name,street,postal_code,place,phone,email,website,longitude,latitude,hours,accessibility,note,sample\ngescher,buergerbuero,buergerbuero,Bürgerbüro,Marktplatz 1,48712,Gescher,,bb@gescher.example,,,,Mo 08:00-12:30,,,0\n'))
for (const login of ['anna', 'bernd', 'nie-da']) await done('staff', 'add', 'gescher', login, `Frau ${login}`, '--role', 'clerk', '--office', 'buergerbuero', '--by-directory')
const oneTime = /\n {2}(\S+)\n/.exec(await done('staff', 'add', 'gescher', 'lotte', 'Lotte Not', '--role', 'administrator'))[1]
const fine = settings('logins.toml', `ldap://127.0.0.1:${directory.port}`)
const start = logins => TestServer.start({ binary: bin, data, demo: false, options: ['--logins', logins, '--trusted-proxy', '127.0.0.1'] })
let server = await start(fine)

const signIn = (visitor, name, passwort, code = '') => visitor.post('/verwaltung/anmelden', { form: formKey(), name, passwort, code, ziel: '' })
/** RFC 6238, as an app computes it. */
function totp(secret, step) {
  const bits = [...secret].map(letter => 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567'.indexOf(letter).toString(2).padStart(5, '0')).join('')
  const counter = Buffer.alloc(8)
  counter.writeBigUInt64BE(BigInt(step))
  const mac = createHmac('sha1', Buffer.from(bits.match(/.{8}/g).map(byte => parseInt(byte, 2)))).update(counter).digest()
  return String((mac.readUInt32BE(mac[19] & 15) & 0x7fffffff) % 1e6).padStart(6, '0')
}
// Each code counts once, when it lets in; one step ahead of the clock counts, too.
let spent = 0, shown = 0
const code = secret => until('the next code counts', () => {
  const now = Math.floor(Date.now() / 30000)
  shown = Math.max(spent + 1, now)
  return shown <= now + 1 && totp(secret, shown)
})
const inside = answer => { if (answer.status === 303) spent = shown; return answer }
let secret

await report.test('the first time the password of the directory leads to the app, and with it to the work', async () => {
  const anna = new Visitor(server)
  equal((await signIn(anna, 'anna', people.anna)).location, '/verwaltung', 'in')
  equal((await anna.get('/verwaltung/amt/buergerbuero/faelle')).location, '/verwaltung/konto/zweiter-faktor', 'nothing without an app')
  const page = await anna.get('/verwaltung/konto/zweiter-faktor')
  secret = /<b class="kl-num">([A-Z2-7 ]+)</.exec(page.text)[1].replaceAll(' ', '')
  equal(inside(await anna.send(page, '/zweiter-faktor', { code: await code(secret) })).location, '/verwaltung', 'the app')
  equal((await anna.get('/verwaltung/amt/buergerbuero/faelle')).status, 200, 'the work')
})

await report.test('wrong, empty, of somebody else, without code, not in the group, not there, and no name at all', async () => {
  const stranger = new Visitor(server)
  const sentence = page => /Anmeldename, Passwort und Code passen nicht zusammen/.test(page.text)
  const tries = [['anna', 'falsch', await code(secret)], ['anna', people.anna, ''], ['anna', people.anna, '000000'], ['anna', people.bernd, ''], ['bernd', people.bernd, ''], ['nie-da', people.anna, ''],
    ['niemand', people.anna, ''], ['*)(uid=*', people.anna, ''], ['anna)(objectClass=*', people.anna, ''], ['jörg', people.jörg, ''], [`uid=anna,ou=Personen,${base}`, people.anna, '']]
  for (const [name, password, typed] of tries) {
    const answer = await signIn(stranger, name, password, typed)
    equal(answer.status, 422, name)
    check(sentence(answer), `${name}: ${headline(answer.text)}`)
  }
  // Nothing typed is told beside its field; NUL is no text.
  check((await signIn(stranger, 'anna', '', await code(secret))).status !== 303, 'an empty password')
  check((await stranger.post('/verwaltung/anmelden', `form=${formKey()}&name=anna%00&passwort=x&code=`)).status !== 303, 'NUL in the name')
  equal([...stranger.cookies.keys()].filter(name => name.includes('verwaltung')).length, 0, 'sessions of a stranger')
  check(!/Annas Passwort|falsch/.test(server.log), 'a password stands in the log')
})

await report.test('password and code let in again; who leaves the group is signed out by the next check', async () => {
  const anna = new Visitor(server)
  equal(inside(await signIn(anna, 'anna', people.anna, await code(secret))).location, '/verwaltung', 'in')
  const hourAgo = new Date(Date.now() - 3_700_000).toISOString().replace(/\.\d+Z/, 'Z')
  const hourPassed = () => execFileSync('sqlite3', ['-cmd', '.timeout 10000', join(data, 'authorities/05554016/authority.db'), `UPDATE staff_sessions SET checked_at = '${hourAgo}'`])
  hourPassed()
  await until('the check', () => execFileSync('sqlite3', [join(data, 'authorities/05554016/authority.db'), `SELECT COUNT(*) FROM staff_sessions WHERE checked_at = '${hourAgo}'`], { encoding: 'utf8' }).trim() === '0')
  equal((await anna.get('/verwaltung')).status, 200, 'still there')
  directory.leave('anna')
  hourPassed()
  await until('signed out', async () => (await anna.get('/verwaltung')).status === 303)
  equal((await signIn(anna, 'anna', people.anna, await code(secret))).status, 422, 'and not in again')
})

await report.test('kreislauf check logins says whether it answers, and whom it knows', async () => {
  check((await run([bin, 'check', 'logins', fine])).text.includes('answers'), 'answers')
  check((await run([bin, 'check', 'logins', fine, '--login', 'jörg'])).text.includes('knows the login'), 'knows')
  check((await run([bin, 'check', 'logins', fine, '--login', '*'])).text.includes('not_found'), 'knows a star')
  const wrong = await run([bin, 'check', 'logins', settings('wrong.toml', `ldaps://localhost:${directory.tlsPort}`)])
  check(wrong.code === 1 && wrong.text.includes('insecure'), wrong.text)
})

await report.test('the directory is away: a plain page, and who has a password here gets in', async () => {
  await directory.stop()
  const begun = Date.now(), anna = new Visitor(server), lotte = new Visitor(server)
  const away = await signIn(anna, 'anna', people.anna, await code(secret))
  equal(away.status, 503, headline(away.text))
  check(away.text.includes('antwortet gerade nicht'), 'not told')
  check(Date.now() - begun < 45_000, 'it hung')
  equal((await signIn(lotte, 'lotte', oneTime)).status, 303, 'the emergency account')
  check(server.log.includes('ad: unreachable'), server.log.slice(-500))
  await server.stop()
})

await report.test('a directory that is mute keeps nobody waiting but those who ask it, and those no longer than told', async () => {
  server = await start(settings('mute.toml', `ldaps://127.0.0.1:${mute.port}`))
  const begun = Date.now(), took = () => Date.now() - begun
  const from = i => Object.assign(new Visitor(server), { headers: { 'x-forwarded-for': `203.0.113.${i}`, 'x-forwarded-proto': 'https' } })
  const asked = Promise.all(Array.from({ length: 8 }, async (_, i) => ((await signIn(from(i + 1), `wer${i}`, 'x')), took())))
  await new Promise(over => setTimeout(over, 200))
  const page = (await from(90).get('/termine'), took())
  const entered = await signIn(from(91), 'lotte', oneTime), local = took()
  equal(entered.status, 303, headline(entered.text))
  const all = await asked
  console.log(`      those who asked waited ${Math.max(...all)} ms, a page ${page - 200} ms, a password of the house ${local - page} ms`)
  check(Math.max(...all) < 7000, `asked: ${all}`)
  check(page < 1500 && local < 3000, `page ${page} ms, local ${local} ms`)
  await server.stop()
})

await Promise.all([directory.stop(), mute.stop(), dripping.stop()])
process.exit(report.close())
