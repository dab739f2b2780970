// Two servers at one PostgreSQL while residents book through both, and one of them is killed again and again. What was acknowledged by the one must be there for the
// other; what is asked again of the other is done once; somebody always sends the mails.
//
//   tests/support/postgres.sh node tests/crash/servers.mjs --binary BINARY [--kills 3] [--pause 3] [--clients 8]     pause: seconds between two kills
import { execFileSync } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { compare, Mailbox, pause, random, Residents, Town, until } from './town.mjs'

const option = (name, otherwise) => { const i = process.argv.indexOf(`--${name}`); return i < 0 ? otherwise : process.argv[i + 1] }
const binary = option('binary', 'build/release/kreislauf')
const kills = Number(option('kills', 3)), between = Number(option('pause', 3)) * 1000, clients = Number(option('clients', 8))
let passed = 0, failed = 0
const check = (name, fine, detail = '') => { fine ? passed++ : failed++; console.log(`${fine ? 'ok  ' : 'FAIL'} ${name}${detail ? `: ${detail}` : ''}`) }

const postgres = process.env.KREISLAUF_TEST_POSTGRES
execFileSync('psql', ['-q', `${postgres}/postgres`, '-c', 'CREATE DATABASE servers'])
const folder = mkdtempSync(join(tmpdir(), 'kreislauf-servers-'))
const servers = [0, 1].map(number => new Town({ binary, folder, store: `${postgres}/servers?application_name=server%20${number}` }))
process.on('exit', () => { servers.forEach(server => server.child?.kill('SIGKILL')); rmSync(folder, { recursive: true, force: true }) })

/** Both as residents see them: whoever gets no answer asks again, of whichever server it happens to be, with the same key. */
const town = {
  answered: [0, 0],
  get port() { return servers.some(server => server.port) ? 1 : 0 },
  get ready() { return Math.max(...servers.map(server => server.ready ?? 0)) },
  async insist(method, path, { given_up = () => false, ...rest } = {}) {
    const limit = Date.now() + 900000
    for (let tries = 0; !given_up(); tries++) {
      if (Date.now() > limit) throw new Error(`no answer below 500 within 15 minutes: ${method}`)
      const at = random(2)
      const answer = await servers[at].request(method, path, rest)
      if (answer && answer.status < 500) { town.answered[at]++; return { ...answer, tries } }
      await pause(5 + random(10))
    }
    return null
  },
}

/** Who does what only one may do: the server whose session has the advisory lock. */
const sends = () => Number(execFileSync('psql', ['-qAt', `${postgres}/servers`, '-c',
  "SELECT COALESCE(MAX(a.application_name), 'server -1') FROM pg_locks l JOIN pg_stat_activity a ON a.pid = l.pid WHERE l.locktype = 'advisory' AND l.granted AND a.application_name LIKE 'server %'"],
  { encoding: 'utf8' }).trim().split(' ')[1])

async function kill_one_after_the_other() {
  const killed = { sending: 0, other: 0 }, gaps = []
  for (let i = 0; i < kills; i++) {
    await pause(between)
    const sender = sends(), at = i % 2 === 0 && sender >= 0 ? sender : random(2)
    at === sender ? killed.sending++ : killed.other++
    await servers[at].kill()
    const begun = performance.now()
    await until('somebody who sends', () => { const now = sends(); return now >= 0 && now !== at })
    gaps.push(performance.now() - begun)
    await servers[at].start(mailbox.url)
  }
  return { killed, gaps }
}

const mailbox = await Mailbox.start()
try {
  await servers[0].prepare()
  const begun = Date.now()
  await Promise.all(servers.map(server => server.start(mailbox.url)))
  const residents = new Residents(town, mailbox, { clients })
  const { killed, gaps } = await kill_one_after_the_other()
  await pause(between)
  await residents.finish()
  await until('the end of the outbox', () => servers[0].outbox().length === 0).catch(() => {})  // the checks tell
  const { ledger } = residents
  const { lost, other } = await compare(town, ledger)
  await Promise.all(servers.map(server => server.stop()))
  const said = servers[0].verify()
  const figures = `${ledger.held.size} held, ${ledger.booked.size} booked, ${ledger.confirmed.size} confirmed, ${ledger.moved.size} moved, ${ledger.cancelled.size} cancelled, ${ledger.refused} refused; ${ledger.retried} acts asked again; answers ${town.answered.join(' and ')}`
  check(`${kills} kills, every ${between / 1000} s one of two servers, lose nothing that was acknowledged`, lost.length === 0 && other.length === 0 && ledger.confirmed.size > 0 && Math.min(...town.answered) > 0,
    `${figures}; ${lost.length} lost${[...lost, ...other].slice(0, 3).map(text => `; ${text}`).join('')} (${((Date.now() - begun) / 1000).toFixed(0)} s)`)
  check('no act answers what it should not', ledger.wrong.length === 0, [...new Set(ledger.wrong)].slice(0, 4).join('; '))
  check('the program finds nothing wrong in its data: no desk twice at one time', said.status === 0, `${said.appointments} appointments, ${said.claims} claims, ${said.events} events${said.findings.length ? `: ${said.findings.slice(0, 4).join('; ')}` : ''}`)
  check('nothing was done twice', said.confirmed === ledger.confirmed.size - ledger.cancelled.size, `${said.confirmed} confirmed in the store, ${ledger.confirmed.size - ledger.cancelled.size} in the ledger`)
  const without = [...ledger.confirmed].filter(token => !mailbox.booked.has(token) && !ledger.cancelled.has(token))
  check('each confirmed booking has its mail, and all mails are marked', without.length === 0 && servers[0].outbox().length === 0, `${without.length} without, ${servers[0].outbox().length} not marked`)
  // A mail whose server dies between the word of the mail server and the mark goes again (docs/operations.md): one for each kill of the sender, not one more.
  const second = mailbox.seconds()
  check('no mail leaves twice, but for the one that was under way when its sender was killed', second.length <= killed.sending,
    `${mailbox.count} mails, ${second.length} of them again; ${killed.sending} kills of the one that sends, ${killed.other} of the other`)
  check('another one sends within 3 s of a kill', Math.max(...gaps) < 3000, `longest ${Math.max(...gaps).toFixed(0)} ms`)
} finally {
  await Promise.all(servers.map(server => server.kill()))
  await mailbox.stop()
}
console.log(`${passed} passed, ${failed} failed`)
process.exit(failed ? 1 : 0)
