// Power cuts: the file system under the store is shut down without a flush, mounted again, and compared with what was acknowledged.
// The control does not sync and must lose; a test that cannot lose proves nothing. Needs root, loop devices and xfs_io.
//
//   node tests/crash/power.mjs --binary BINARY [--cuts 20] [--live 6] [--control 40]
import { execFileSync, spawnSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { compare, Mailbox, pause, random, Residents, Town, until } from './town.mjs'

const option = (name, otherwise) => { const i = process.argv.indexOf(`--${name}`); return i < 0 ? otherwise : process.argv[i + 1] }
const binary = option('binary', 'build/release/kreislauf')
const cuts = Number(option('cuts', 20)), live = Number(option('live', 6)), control = Number(option('control', 40))
const clients = 8
let passed = 0, failed = 0
const check = (name, fine, detail = '') => { fine ? passed++ : failed++; console.log(`${fine ? 'ok  ' : 'FAIL'} ${name}${detail ? `: ${detail}` : ''}`) }
const has = (...words) => { const { error, status } = spawnSync(words[0], words.slice(1), { stdio: 'ignore' }); return !error && status === 0 }
const run = (...words) => execFileSync(words[0], words.slice(1), { stdio: ['ignore', 'pipe', 'pipe'] })

const folder = mkdtempSync(join(tmpdir(), 'kreislauf-power-'))
const mounted = new Set()
process.on('exit', () => {
  for (const place of mounted) spawnSync('umount', ['-l', place])
  rmSync(folder, { recursive: true, force: true })
})

/** A file system of its own in a file. */
class Disk {
  constructor(kind, name) { Object.assign(this, { kind, image: join(folder, `${name}.img`), place: join(folder, name) }) }
  make() {
    run('truncate', '-s', '400M', this.image)
    run(...(this.kind === 'xfs' ? ['mkfs.xfs', '-q', '-f', this.image] : ['mkfs.ext4', '-q', '-F', this.image]))
    mkdirSync(this.place)
    this.mount()
  }
  mount() { run('mount', '-o', 'loop', this.image, this.place); mounted.add(this.place) }
  cut() { run('xfs_io', '-x', '-c', 'shutdown', this.place) } // no -f: that would flush the log
  async back() {
    await until(`${this.place} is free`, () => spawnSync('umount', [this.place]).status === 0)
    mounted.delete(this.place)
    this.mount() // replays the journal
  }
}

const total = () => ({ acknowledged: 0, lost: 0, rounds: 0, roundsWithLoss: 0, other: [], wrong: [] })
const acts = ledger => ledger.held.size + ledger.booked.size + ledger.confirmed.size + ledger.moved.size + ledger.cancelled.size

/** At most `count` cuts; `enough` ends them earlier. */
async function rounds(kind, name, count, { while_writing = false, environment = {}, enough = () => false } = {}) {
  const sum = total()
  if (count === 0) return sum
  const disk = new Disk(kind, name)
  disk.make()
  const town = new Town({ binary, folder: join(folder, `${name}-files`), data: join(disk.place, 'data'), environment })
  await town.prepare()
  run('sync', '-f', disk.place)
  const mailbox = await Mailbox.start()
  try {
    for (let i = 0; i < count && !enough(sum); i++) {
      await town.start(mailbox.url)
      const residents = new Residents(town, mailbox, { clients })
      await pause(250 + random(400))
      await until('an acknowledged act', () => residents.ledger.held.size > 0)  // a cut before that proves nothing
      if (!while_writing) await residents.abort()
      if (while_writing) disk.cut()
      await town.kill()
      if (while_writing) await residents.abort()
      else disk.cut()
      await disk.back()
      const { ledger } = residents
      sum.rounds++
      sum.acknowledged += acts(ledger)
      sum.wrong.push(...ledger.wrong)
      await town.start(mailbox.url).catch(() => {})
      if (!town.port) { sum.lost += acts(ledger); sum.roundsWithLoss++; sum.other.push('does not start'); break }
      const { lost, other } = await compare(town, ledger)
      await town.kill()
      const gone = lost.length + other.length
      sum.lost += gone
      if (gone > 0) sum.roundsWithLoss++
      const said = environment.KREISLAUF_TEST_SYNCHRONOUS ? { findings: [] } : town.verify()
      sum.other.push(...said.findings)
      if (while_writing) sum.most = Math.max(sum.most ?? 0, gone)
    }
  } finally {
    await town.kill()
    await mailbox.stop()
    spawnSync('umount', [disk.place])
    mounted.delete(disk.place)
  }
  return sum
}

const tell = sum => `${sum.rounds} cuts, ${sum.acknowledged} acknowledged, ${sum.lost} lost in ${sum.roundsWithLoss} rounds${sum.other.length ? `; ${sum.other.slice(0, 3).join('; ')}` : ''}`
const reason = process.getuid() !== 0 ? 'root' : !has('losetup', '-f') ? 'loop devices' : !has('xfs_io', '-V') ? 'xfs_io' : !has('mkfs.ext4', '-V') ? 'mkfs.ext4' : ''
if (reason) {
  console.log(`skipped: power cuts need ${reason}`)
  console.log('0 passed, 0 failed')
  process.exit(0)
}
try { new Disk('ext4', 'probe').make(); } catch (problem) {
  console.log(`skipped: power cuts need the right to mount a loop device (${String(problem.message).split('\n')[0].slice(0, 80)})`)
  console.log('0 passed, 0 failed')
  process.exit(0)
}
const kinds = has('mkfs.xfs', '-V') ? ['ext4', 'xfs'] : ['ext4']
if (kinds.length < 2) console.log('skipped: power cuts on XFS need mkfs.xfs')
for (const kind of kinds) {
  const sum = await rounds(kind, `stopped-${kind}`, Math.ceil(cuts / kinds.length))
  check(`${kind}: a power cut loses nothing that was acknowledged`, sum.lost === 0 && sum.other.length === 0 && sum.acknowledged > 0, tell(sum))
  check(`${kind}: no act answers what it should not`, sum.wrong.length === 0, [...new Set(sum.wrong)].slice(0, 3).join('; '))
}
if (live > 0) {
  // An fsync that overlaps the shutdown may return success: at most what was under way then, one act a client.
  const sum = await rounds('ext4', 'live', live, { while_writing: true })
  check('ext4, cut while writing: at most what was just being committed is lost', (sum.most ?? 0) <= clients && sum.other.length === 0, tell(sum))
}
if (control > 0) {
  // The kernel writes by itself from time to time, so not every cut loses, least of all on a busy machine.
  const sum = await rounds('ext4', 'control', control, { environment: { KREISLAUF_TEST_SYNCHRONOUS: 'OFF' }, enough: ({ lost }) => lost > 0 })
  check(`control without sync: one of at most ${control} such cuts loses`, sum.lost > 0, tell(sum))
}
console.log(`${passed} passed, ${failed} failed`)
process.exit(failed ? 1 : 0)
