// Power cuts under documents: the file system is shut down without a flush while documents are stored, mounted again, and compared with what was
// acknowledged. The control does not sync and must lose. Needs root, loop devices and xfs_io.
//   node tests/blobs/power.mjs [--tool build/release/blobs_power] [--cuts 6] [--control 20]
import { execFileSync, spawn, spawnSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

const option = (name, otherwise) => { const i = process.argv.indexOf(`--${name}`); return i < 0 ? otherwise : process.argv[i + 1] }
const tool = option('tool', 'build/release/blobs_power'), cuts = Number(option('cuts', 6)), control = Number(option('control', 20))
let passed = 0, failed = 0
const check = (name, fine, detail = '') => { fine ? passed++ : failed++; console.log(`${fine ? 'ok  ' : 'FAIL'} ${name}${detail ? `: ${detail}` : ''}`) }
const has = (...words) => { const { error, status } = spawnSync(words[0], words.slice(1), { stdio: 'ignore' }); return !error && status === 0 }
const run = (...words) => execFileSync(words[0], words.slice(1), { stdio: ['ignore', 'pipe', 'pipe'] })
const pause = (ms) => new Promise((done) => setTimeout(done, ms))
const folder = mkdtempSync(join(tmpdir(), 'kreislauf-power-'))
const mounted = new Set()
process.on('exit', () => {
  for (const place of mounted) spawnSync('umount', ['-l', place])
  rmSync(folder, { recursive: true, force: true })
})
const skip = (why) => { console.log(`skipped: power cuts under documents need ${why}`); console.log('0 passed, 0 failed'); process.exit(0) }
if (process.getuid() !== 0) skip('root')
if (!has('losetup', '-f')) skip('loop devices')
if (!has('xfs_io', '-V')) skip('xfs_io')

const mount = (image, place) => { run('mount', '-o', 'loop', image, place); mounted.add(place) }
function disk(kind, name) {
  const image = join(folder, `${name}.img`), place = join(folder, name)
  run('truncate', '-s', '400M', image)
  run(...(kind === 'xfs' ? ['mkfs.xfs', '-q', '-f', image] : ['mkfs.ext4', '-q', '-F', image]))
  mkdirSync(place)
  mount(image, place)
  return { image, place }
}

async function rounds(kind, name, count, more, enough = () => false) {
  const sum = { cuts: 0, acknowledged: 0, lost: 0, findings: 0, said: [] }
  const { image, place } = disk(kind, name)
  const data = join(place, 'data')
  spawnSync(tool, ['check', data], { input: '' })
  run('sync', '-f', place)
  for (let i = 0; i < count && !enough(sum); i++) {
    const child = spawn(tool, ['put', data, ...more], { stdio: ['ignore', 'pipe', 'ignore'] })
    let said = ''
    child.stdout.on('data', (bytes) => { said += bytes })
    const ended = new Promise((done) => child.on('close', done))
    while (said.split('\n').length < 4) await pause(20)
    await pause(200 + Math.random() * 600)
    // Stopped first: what it acknowledges after the cut proves nothing.
    child.kill('SIGSTOP')
    await pause(50)
    run('xfs_io', '-x', '-c', 'shutdown', place) // no -f: that would flush the log
    child.kill('SIGKILL')
    await ended
    const hashes = said.split('\n').slice(0, -1)
    for (let tries = 0; spawnSync('umount', [place]).status !== 0 && tries < 300; tries++) await pause(100)
    mounted.delete(place)
    mount(image, place)
    const judged = spawnSync(tool, ['check', data], { input: hashes.map((hash) => hash + '\n').join(''), encoding: 'utf8' })
    const [whole, lost, findings] = judged.stdout.trim().split(' ').map(Number)
    sum.cuts++
    sum.acknowledged += hashes.length
    sum.lost += judged.status === 0 && whole + lost === hashes.length ? lost : hashes.length
    sum.findings += judged.status === 0 ? findings : 1
    sum.said.push(...judged.stderr.split('\n').filter(Boolean).slice(0, 2))
  }
  spawnSync('umount', [place])
  mounted.delete(place)
  return sum
}
const tell = (sum) => `${sum.cuts} cuts, ${sum.acknowledged} acknowledged, ${sum.lost} lost, ${sum.findings} findings ${sum.said.slice(0, 2).join('; ')}`
try { disk('ext4', 'probe') } catch (problem) { skip(`the right to mount a loop device (${String(problem.message).split('\n')[0].slice(0, 80)})`) }
for (const kind of has('mkfs.xfs', '-V') ? ['ext4', 'xfs'] : ['ext4']) {
  const sum = await rounds(kind, kind, cuts, [])
  check(`${kind}: a power cut loses no document that was acknowledged, and nothing refers to nothing`, sum.lost === 0 && sum.findings === 0 && sum.acknowledged > 0, tell(sum))
}
if (control > 0) {
  const sum = await rounds('ext4', 'control', control, ['unsynced'], ({ lost, findings }) => lost + findings > 0)
  check(`control without sync: one of at most ${control} such cuts loses`, sum.lost + sum.findings > 0, tell(sum))
}
console.log(`${passed} passed, ${failed} failed`)
process.exit(failed ? 1 : 0)
