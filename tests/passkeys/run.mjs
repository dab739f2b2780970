// Passkeys as Chromium makes them with a device of its own, through the script of our pages, judged by platform/webauthn.
//
//   node tests/passkeys/run.mjs [--record]     also writes what was sent to tests/fuzz/webauthn
import { spawnSync } from 'node:child_process'
import { copyFileSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import http from 'node:http'
import { join } from 'node:path'
import { chromium } from 'playwright-core'
import { root } from '../support/options.mjs'
import { check, equal, Report } from '../support/report.mjs'

const report = new Report()
const island = readFileSync(join(root, 'build/web', readdirSync(join(root, 'build/web')).find(name => /^passkey\.\w+\.js$/.test(name))))
const judge = join(root, 'build/release/webauthn_fuzz')
const recorded = join(root, 'build/test/passkeys')
rmSync(recorded, { recursive: true, force: true })
mkdirSync(recorded, { recursive: true })

// A page with a form as the island wants it, and what came of it.
let form = ''
let sent
const server = http.createServer((request, answer) => {
  if (request.url === '/passkey.js') return answer.setHeader('Content-Type', 'text/javascript').end(island)
  answer.setHeader('Content-Type', 'text/html; charset=utf-8')
  if (request.method === 'GET') return answer.end(`<!doctype html><title>Passkey</title>${form}<script type=module src=/passkey.js></script>`)
  let body = ''
  request.on('data', piece => { body += piece }).on('end', () => { sent = new URLSearchParams(body); answer.end('<p id=done>Gesendet') })
})
await new Promise(done => server.listen(0, done))
const id = 'gescher.localhost', origin = `http://${id}:${server.address().port}`
const asked = (ceremony, options) => `<form method=post data-kl-passkey=${ceremony} data-kl-passkey-stopped=abgebrochen data-kl-passkey-known=bekannt data-kl-passkey-failed=kaputt hidden>
  <input name=getippt><input type=hidden name=antwort><button data-options='${JSON.stringify(options)}'>Weiter</button><button id=ohne name=ohne value=1>Ohne</button>
  <p role=status data-kl-passkey-status></p></form>`

const browser = await chromium.launch({
  executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium-headless-shell',
  args: ['--disable-dev-shm-usage', ...(process.getuid?.() === 0 ? ['--no-sandbox'] : [])],
})
const bytes = text => Buffer.from(text).toString('base64url')
const handle = bytes('handle-of-erika')
const creation = (name, algorithm, more = {}) => ({
  rp: { id, name: 'Stadt Gescher' }, user: { id: handle, name: 'erika', displayName: 'Erika' }, challenge: bytes(`registration-of-${name}`.padEnd(32, '.')),
  pubKeyCredParams: [{ type: 'public-key', alg: algorithm }], timeout: 5000, excludeCredentials: [],
  authenticatorSelection: { residentKey: 'required', requireResidentKey: true, userVerification: 'required' }, attestation: 'none', ...more,
})
const request = name => ({ challenge: bytes(`login-of-${name}`.padEnd(32, '.')), timeout: 5000, rpId: id, allowCredentials: [], userVerification: 'required' })

async function open(page, ceremony, options) {
  form = asked(ceremony, options)
  sent = undefined
  await page.goto(`${origin}/`)
  await page.fill('[name=getippt]', 'bleibt stehen')
}
async function answered(page, ceremony, options) {
  await open(page, ceremony, options)
  await page.click('[data-options]')
  await page.waitForSelector('#done')
  equal(sent.get('getippt'), 'bleibt stehen', 'what was typed')
  return JSON.parse(sent.get('antwort'))
}
async function refused(page, ceremony, options) {
  await open(page, ceremony, options)
  await page.click('[data-options]')
  await page.waitForFunction(() => document.querySelector('[role=status]').textContent)
  equal(await page.inputValue('[name=getippt]'), 'bleibt stehen', 'what was typed')
  equal(sent, undefined, 'what was sent')
  return page.textContent('[role=status]')
}

async function withDevice(more, body) {
  const page = await browser.newPage()
  const devtools = await page.context().newCDPSession(page)
  await devtools.send('WebAuthn.enable')
  const { authenticatorId } = await devtools.send('WebAuthn.addVirtualAuthenticator', {
    options: { protocol: 'ctap2', ctap2Version: 'ctap2_1', transport: 'internal', hasResidentKey: true, hasUserVerification: true, isUserVerified: true, automaticPresenceSimulation: true, ...more },
  })
  try { await body(page, (what, values) => devtools.send(`WebAuthn.${what}`, { authenticatorId, ...values })) } finally { await page.close() }
}

const devices = [
  ['es256', -7], ['eddsa', -8], ['rs256', -257],
  ['es256-backed-up', -7, { defaultBackupEligibility: true, defaultBackupState: true }],
  ['es256-cross', -7, { transport: 'usb' }],
  ['es256-direct', -7, { transport: 'usb' }, { attestation: 'direct' }],
  ['es256-extended', -7, { transport: 'usb', hasMinPinLength: true }, { extensions: { credentialProtectionPolicy: 'userVerificationOptional', minPinLength: true } }],
]
for (const [name, algorithm, device, wish] of devices) {
  await report.test(`Chromium makes a passkey and logs in with it: ${name}`, () => withDevice(device, async page => {
    const create = creation(name, algorithm, wish), get = request(name)
    const registration = await answered(page, 'create', create)
    const login = await answered(page, 'get', get)
    equal(login.id, registration.id, 'the passkey')
    writeFileSync(join(recorded, `chromium-${name}.json`), `${JSON.stringify({ id, origin, handle, registration_challenge: create.challenge, login_challenge: get.challenge, registration, login }, null, 1)}\n`)
  }))
}
await report.test('each of them is taken', () => {
  equal(readdirSync(recorded).length, devices.length, 'ceremonies')
  const judged = spawnSync(judge, [recorded, '1', '1'], { encoding: 'utf8' })
  check(judged.status === 0, () => `${judged.stdout}${judged.stderr}`)
})
await report.test('one of another challenge is not: the judge can say no', () => {
  const file = join(recorded, 'chromium-es256.json')
  const good = readFileSync(file, 'utf8')
  writeFileSync(file, JSON.stringify({ ...JSON.parse(good), login_challenge: bytes('x'.repeat(32)) }))
  const judged = spawnSync(judge, [recorded, '1', '1'], { encoding: 'utf8' })
  writeFileSync(file, good)
  equal(judged.status, 1, 'its verdict')
  check(judged.stdout.startsWith('broken: chromium-es256.json'), judged.stdout)
})
await report.test('who breaks off reads so, and what was typed stays', () => withDevice({}, async (page, tell) => {
  const { id: known } = await answered(page, 'create', creation('stopped', -7))
  equal(await refused(page, 'create', creation('stopped', -7, { excludeCredentials: [{ type: 'public-key', id: known }] })), 'bekannt', 'a second one on the same device')
  await tell('setUserVerified', { isUserVerified: false })
  equal(await refused(page, 'get', request('stopped')), 'abgebrochen', 'the wrong finger')
  equal(await refused(page, 'get', { ...request('stopped'), rpId: 'example.de' }), 'kaputt', 'a place that is not ours')
  await tell('setUserVerified', { isUserVerified: true })
  await answered(page, 'get', request('stopped'))
}))
await report.test('other buttons send the form as it is', () => withDevice({}, async page => {
  await open(page, 'create', creation('other', -7))
  await page.click('#ohne')
  await page.waitForSelector('#done')
  equal(sent.get('ohne'), '1', 'the button')
  equal(sent.get('antwort'), '', 'the answer')
}))
await report.test('where the browser knows no passkeys nothing is shown', async () => {
  const page = await browser.newPage()
  await page.addInitScript(() => { delete window.PublicKeyCredential })
  await page.goto(`${origin}/`)
  equal(await page.isVisible('form'), false, 'the form')
  await page.close()
})

if (process.argv.includes('--record')) for (const name of readdirSync(recorded)) copyFileSync(join(recorded, name), join(root, 'tests/fuzz/webauthn', name))
await browser.close()
server.close()
process.exitCode = report.close()
