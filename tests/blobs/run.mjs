// Documents seen from outside: the commands of an operator, copies, keys, and a program that is killed while it brings documents in.
//   node tests/blobs/run.mjs --binary BINARY [--kills 12]
import { spawn, spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

const option = (name, otherwise) => { const i = process.argv.indexOf(`--${name}`); return i < 0 ? otherwise : process.argv[i + 1] }
const binary = option('binary', 'build/release/kreislauf'), kills = Number(option('kills', 12))
let passed = 0, failed = 0
const check = (name, fine, detail = '') => { fine ? passed++ : failed++; console.log(`${fine ? 'ok  ' : 'FAIL'} ${name}${fine ? '' : `: ${detail}`}`) }
const folder = mkdtempSync(join(tmpdir(), 'kreislauf-blobs-'))
process.on('exit', () => rmSync(folder, { recursive: true, force: true }))
const data = join(folder, 'data')
const run = (...words) => { const done = spawnSync(binary, words, { encoding: 'utf8' }); return { code: done.status, out: done.stdout, err: done.stderr } }
const files = (place) => readdirSync(place, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath ?? entry.path, entry.name))
const objects = (place) => files(place).filter((file) => /blobs\/[0-9a-f]{2}\/[0-9a-f]{32}$/.test(file))

writeFileSync(join(folder, 'towns.csv'), 'key,name,designation,district\n05554,Borken,Kreis,\n05554016,Gescher,Stadt,05554\n')
const imported = run('import', 'authorities', join(folder, 'towns.csv'), '--data', data)
check('a town to begin with', imported.code === 0, imported.out + imported.err)
const sha = (bytes) => createHash('sha256').update(bytes).digest('hex')
const documents = Array.from({ length: 40 }, (_, i) => Buffer.alloc(1 + i * 9001, `Dokument ${i} `))
const given = join(folder, 'given')
mkdirSync(given)
for (const bytes of documents) writeFileSync(join(given, sha(bytes)), bytes)

const first = run('import', 'blobs', 'gescher', given, '--data', data)
check('documents are brought in', first.code === 0 && first.out.includes('40 documents'), first.out + first.err)
check('twice is once', run('import', 'blobs', 'gescher', given, '--data', data).code === 0 && objects(data).length === 40, objects(data).length)
check('nothing of them can be read on the disk', !files(data).some((file) => readFileSync(file).includes('Dokument 7 ')))
const fine = run('verify', 'blobs', 'gescher', '--data', data)
check('verify reads all of them', fine.code === 0 && fine.out.includes('40 documents'), fine.out + fine.err)

writeFileSync(join(given, 'f'.repeat(64)), 'something else')
const wrong = run('import', 'blobs', 'gescher', given, '--data', data)
check('a file that is not what its name says is told', wrong.code === 1 && wrong.err.includes('not those its name says'), wrong.err)
rmSync(join(given, 'f'.repeat(64)))

const out = join(folder, 'out')
check('an authority takes its documents with it', run('export', 'blobs', 'gescher', out, '--data', data).code === 0 && documents.every((bytes) => readFileSync(join(out, sha(bytes))).equals(bytes)))
check('not over what is there', run('export', 'blobs', 'gescher', out, '--data', data).code === 1)

const copy = join(folder, 'copy'), back = join(folder, 'back')
const copied = run('backup', copy, '--data', data)
check('a copy holds the documents', copied.code === 0 && objects(copy).length >= 40, copied.out + copied.err)
mkdirSync(back)
writeFileSync(join(back, 'kreislauf.keys'), readFileSync(join(data, 'kreislauf.keys')), { mode: 0o600 })
const restored = run('restore', copy, '--data', back)
const again = run('verify', 'blobs', 'gescher', '--data', back)
check('and gives them back', restored.code === 0 && again.code === 0 && again.out.includes('41 documents'), restored.out + restored.err + again.out + again.err)

const rotated = run('keys', 'rotate', '--pause', '1', '--data', data)
const dropped = run('keys', 'drop', '1', '--data', data)
check('with new keys every document opens, and the old one can go', rotated.code === 0 && dropped.code === 0 && run('verify', 'blobs', 'gescher', '--data', data).code === 0, rotated.err + dropped.out + dropped.err)

const [victim] = objects(data)
const bytes = readFileSync(victim)
bytes[bytes.length >> 1] ^= 4
writeFileSync(victim, bytes)
const rotten = run('verify', 'blobs', 'gescher', '--data', data)
check('one flipped bit is found', rotten.code === 1 && rotten.out.includes('not those that were stored'), rotten.out)
bytes[bytes.length >> 1] ^= 4
writeFileSync(victim, bytes)
rmSync(victim)
const lost = run('backup', join(folder, 'copy2'), '--data', data)
check('a copy tells what is missing', lost.code === 1 && lost.err.includes('missing'), lost.err)
writeFileSync(victim, bytes)

// Killed at any moment: what the database knows is there, what is there twice is swept, and the next run ends well.
let whole = 0
for (let i = 0; i < kills; i++) {
  const more = join(folder, `more${i}`)
  mkdirSync(more)
  for (let j = 0; j < 60; j++) { const one = Buffer.alloc(50_000 + j, `${i} ${j} `); writeFileSync(join(more, sha(one)), one) }
  const child = spawn(binary, ['import', 'blobs', 'gescher', more, '--data', data], { stdio: 'ignore' })
  await new Promise((done) => setTimeout(done, 150 + Math.random() * 500))
  child.kill('SIGKILL')
  await new Promise((done) => child.exitCode === null && child.signalCode === null ? child.on('exit', done) : done())
  if (run('verify', 'blobs', 'gescher', '--data', data).code === 0) whole++
}
check(`${kills} kills: every document that is known is whole`, whole === kills, whole)
const after = run('import', 'blobs', 'gescher', join(folder, 'more0'), '--data', data)
check('what was killed is done again', after.code === 0 && after.out.includes('60 documents'), after.err)
const bad = run('serve', '--scanner', 'clamd', '--data', data)
check('a wrong place of the scanner says how to write it', bad.code === 2 && /clamd\.ctl/.test(bad.err + bad.out), bad.err)
const open = run('verify', 'blobs', 'gescher', '--data', data, '--blobs', 'http://storage.example/akte')
check('a bucket without encryption is refused', open.code === 2 && open.err.includes('https'), open.err + open.out)
const keyless = spawnSync(binary, ['verify', 'blobs', 'gescher', '--data', data, '--blobs', 'https://storage.example/akte'], { encoding: 'utf8', env: { PATH: process.env.PATH } })
check('a bucket without keys says where they belong', keyless.status === 3 && keyless.stderr.includes('KREISLAUF_S3_KEY_ID'), keyless.stderr)
console.log(`${passed} passed, ${failed} failed`)
process.exit(failed ? 1 : 0)
