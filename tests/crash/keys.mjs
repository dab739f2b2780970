// Keys are changed while the portal runs: nobody is signed out, no link dies before its key is taken out of use, and the data alone give nothing away.
//
//   node tests/crash/keys.mjs --binary BINARY
import { spawnSync } from 'node:child_process'
import { cpSync, mkdtempSync, readFileSync, readdirSync, renameSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { options } from '../support/options.mjs'
import { check, equal, Report } from '../support/report.mjs'
import { prepareData, TestServer } from '../support/server.mjs'
import { Visitor } from '../support/visitor.mjs'

const given = options()
const report = new Report(given)
const folder = mkdtempSync(join(tmpdir(), 'kreislauf-keys-'))
process.on('exit', () => rmSync(folder, { recursive: true, force: true }))
const data = prepareData(given.binary, given.data)
const file = join(data, 'kreislauf.keys')
const keys = (...words) => spawnSync(given.binary, ['keys', ...words, '--data', data], { encoding: 'utf8' })
const numbers = () => [...readFileSync(file, 'utf8').matchAll(/^(\d+) [0-9a-f]{64}$/gm)].map(found => Number(found[1]))

let server = await TestServer.start({ binary: given.binary, data })
const clerk = await new Visitor(server).signIn('schalter1')
const booked = await new Visitor(server).appointment()

await report.test('the key file is for its own account alone, and the data were written with it', () => {
  equal(statSync(file).mode & 0o777, 0o600, 'mode')
  equal(numbers().join(), '1', 'numbers')
  const shown = keys('show').stdout
  check(/key 1 {2}fingerprint [0-9a-f]{16} {2}in use/.test(shown), shown)
  check(!shown.includes(readFileSync(file, 'utf8').split(' ').pop().trim()), 'a key was shown')
})

await report.test('a key is changed while people work: sessions, sign-ins and links go on', async () => {
  const done = keys('rotate', '--pause', '3')
  equal(done.status, 0, done.stderr)
  equal(numbers().join(), '1,2', 'numbers')
  equal((await clerk.get('/verwaltung')).status, 200, 'the session')
  equal((await new Visitor(server).get(booked.page)).status, 200, 'the link')
  await new Visitor(server).signIn('schalter2')
  equal((await (await new Visitor(server).appointment()).code.length), 6, 'a booking')
})

await report.test('a key in need is not taken out of use by mistake; when it is, its links end', async () => {
  const refused = keys('drop', '1')
  equal(refused.status, 1, 'exit code')
  check(refused.stderr.includes('still need key 1'), refused.stderr)
  equal(keys('drop', '2').status, 1, 'the key in use')
  equal(keys('drop', '1', '--all-the-same').status, 0, 'all the same')
  equal(numbers().join(), '2', 'numbers')
  equal((await new Visitor(server).get(booked.page)).status, 404, 'the link of a dropped key')
  await new Visitor(server).signIn('schalter3')
  await new Visitor(server).appointment()
})
await server.stop()

await report.test('no file of the data holds a secret of an app, or a key', () => {
  const canaries = numbers().length && readFileSync(file, 'utf8').match(/[0-9a-f]{64}/g).flatMap(hex => [Buffer.from(hex), Buffer.from(hex, 'hex')])
  const towns = readdirSync(join(data, 'authorities')).map(town => join(data, 'authorities', town))
  for (const path of [data, ...towns].flatMap(at => readdirSync(at).filter(name => name.includes('.db')).map(name => join(at, name)))) {
    const bytes = readFileSync(path)
    for (const canary of canaries) check(!bytes.includes(canary), `a key in ${path}`)
    if (path.includes('05554016')) check(/k2\.[0-9a-f]{100}/.test(bytes.toString('latin1')), 'nothing is sealed')
  }
})

await report.test('without its file the store says what is missing and makes nothing anew; a strange key is refused', async () => {
  renameSync(file, join(folder, 'keys'))
  const without = keys('renew')
  equal(without.status, 3, 'exit code')
  check(without.stderr.includes('is missing') && without.stderr.includes('keys lost'), without.stderr)
  check(!readdirSync(data).includes('kreislauf.keys'), 'a file was made')
  equal(spawnSync(given.binary, ['keys', 'new', join(folder, 'other')], { encoding: 'utf8' }).status, 0, 'new')
  cpSync(join(folder, 'other'), file)
  const strange = keys('renew')
  equal(strange.status, 3, 'exit code')
  check(strange.stderr.includes('is missing'), strange.stderr)
  rmSync(file)
  equal(keys('lost').status, 0, 'lost')
  equal(numbers().join(), '3', 'numbers')
  server = await TestServer.start({ binary: given.binary, data })
  const visitor = new Visitor(server)
  equal((await visitor.get('/')).status, 200, 'the portal')
  await visitor.appointment()
  await server.stop()
})
process.exitCode = report.close()
