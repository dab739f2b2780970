// Clerks take cases, write notices and issue them while the program is killed again and again: what was acknowledged is decided, once and whole.
//
//   node tests/crash/decisions.mjs --binary BINARY [--kills 60] [--clients 4]
//
// The control takes one notice out of a copy of the store: the same comparison must find that.
import { cpSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Applicants, ArrivalBox, offerApplications, verifyApplications } from './applicants.mjs'
import { Clerks, compareDecisions, signedIn, sql } from './clerks.mjs'
import { pause, random, Town, until } from './town.mjs'

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

const people = signedIn(town, Math.max(1, clients / 2))

const box = await ArrivalBox.start()
try {
  const applicants = new Applicants(town, Math.max(1, clients / 2))
  const clerks = new Clerks(town, people), { decided, wrong } = clerks
  for (let done = 0; done < kills || (!decided.size && done < 20 * kills); done++) {
    await town.start(box.url)
    await pause(300 + random(900))
    await town.kill()
  }
  await town.start(box.url)
  await applicants.finish()
  await clerks.finish()
  await until('the end of the outbox', () => { const waiting = town.outbox(); town.retry(waiting); return waiting.length === 0 }).catch(() => {})
  const unreadable = await clerks.unreadable()
  await town.stop()
  const { cases, issued, lost, half } = compareDecisions(town.data, decided), found = [...lost, ...half, ...unreadable]
  check('what was acknowledged is decided, once and whole', !found.length && decided.size > 0, `${decided.size} acknowledged, ${cases} decided, ${issued} notices; ${clerks.retried} requests asked again${found.slice(0, 3).map(text => `; ${text}`).join('')}`)
  check('no act answers what it should not', wrong.length === 0, [...new Set(wrong)].slice(0, 4).join('; '))
  const said = verifyApplications(town)
  check('the program finds nothing half and nothing wrong in its data', said.status === 0, `${said.applications} applications, ${said.entries} entries${said.findings.slice(0, 3).map(text => `; ${text}`).join('')}`)
  cpSync(town.data, join(folder, 'older'), { recursive: true })
  sql(join(folder, 'older'), "DELETE FROM notices WHERE id = (SELECT MIN(id) FROM notices WHERE state = 'issued')")
  const control = compareDecisions(join(folder, 'older'), decided)
  check('control: a notice that is missing is found', control.half.some(text => text.includes('without a notice')), control.half[0] ?? 'nothing')
} finally {
  await town.kill()
  box.stop()
}
console.log(`${passed} passed, ${failed} failed`)
process.exit(failed ? 1 : 0)
