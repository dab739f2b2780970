// An application goes through the whole program to a delivery service that somebody else could have written, and what that says comes back.
//
//   node tests/delivery/run.mjs --binary BINARY
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import Ajv from 'ajv/dist/2020.js'
import addFormats from 'ajv-formats'
import { ask, insistOn, offerApplications } from '../crash/applicants.mjs'
import { newKey, pause, Town, until } from '../crash/town.mjs'
import { DeliveryService, sha512 } from './service.mjs'
import { verifyDeliveries } from './verify.mjs'

const option = (name, otherwise) => { const i = process.argv.indexOf(`--${name}`); return i < 0 ? otherwise : process.argv[i + 1] }
let passed = 0, failed = 0
const check = (name, fine, detail = '') => { fine ? passed++ : failed++; console.log(`${fine ? 'ok  ' : 'FAIL'} ${name}${detail ? `: ${detail}` : ''}`) }

const folder = mkdtempSync(join(tmpdir(), 'kreislauf-delivery-'))
process.on('exit', () => rmSync(folder, { recursive: true, force: true }))
const town = new Town({ binary: option('binary', 'build/release/kreislauf'), folder, data: join(folder, 'data') })
process.on('exit', () => town.child?.kill('SIGKILL'))
const service = await DeliveryService.start()
const file = (name, text) => { const path = join(folder, name); writeFileSync(path, text); return path }

const post = (path, fields) => insistOn(town, 'POST', path, { form: new URLSearchParams({ form: newKey() + newKey().slice(0, 8), ...fields }).toString() })
async function apply(name) {
  const begun = await post('/antrag/sperrmuell-abholen', {}), own = begun.location.slice(0, begun.location.lastIndexOf('/'))
  await post(`${own}/adresse`, { 'abholort-strasse': 'Marktplatz', 'abholort-hausnummer': '1', 'abholort-plz': '48712', 'abholort-ort': 'Gescher' })
  await post(`${own}/dinge`, { dinge: '1', 'dinge-1-art': 'sofa', 'dinge-1-anzahl': '2', elektro: 'nein' })
  await post(`${own}/kontakt`, { 'person-vorname': 'Erika', 'person-nachname': name, 'kontakt-mail': 'erika@example.org', 'kontakt-telefon': '' })
  await post(`${own}/senden`, {})
  return own
}
const page = async own => (await ask(town, 'GET', own)).text
/** The service says that something has happened: the program asks within seconds. */
async function hint(one) {
  const { pathname } = new URL(one.asked.callback.url)
  return (await ask(town, 'POST', pathname, { form: '{}' })).status
}
const handed_over = count => until(`submission ${count}`, () => [...service.submissions.values()].filter(one => one.handed_over).length === count)

try {
  await town.prepare()
  offerApplications(town)
  const columns = 'authority,service,kind,place,token_url,client,secret_file,destination,schema'
  town.tool('import', 'destinations', file('destinations.csv', `${columns}\ngescher,99001009004002,fit-connect,${service.url},${service.url}/token,amt,${file('secret', 'ein Geheimnis\n')},${service.destination},${service.schema}\n`))
  await town.start()  // without a mail server: deliveries do not wait for one

  const own = await apply('Mustermann')
  await handed_over(1)
  const [one] = service.submissions.values()
  const data = await service.open(one.data), metadata = JSON.parse((await service.open(one.metadata)).bytes)
  check('another program opens the data', data.bytes.includes('Mustermann') && data.header.kid === 'lock', data.header.enc)
  check('nothing of it can be read on the way', ![one.data, one.metadata, ...one.attachments.values()].some(text => Buffer.from(text.split('.')[3], 'base64url').includes('Mustermann')))
  check('its hash is that of what was opened', metadata.contentStructure.data.hash.content === sha512(data.bytes))
  for (const said of metadata.contentStructure.attachments) {
    const opened = await service.open(one.attachments.get(said.attachmentId))
    check(`the attachment ${said.filename} is what its hash says`, sha512(opened.bytes) === said.hash.content && opened.bytes.subarray(0, 4).toString() === '%PDF', `${opened.bytes.length} bytes`)
  }
  const schema = join(process.env.KREISLAUF_SHARED ?? '../shared', 'standards/fit-connect/metadata.schema.v1.0.0.json')
  if (existsSync(schema)) {
    const ajv = new Ajv({ strict: false, allErrors: true })
    addFormats(ajv)
    const valid = ajv.compile(JSON.parse(readFileSync(schema)))
    check('the metadata are what the schema of the standard asks for', valid(metadata), JSON.stringify(valid.errors ?? ''))
    check('control: with another kind of hash they are not', !valid({ ...metadata, contentStructure: { ...metadata.contentStructure, data: { ...metadata.contentStructure.data, hash: { type: 'md5', content: 'x' } } } }))
  } else console.log('skipped: the schema of the metadata is not beside this checkout')

  one.log.push(await service.sign(one, 'accept-submission', service.tags(one), service.stranger))
  check('a hint is taken', await hint(one) === 200)
  await pause(14000)
  check('signed by a stranger, an acceptance changes nothing', !(await page(own)).includes('in dem Programm angekommen'))
  one.log.push(await service.sign(one, 'accept-submission', service.tags(one)))
  await hint(one)
  await until('the acceptance', async () => (await page(own)).includes('in dem Programm angekommen'))
  check('signed by the specialist system, it reaches the page of the applicant', (await page(own)).includes('In Bearbeitung'))

  const second = await apply('Beispiel')
  await handed_over(2)
  const other = [...service.submissions.values()][1]
  other.log.push(await service.sign(other, 'reject-submission', { problems: [{ type: 'https://schema.fitko.de/fit-connect/events/problems/schema-violation', title: 'Schema', detail: 'Feld <7> fehlt' }] }))
  await hint(other)
  await until('the rejection', async () => (await page(second)).includes('hat Ihren Antrag nicht angenommen'))
  check('a rejection is read with its reasons, as text', (await page(second)).includes('Schema: Feld &lt;7&gt; fehlt'))
  check('each was handed over once', [...service.submissions.values()].every(each => each.handed_over === 1), `${service.submissions.size} submissions`)
  check('the service found nothing wrong', service.wrong.length === 0, service.wrong.join('; '))
  await town.stop()
  const said = verifyDeliveries(town)
  check('the program finds nothing half', said.status === 0, said.text)
} finally {
  await town.kill()
  await service.stop()
}
console.log(`${passed} passed, ${failed} failed`)
process.exit(failed ? 1 : 0)
