// Bookings while the program is killed again and again, at random and exactly at a sync; then many clients for one time.
//
//   node tests/crash/bookings.mjs --binary BINARY [--kills 200] [--sync-kills 15] [--clients 8] [--race-clients 40] [--race-rounds 12] [--store postgresql://...]
import { spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { compare, desksOfTown, holdAt, Mailbox, newClient, newKey, pause, random, Residents, someTime, Town, until, untouchedDays } from './town.mjs'

const option = (name, otherwise) => { const i = process.argv.indexOf(`--${name}`); return i < 0 ? otherwise : process.argv[i + 1] }
const binary = option('binary', 'build/release/kreislauf'), store = option('store')
const kills = Number(option('kills', store ? 40 : 200))
let syncKills = Number(option('sync-kills', store ? 0 : 15))
const clients = Number(option('clients', 8))
const raceClients = Number(option('race-clients', 40)), raceRounds = Number(option('race-rounds', 12))
const engine = store ? 'PostgreSQL' : 'SQLite'
let passed = 0, failed = 0
const check = (name, fine, detail = '') => { fine ? passed++ : failed++; console.log(`${fine ? 'ok  ' : 'FAIL'} ${engine}: ${name}${detail ? `: ${detail}` : ''}`) }
const at = (values, share) => [...values].sort((a, b) => a - b)[Math.floor(share * (values.length - 1))]

const folder = mkdtempSync(join(tmpdir(), 'kreislauf-kills-'))
process.on('exit', () => rmSync(folder, { recursive: true, force: true }))
const town = new Town({ binary, folder, data: join(folder, 'data'), store })
process.on('exit', () => town.child?.kill('SIGKILL'))
await town.prepare()
const mailbox = await Mailbox.start()

async function kill_at_random(residents) {
  for (let i = 0; i < kills; i++) {
    await town.start(mailbox.url)
    await pause(random(220))
    await town.kill()
  }
}

async function kill_at_a_sync(residents) {
  if (syncKills === 0) return 0
  if (spawnSync('strace', ['-V']).status !== 0) { console.log('skipped: kills exactly at a sync need strace'); syncKills = 0; return 0 }
  let hit = 0
  for (let i = 0; i < syncKills; i++) {
    const wrap = ['strace', '-f', '-qq', '-o', '/dev/null', '-e', 'trace=fsync,fdatasync', '-e', `inject=fsync,fdatasync:signal=SIGKILL:when=${1 + random(12)}`]
    const child = await town.start(mailbox.url, wrap)
    const end = await Promise.race([child.over, pause(30000)])
    if (end !== undefined) { hit++; continue }
    try { process.kill(-child.pid, 'SIGKILL') } catch { /* it has ended */ }
    await child.over
  }
  return hit
}

async function settle(residents) {
  await town.start(mailbox.url)
  await residents.finish()
  await until('the end of the outbox', () => town.outbox().length === 0).catch(() => {})  // the checks tell
}

/** `raceClients` want the same time; all desks but one are taken. Each asks until it hears something, also when the program is killed meanwhile. */
async function race() {
  await town.start(mailbox.url)
  let winners = 0, losers = 0, wrong = 0, killed = 0
  const days = [...untouchedDays]
  const insist = (time, quantity = 1) => town.insist('POST', '/api/v1/appointments/holds', { body: holdAt(time, quantity), key: newKey(), client: newClient() })
  for (let round = 0; round < raceRounds; round++) {
    let time
    do {
      if (days.length === 0) throw new Error('no open day is left to race on')
      time = someTime(days.shift())
    } while ((await insist(time)).status === 409) // closed on this day
    for (let taken = 1; taken < desksOfTown - 1; taken++) {
      const { status } = await insist(time)
      if (status !== 201) throw new Error(`desk ${taken + 1} of ${desksOfTown} at a time that nobody else wants: ${status}`)
    }
    const all = Promise.all(Array.from({ length: raceClients }, () => insist(time)))
    if (round % 3 === 0) {
      await pause(random(12))
      await town.kill()
      killed++
      await town.start(mailbox.url)
    }
    const answers = await all
    const won = answers.filter(a => a.status === 201).length
    const told = answers.filter(a => a.status === 409 && a.body.next?.length > 0).length
    winners += won
    losers += told
    if (won !== 1 || won + told !== raceClients) wrong++
  }
  await town.stop()
  const { status, findings } = town.verify()
  check(`${raceRounds} races of ${raceClients} clients for one time have one winner each, and every loser gets the next times`, wrong === 0 && status === 0,
    `${winners} winners, ${losers} told, ${killed} kills in between${findings.length ? `; ${findings.slice(0, 3).join('; ')}` : ''}`)
}

try {
  const begun = Date.now()
  const residents = new Residents(town, mailbox, { clients })
  await kill_at_random(residents)
  const starts = [...town.started]
  const hit = await kill_at_a_sync(residents)
  await settle(residents)
  const { ledger } = residents
  const { lost, other } = await compare(town, ledger)
  await town.stop()
  const said = town.verify()
  const seconds = ((Date.now() - begun) / 1000).toFixed(0)
  const figures = `${ledger.held.size} held, ${ledger.booked.size} booked, ${ledger.confirmed.size} confirmed, ${ledger.moved.size} moved, ${ledger.cancelled.size} cancelled, ${ledger.refused} refused; ${ledger.retried} acts asked again`
  check(`${kills} kills at random and ${hit} at a sync lose nothing that was acknowledged`, lost.length === 0 && other.length === 0 && ledger.confirmed.size > 0 && (hit > 0 || syncKills === 0), `${figures}; ${lost.length} lost${[...lost, ...other].slice(0, 3).map(t => `; ${t}`).join('')} (${seconds} s)`)
  check('no act answers what it should not', ledger.wrong.length === 0, [...new Set(ledger.wrong)].slice(0, 4).join('; '))
  check('the program finds nothing wrong in its data', said.status === 0, `${said.appointments} appointments, ${said.claims} claims, ${said.events} events${said.findings.length ? `: ${said.findings.slice(0, 4).join('; ')}` : ''}`)
  check('nothing was done twice', said.confirmed === ledger.confirmed.size - ledger.cancelled.size, `${said.confirmed} confirmed in the store, ${ledger.confirmed.size - ledger.cancelled.size} in the ledger`)
  // Who cancels before the mail has left gets the cancellation only.
  const without = [...ledger.confirmed].filter(token => !mailbox.booked.has(token) && !ledger.cancelled.has(token))
  const twice = [...mailbox.booked.values()].filter(n => n > 1).length
  check('each confirmed booking has its mail, and all mails are marked', without.length === 0 && town.outbox().length === 0, `${without.length} without, ${twice} sent more than once, ${town.outbox().length} not marked`)
  check('ready again after a kill within 3 s (p99), not counting what other programs took of the processor', at(starts, 0.99) < 3000, `p50 ${at(starts, 0.5).toFixed(0)} ms, p99 ${at(starts, 0.99).toFixed(0)} ms`)
  if (raceRounds > 0) await race()
} finally {
  await town.kill()
  await mailbox.stop()
}
console.log(`${passed} passed, ${failed} failed`)
process.exit(failed ? 1 : 0)
