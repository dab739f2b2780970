// Residents apply while the program is killed again and again, and a specialist system fetches what lies in the drop folder: each application comes
// there whole and once.
//
//   node tests/delivery/kills.mjs --binary BINARY [--kills 30]
//
// The control fetches with another eye: it counts folders that are being written, which must not be whole; so what is shown is shown at once.
import { createHash } from 'node:crypto'
import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Applicants, ArrivalBox, offerApplications } from '../crash/applicants.mjs'
import { pause, random, Town, until } from '../crash/town.mjs'
import { verifyDeliveries } from './verify.mjs'

const option = (name, otherwise) => { const i = process.argv.indexOf(`--${name}`); return i < 0 ? otherwise : process.argv[i + 1] }
const kills = Number(option('kills', 30))
let passed = 0, failed = 0
const check = (name, fine, detail = '') => { fine ? passed++ : failed++; console.log(`${fine ? 'ok  ' : 'FAIL'} ${name}${detail ? `: ${detail}` : ''}`) }

const folder = mkdtempSync(join(tmpdir(), 'kreislauf-drops-')), drops = join(folder, 'drops'), fetched = join(folder, 'fetched')
process.on('exit', () => rmSync(folder, { recursive: true, force: true }))
for (const made of [drops, fetched]) mkdirSync(made)
const town = new Town({ binary: option('binary', 'build/release/kreislauf'), folder, data: join(folder, 'data') })
process.on('exit', () => town.child?.kill('SIGKILL'))
await town.prepare()
offerApplications(town)
const lines = join(folder, 'destinations.csv')
writeFileSync(lines, `authority,service,kind,place\ngescher,99001009004002,folder,${drops}\n`)
town.tool('import', 'destinations', lines)
// Mails leave, too: the list of what waits holds the oldest thousand, and deliveries must be among them.
const box = await ArrivalBox.start()

const came = new Map(), torn = []
let unfinished = 0
/** What a specialist system does: takes what has a name, at once, and looks whether it is whole. */
function fetchAll() {
  for (const name of readdirSync(drops)) {
    if (name.startsWith('.')) { unfinished += existsSync(join(drops, name, 'manifest.json')) ? 0 : 1; continue }
    const to = join(fetched, `${name}-${random(1e9)}`)
    renameSync(join(drops, name), to)
    try {
      const manifest = JSON.parse(readFileSync(join(to, 'manifest.json')))
      for (const { datei, sha256 } of manifest.dateien) if (createHash('sha256').update(readFileSync(join(to, datei))).digest('hex') !== sha256) torn.push(`${name}: ${datei}`)
      came.set(manifest.nummer, (came.get(manifest.nummer) ?? 0) + 1)
    } catch (reason) { torn.push(`${name}: ${reason.message}`) }
  }
}
const looking = setInterval(fetchAll, 5)

try {
  const applicants = new Applicants(town, 1)
  // A slow machine comes to nothing between few kills: it is killed on until there is something to lose, and until a folder was caught unfinished.
  const begun = applicants.ledger
  let done = 0
  for (; done < kills || ((!begun.sent.size || !unfinished) && done < 10 * kills); done++) {
    await town.start(box.url)
    await pause(200 + random(1500))
    await town.kill()
  }
  await town.start(box.url)
  await applicants.finish()
  const { sent, withdrawn, wrong } = applicants.ledger
  const expected = [...sent].filter(([own]) => !withdrawn.has(own)).map(([, { number }]) => number)
  await until('the end of the outbox', () => {
    const waiting = town.outbox().filter(one => one.kind === 'delivery')
    town.retry(waiting)
    return waiting.length === 0
  }).catch(reason => console.log(`     the outbox: ${reason.message}`))
  fetchAll()
  const missing = expected.filter(number => !came.has(number)), twice = [...came].filter(([, times]) => times > 1)
  check(`${done} kills lose no delivery`, missing.length === 0 && expected.length > 0, `${sent.size} sent, ${withdrawn.size} withdrawn, ${came.size} came; missing: ${missing.slice(0, 3).join(' ') || 'none'}`)
  check('none comes twice', twice.length === 0, twice.slice(0, 3).join(' '))
  check('whatever has a name is whole', torn.length === 0, torn.slice(0, 3).join('; '))
  check('control: folders that are being written were seen unfinished, under names that nobody fetches', unfinished > 0, `${unfinished} looks`)
  check('no act answers what it should not', wrong.length === 0, [...new Set(wrong)].slice(0, 3).join('; '))
  await town.stop()
  const said = verifyDeliveries(town)
  check('the program finds nothing half', said.status === 0, said.text)
} finally {
  clearInterval(looking)
  box.stop()
  await town.kill()
}
console.log(`${passed} passed, ${failed} failed`)
process.exit(failed ? 1 : 0)
