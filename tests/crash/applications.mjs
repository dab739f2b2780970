// Residents apply while the program is killed again and again: whatever was acknowledged is there, once and whole.
//
//   node tests/crash/applications.mjs --binary BINARY [--kills 200] [--clients 6] [--store postgresql://...]
//
// The control compares the same ledger with a copy of the store from half-way: a comparison that finds nothing there proves nothing.
import { cpSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Applicants, ArrivalBox, compareApplications, offerApplications, verifyApplications } from './applicants.mjs'
import { pause, random, Town, until } from './town.mjs'

const option = (name, otherwise) => { const i = process.argv.indexOf(`--${name}`); return i < 0 ? otherwise : process.argv[i + 1] }
const binary = option('binary', 'build/release/kreislauf'), store = option('store')
const kills = Number(option('kills', store ? 40 : 200)), clients = Number(option('clients', 6))
const engine = store ? 'PostgreSQL' : 'SQLite'
let passed = 0, failed = 0
const check = (name, fine, detail = '') => { fine ? passed++ : failed++; console.log(`${fine ? 'ok  ' : 'FAIL'} ${engine}: ${name}${detail ? `: ${detail}` : ''}`) }
const first = (list, most = 3) => list.slice(0, most).map(text => `; ${text}`).join('')

const folder = mkdtempSync(join(tmpdir(), 'kreislauf-applications-'))
process.on('exit', () => rmSync(folder, { recursive: true, force: true }))
const town = new Town({ binary, folder, data: join(folder, 'data'), store })
process.on('exit', () => town.child?.kill('SIGKILL'))
await town.prepare()
offerApplications(town)
const box = await ArrivalBox.start()

try {
  const begun = Date.now()
  const applicants = new Applicants(town, clients)
  // A slow machine comes to nothing between few kills: it is killed on until there is something of each kind to lose.
  const { sent, withdrawn } = applicants.ledger
  let done = 0
  for (; done < kills || ((!sent.size || !withdrawn.size) && done < 40 * kills); done++) {
    await town.start(box.url)
    await pause(random(120))
    await town.kill()
    if (!store && done === Math.floor(kills / 2)) cpSync(town.data, join(folder, 'older'), { recursive: true })
  }
  const between = Date.now()
  await town.start(box.url)
  await applicants.finish()
  // A mail that a kill has interrupted is tried again after a minute; nobody waits for that here. The checks tell what is left.
  await until('the end of the outbox', () => {
    const waiting = town.outbox()
    town.retry(waiting)
    return waiting.length === 0
  }).catch(() => {})
  const { ledger } = applicants
  const { lost, other } = await compareApplications(town, ledger)
  await town.stop()
  const said = verifyApplications(town)
  const seconds = ms => (ms / 1000).toFixed(0)
  const figures = `${ledger.drafts.size} begun, ${ledger.saved} pages saved, ${ledger.sent.size} sent, ${ledger.withdrawn.size} withdrawn; ${ledger.retried} acts asked again`
  check(`${done} kills lose nothing that was acknowledged`, lost.length === 0 && ledger.sent.size > 0 && ledger.withdrawn.size > 0, `${figures}; ${lost.length} lost${first(lost)} (${seconds(between - begun)} s of kills, ${seconds(Date.now() - between)} s of comparing)`)
  check('what was sent is there exactly once, as it was entered', other.length === 0, first(other))
  check('no act answers what it should not', ledger.wrong.length === 0, [...new Set(ledger.wrong)].slice(0, 4).join('; '))
  const numbers = [...ledger.sent.values()].map(({ number }) => Number(number.slice(5))).sort((a, b) => a - b)
  check('numbers follow each other from 1 on, without gap or double', numbers.every((number, at) => number === at + 1), `${numbers.length} numbers, the last ${numbers.at(-1)}`)
  check('the program finds nothing half and nothing wrong in its data', said.status === 0 && said.sent === ledger.sent.size && said.entries === ledger.sent.size, `${said.applications} applications, ${said.sent} sent, ${said.entries} entries, ${said.mails} mails${first(said.findings)}`)
  const owed = verifyApplications(town, 'payments')
  check('what was sent is owed once, and nothing else is', owed.status === 0 && owed.receivables === ledger.sent.size, `${owed.receivables} receivables${first(owed.findings)}`)
  const without = numbers.filter(number => !box.arrived.has(number))
  const twice = [...box.arrived.values()].filter(ids => ids.size > 1).length
  check('each sending has its one mail, and all mails are marked', without.length === 0 && twice === 0 && town.outbox().length === 0, `${box.arrived.size} mails, ${without.length} without, ${twice} with two`)
  if (!store) {
    const older = new Town({ binary, folder, data: join(folder, 'older') })
    await older.start()
    const control = await compareApplications(older, ledger)
    await older.kill()
    check('control: in a copy from half-way the same comparison finds what is lost', control.lost.length > 0, `${control.lost.length} lost`)
  }
} finally {
  await town.kill()
  box.stop()
}
console.log(`${passed} passed, ${failed} failed`)
process.exit(failed ? 1 : 0)
