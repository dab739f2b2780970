// Copies while people write: each holds whatever was acknowledged before it was begun, opens elsewhere, and brings no damage back.
//
//   node tests/crash/backup.mjs --binary BINARY
import { spawn, spawnSync } from 'node:child_process'
import { chownSync, copyFileSync, existsSync, mkdirSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { options } from '../support/options.mjs'
import { until } from '../support/patience.mjs'
import { check, equal, Report } from '../support/report.mjs'
import { TestServer } from '../support/server.mjs'

const given = options()
const report = new Report(given)
const folder = mkdtempSync(join(tmpdir(), 'kreislauf-backup-'))
process.on('exit', () => rmSync(folder, { recursive: true, force: true }))

const data = join(folder, 'data')
const run = (...words) => spawnSync(given.binary, words, { encoding: 'utf8', maxBuffer: 1 << 28 })
const file = (name, text) => { const path = join(folder, name); writeFileSync(path, text); return path }
const authorities = file('a.csv', 'key,name,designation,district,population,postal_codes,longitude,latitude,outline,boundary\n05554,Borken,Kreis,,,,,,,\n05554016,Gescher,Stadt,05554,17600,48712,7.00,51.95,,\n05554004,Ahaus,Stadt,05554,39800,48683,7.01,52.07,,\n')
equal(run('import', 'authorities', authorities, '--data', data).status, 0, 'import')

const server = await TestServer.start({ binary: given.binary, data, demo: false })
const acknowledged = { gescher: [], ahaus: [] }
let writing = true, number = 0
async function write(town) {
  while (writing) {
    const text = `Nachricht-${++number}-${town}`
    const body = new URLSearchParams({ form: number.toString(16).padStart(32, '0'), urteil: 'ja', text }).toString()
    const answer = await server.request(town, '/rueckmeldung', { method: 'POST', body, headers: { 'content-type': 'application/x-www-form-urlencoded' } })
    equal(answer.status, 303, 'remark')
    acknowledged[town].push(text)
  }
}
const writers = ['gescher', 'gescher', 'ahaus', 'ahaus'].map(write)

const copies = 20
for (let copy = 1; copy <= copies; ++copy) {
  await report.test(`copy ${copy} holds what was acknowledged before it`, async () => {
    await until('more remarks', () => acknowledged.gescher.length > copy * 20)
    const before = { gescher: [...acknowledged.gescher], ahaus: [...acknowledged.ahaus] }
    const to = join(folder, `copy${copy}`), elsewhere = join(folder, `elsewhere${copy}`)
    const child = spawn(given.binary, ['backup', to, '--data', data], { stdio: 'ignore' })
    equal(await new Promise(done => child.on('exit', done)), 0, 'backup')
    if (copy === 1) {
      equal(run('restore', to, '--data', elsewhere).status, 3, 'a copy without its keys')
      check(!existsSync(join(elsewhere, 'commons.db')) && !existsSync(join(elsewhere, '.restoring')), 'nothing was copied before the keys were looked at')
    }
    mkdirSync(elsewhere, { recursive: true })
    copyFileSync(join(data, 'kreislauf.keys'), join(elsewhere, 'kreislauf.keys'))
    const back = run('restore', to, '--data', elsewhere)
    equal(back.status, 0, `restore: ${back.stderr}`)
    check(!existsSync(join(elsewhere, '.restoring')), 'the workshop is gone')
    for (const town of ['gescher', 'ahaus']) {
      const stored = run('feedback', town, '--data', elsewhere, '--json').stdout
      const missing = before[town].filter(text => !stored.includes(text))
      equal(missing.length, 0, `lost in ${town} of ${before[town].length}`)
    }
  })
}
writing = false
await Promise.all(writers)
await server.stop()

await report.test('a folder that is not empty is not written to, a damaged copy is not restored', () => {
  equal(run('backup', join(folder, 'copy1'), '--data', data).status, 3, 'a folder with something in it')
  const damaged = join(folder, 'copy1', 'authorities', '05554016', 'authority.db')
  const bytes = readFileSync(damaged)
  writeFileSync(damaged, bytes.subarray(0, bytes.length - 4096))
  const refused = run('restore', join(folder, 'copy1'), '--data', join(folder, 'new'))
  equal(refused.status, 3, 'exit code')
  check(refused.stderr.includes('05554016'), refused.stderr)
  equal(run('restore', join(folder, 'copy2'), '--data', data).status, 3, 'a data folder in use')
  const list = join(folder, 'copy3', 'backup.json')
  for (const text of ['{}', 'nonsense', '{"files":[{"file":"../data/commons.db","bytes":1}]}']) {
    writeFileSync(list, text)
    equal(run('restore', join(folder, 'copy3'), '--data', join(folder, 'never')).status, 3, `the list ${text}`)
  }
  // A restore that was cut off: no server starts on it, and a second one says what to do.
  const half = join(folder, 'half')
  mkdirSync(join(half, '.restoring'), { recursive: true })
  for (const words of [['migrate', '--data', half], ['restore', join(folder, 'copy2'), '--data', half]]) {
    const told = run(...words)
    check(told.status === 3 && told.stderr.includes('was not finished'), `${words[0]}: ${told.status} ${told.stderr}`)
  }
  // Root would make files that the account of the service cannot read.
  if (process.getuid() === 0) {
    const theirs = join(folder, 'theirs')
    mkdirSync(theirs)
    chownSync(theirs, 65534, 65534)
    for (const words of [['migrate', '--data', theirs], ['restore', join(folder, 'copy2'), '--data', theirs, '--key-file', join(data, 'kreislauf.keys')]]) {
      const told = run(...words)
      check(told.status === 3 && told.stderr.includes('runuser -u'), `${words[0]} as root: ${told.status} ${told.stderr}`)
    }
    equal(readdirSync(theirs).length, 0, 'files that root has made')
  } else console.log('skipped: whose folder it is, because this is not root')
  // Debian gives a shell 1,024 open files; a command takes what it may have.
  const few = spawnSync('bash', ['-c', `ulimit -Sn 64; exec "$0" "$@"`, given.binary, 'check', 'towns', '--data', data], { encoding: 'utf8', maxBuffer: 1 << 28 })
  check([0, 1].includes(few.status), `with few open files: ${few.stderr}`)
  equal(run('backup', join(folder, 'copy-of-nothing'), '--data', join(folder, 'mistyped')).status, 3, 'a folder without a store')
  check(!existsSync(join(folder, 'mistyped')), 'the mistyped folder was made')
  equal(run('restore', join(folder, 'copy2'), '--store', 'postgresql://nobody@127.0.0.1/none').status, 2, 'a folder for PostgreSQL')
})
process.exitCode = report.close()
