// Two people keep a dog and both sign, while the program is killed again and again: what was acknowledged is there, and what both have signed arrives once.
//
//   node tests/crash/signatures.mjs --binary BINARY [--kills 100] [--clients 4]
//
// The control takes one signature out of a copy of the store: `verify` must find that.
import { cpSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { spawnSync } from 'node:child_process'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { readMail, SmtpPeer } from '../support/smtp.mjs'
import { insistOn, verifyApplications } from './applicants.mjs'
import { newClient, newKey, pause, random, Town, until } from './town.mjs'

const option = (name, otherwise) => { const i = process.argv.indexOf(`--${name}`); return i < 0 ? otherwise : process.argv[i + 1] }
const binary = option('binary', 'build/release/kreislauf'), kills = Number(option('kills', 100)), clients = Number(option('clients', 4))
let passed = 0, failed = 0
const check = (name, fine, detail = '') => { fine ? passed++ : failed++; console.log(`${fine ? 'ok  ' : 'FAIL'} ${name}${detail ? `: ${detail}` : ''}`) }

const folder = mkdtempSync(join(tmpdir(), 'kreislauf-signatures-'))
process.on('exit', () => rmSync(folder, { recursive: true, force: true }))
const town = new Town({ binary, folder, data: join(folder, 'data') })
process.on('exit', () => town.child?.kill('SIGKILL'))
await town.prepare()
writeFileSync(join(folder, 'answers.csv'), 'authority,service,question,answer\ngescher,99102013002000,online,ja\n')
town.tool('import', 'answers', join(folder, 'answers.csv'))

/** By mailbox: the link to sign that came there. */
const links = new Map()
const box = await SmtpPeer.start((step, peer, mail) => {
  if (step !== 'end') return
  const { headers, text } = readMail(mail.raw)
  const link = text.match(/\/unterschrift\/[0-9a-f]{32}/)?.[0]
  if (link) links.set(headers.to.match(/[^<\s]+@example\.org/)[0], link)
  peer.mails.length = 0
})

const asked = new Map(), signed = new Set(), wrong = [] // links of drafts to mailboxes; those that were signed
let running = true, retried = 0
async function post(path, fields, client, expected) {
  const answer = await insistOn(town, 'POST', path, { form: new URLSearchParams({ form: newKey() + newKey().slice(0, 8), ...fields }).toString(), client })
  if (answer.tries) retried++
  if (answer.status === 303 && expected.test(answer.location ?? '')) return answer
  if (answer.status === 200 && answer.text.includes('Sie haben unterschrieben')) return answer // the other window was quicker
  wrong.push(`${path.replace(/[0-9a-f]{32}/, 'TOKEN')}: ${answer.status} ${answer.location ?? ''}`)
  return null
}
async function visit() {
  const client = newClient(), other = `z${newKey()}@example.org`
  const begun = await post('/antrag/hund-anmelden', {}, client, /\/hund$/)
  if (!begun) return
  const own = begun.location.slice(0, begun.location.lastIndexOf('/'))
  const born = { 'geboren.tag': '1', 'geboren.monat': '3', 'geboren.jahr': '2025', 'seit.tag': '1', 'seit.monat': '6', 'seit.jahr': '2025' }
  await post(`${own}/hund`, { rufname: 'Rex', rasse: 'Dackel', ...born, chip: '', gross: 'nein' }, client, /\/halten$/)
  await post(`${own}/halten`, { andere: '0', vorher: 'nein' }, client, /\/person$/)
  await post(`${own}/person`, { 'person-vorname': 'Erika', 'person-nachname': 'Muster', 'anschrift-strasse': 'Markt', 'anschrift-hausnummer': '1', 'anschrift-plz': '48712', 'anschrift-ort': 'Gescher',
    'kontakt-mail': `p${newKey()}@example.org`, 'kontakt-telefon': '', zu_zweit: 'ja', halter_2: 'Max Muster', halter_2_mail: other }, client, /\/zahlen$/)
  await post(`${own}/zahlen`, { zahlweg: 'ueberweisung' }, client, /\/pruefen$/)
  if (!await post(`${own}/senden`, {}, client, /\?neu=1$/)) return
  asked.set(own, other)
}
/** Whoever has got a link signs, most of them at once from two windows. */
async function sign() {
  const [own, mailbox] = [...asked].find(([own, mailbox]) => links.has(mailbox) && !signed.has(own) && random(4) > 0) ?? []
  if (!own) return pause(20)
  const link = links.get(mailbox), fields = { tun: 'unterschreiben', erklaert: '1', name: 'Max Muster' }, client = newClient()
  const both = await Promise.all([post(link, fields, client, /^\/unterschrift\//), post(link, fields, client, /^\/unterschrift\//)].slice(0, 1 + random(2)))
  if (both.some(answer => answer)) signed.add(own)
}

try {
  const all = Array.from({ length: clients }, async (_, i) => { while (running) await (i % 2 ? sign() : visit()) })
  for (let done = 0; done < kills || (!signed.size && done < 40 * kills); done++) {
    await town.start(box.url)
    await pause(random(150))
    await town.kill()
  }
  await town.start(box.url)
  running = false
  await Promise.all(all)
  await until('the end of the outbox', () => { const waiting = town.outbox(); town.retry(waiting); return waiting.length === 0 }).catch(() => {})
  const lost = [], numbers = []
  for (const [own] of asked) {
    const { status, text } = await insistOn(town, 'GET', own, {})
    const number = text.match(/\b20\d\d-\d{6}\b/)?.[0]
    if (status !== 200 || (!number && !text.includes('Wartet auf die zweite Unterschrift'))) lost.push(`${own.slice(-32, -26)}: ${status}`)
    if (signed.has(own) !== Boolean(number)) lost.push(`${own.slice(-32, -26)}: ${signed.has(own) ? 'signed, and has no number' : 'not signed, and has a number'}`)
    if (number) numbers.push(Number(number.slice(5)))
  }
  await town.stop()
  numbers.sort((a, b) => a - b)
  const said = verifyApplications(town)
  check('what was acknowledged waits or has arrived, and nothing else has', !lost.length && signed.size > 0 && wrong.length === 0, `${asked.size} asked, ${signed.size} signed, ${retried} acts asked again${[...lost, ...new Set(wrong)].slice(0, 4).map(text => `; ${text}`).join('')}`)
  check('each last signature gave one number, without gap or double', numbers.every((number, at) => number === at + 1) && numbers.length === signed.size, `${numbers.length} numbers`)
  check('the program finds nothing half and nothing wrong in its data', said.status === 0 && said.sent === signed.size, `${said.applications} applications, ${said.sent} sent, ${said.entries} entries${said.findings.slice(0, 3).map(text => `; ${text}`).join('')}`)
  cpSync(town.data, join(folder, 'older'), { recursive: true })
  const damaged = new Town({ binary, folder, data: join(folder, 'older') })
  const file = spawnSync('find', [join(folder, 'older'), '-path', '*05554016*', '-name', 'authority.db'], { encoding: 'utf8' }).stdout.trim()
  spawnSync('sqlite3', [file, "UPDATE application_signatures SET state = 'asked' WHERE id = (SELECT MIN(id) FROM application_signatures WHERE state = 'given')"])
  const control = verifyApplications(damaged)
  check('control: a signature that is missing is found', control.findings.some(text => text.includes('before all have signed')), control.findings[0] ?? 'nothing')
} finally {
  await town.kill()
  box.stop()
}
console.log(`${passed} passed, ${failed} failed`)
process.exit(failed ? 1 : 0)
