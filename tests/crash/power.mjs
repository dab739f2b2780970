// Power cuts: the file system under the store is shut down without a flush, mounted again, and compared with what was acknowledged. Residents book and
// apply, clerks decide and issue notices meanwhile.
// The control does not sync and must lose; a test that cannot lose proves nothing. Needs root, loop devices and xfs_io.
//
//   node tests/crash/power.mjs --binary BINARY [--cuts 20] [--live 6] [--control 40]
import { execFileSync, spawnSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Applicants, compareApplications, offerApplications, verifyApplications } from './applicants.mjs'
import { Clerks, compareDecisions, signedIn } from './clerks.mjs'
import { compare, Mailbox, pause, random, Residents, Town, until } from './town.mjs'

const option = (name, otherwise) => { const i = process.argv.indexOf(`--${name}`); return i < 0 ? otherwise : process.argv[i + 1] }
const binary = option('binary', 'build/release/kreislauf')
const cuts = Number(option('cuts', 20)), live = Number(option('live', 6)), control = Number(option('control', 40))
const residents = 4, applicants = 2, clerks = 2, clients = residents + applicants + clerks
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

const total = () => ({ acknowledged: 0, decided: 0, lost: 0, lostDecisions: 0, rounds: 0, roundsWithLoss: 0, other: [], wrong: [] })

/** All who use the town in one round, and what they were told. */
class Crowd {
  constructor(town, mailbox, people) {
    this.town = town
    this.residents = new Residents(town, mailbox, { clients: residents })
    this.applicants = new Applicants(town, applicants)
    this.clerks = new Clerks(town, people)
  }
  get wrong() { return [...this.residents.ledger.wrong, ...this.clerks.wrong] }
  get acts() {
    const { ledger } = this.residents, applied = this.applicants.ledger
    return ledger.held.size + ledger.booked.size + ledger.confirmed.size + ledger.moved.size + ledger.cancelled.size + applied.saved + applied.sent.size + this.clerks.decided.size
  }
  /** A cut before that proves nothing. */
  hasSomethingToLose() { return this.residents.ledger.held.size > 0 && this.clerks.decided.size > 0 }
  abort() { return Promise.all([this.residents.abort(), this.applicants.abort(), this.clerks.abort()]) }
  /** `gone`: acknowledged and not there, of them so many decisions; `half`: what no cut may leave behind. */
  async compare() {
    const booked = await compare(this.town, this.residents.ledger), applied = await compareApplications(this.town, this.applicants.ledger)
    const decided = compareDecisions(this.town.data, this.clerks.decided), unreadable = await this.clerks.unreadable()
    const gone = [booked, applied].flatMap(({ lost, other }) => [...lost, ...other]).length + decided.lost.length
    return { gone, decisions: decided.lost.length, half: [...decided.half, ...(decided.lost.length ? [] : unreadable)] }
  }
}

/** What is there after a cut; a store that cannot be opened or read has lost all of it. */
async function judged(town, mailbox, crowd, sum) {
  await town.start(mailbox.url).catch(() => {})
  try {
    if (!town.port) throw new Error('does not start')
    const { gone, decisions, half } = await crowd.compare()
    await town.kill()
    sum.lost += gone
    sum.lostDecisions += decisions
    if (!town.unsynced) sum.other.push(...half)
    return gone
  } catch (problem) {
    sum.lost += crowd.acts
    sum.lostDecisions += crowd.clerks.decided.size
    sum.other.push(problem.message)
    return crowd.acts
  }
}

/** A town with its people, made once and copied onto each disk. */
async function preparedTown() {
  const town = new Town({ binary, folder: join(folder, 'files'), data: join(folder, 'prepared') })
  await town.prepare()
  offerApplications(town)
  return { data: town.data, people: signedIn(town, clerks) }
}

/** At most `count` cuts; `enough` ends them earlier. */
async function rounds(kind, name, count, { while_writing = false, unsynced = false, enough = () => false } = {}) {
  const sum = total()
  if (count === 0) return sum
  const disk = new Disk(kind, name), data = join(disk.place, 'data')
  disk.make()
  run('cp', '-a', prepared.data, data)
  run('sync', '-f', disk.place)
  const town = new Town({ binary, folder: join(folder, 'files'), data, environment: unsynced ? { KREISLAUF_TEST_SYNCHRONOUS: 'OFF' } : {} })
  town.unsynced = unsynced
  const mailbox = await Mailbox.start()
  try {
    for (let i = 0; i < count && !enough(sum) && !sum.other.length; i++) {
      await town.start(mailbox.url)
      const crowd = new Crowd(town, mailbox, prepared.people)
      await pause(250 + random(400))
      await until('an acknowledged act and a decision', () => crowd.hasSomethingToLose())
      if (!while_writing) await crowd.abort()
      if (while_writing) disk.cut()
      await town.kill()
      if (while_writing) await crowd.abort()
      else disk.cut()
      await disk.back()
      sum.rounds++
      sum.acknowledged += crowd.acts
      sum.decided += crowd.clerks.decided.size
      sum.wrong.push(...crowd.wrong)
      const gone = await judged(town, mailbox, crowd, sum)
      if (gone > 0) sum.roundsWithLoss++
      if (while_writing) sum.most = Math.max(sum.most ?? 0, gone)
    }
    if (!unsynced) sum.other.push(...town.verify().findings, ...verifyApplications(town).findings)
  } finally {
    await town.kill()
    await mailbox.stop()
    spawnSync('umount', [disk.place])
    mounted.delete(disk.place)
  }
  return sum
}

const tell = sum => `${sum.rounds} cuts, ${sum.acknowledged} acknowledged (${sum.decided} decisions with their notices), ${sum.lost} lost (${sum.lostDecisions} decisions) in ${sum.roundsWithLoss} rounds${sum.other.length ? `; ${sum.other.slice(0, 3).join('; ')}` : ''}`
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
const prepared = await preparedTown()
for (const kind of kinds) {
  const sum = await rounds(kind, `stopped-${kind}`, Math.ceil(cuts / kinds.length))
  check(`${kind}: a power cut loses nothing that was acknowledged, leaves no decision half and no notice twice`, sum.lost === 0 && sum.other.length === 0 && sum.acknowledged > 0, tell(sum))
  check(`${kind}: no act answers what it should not`, sum.wrong.length === 0, [...new Set(sum.wrong)].slice(0, 3).join('; '))
}
if (live > 0) {
  // An fsync that overlaps the shutdown may return success: at most what was under way then, one act a client.
  const sum = await rounds('ext4', 'live', live, { while_writing: true })
  check('ext4, cut while writing: at most what was just being committed is lost', (sum.most ?? 0) <= clients && sum.other.length === 0, tell(sum))
}
if (control > 0) {
  // The kernel writes by itself from time to time, so not every cut loses, least of all on a busy machine.
  const sum = await rounds('ext4', 'control', control, { unsynced: true, enough: ({ lostDecisions }) => lostDecisions > 0 })
  check(`control without sync: one of at most ${control} such cuts loses decisions`, sum.lostDecisions > 0, tell(sum))
}
console.log(`${passed} passed, ${failed} failed`)
process.exit(failed ? 1 : 0)
