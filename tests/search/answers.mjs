// Asks a running portal what people ask a town, and looks at what stands first on the page of results.
//
//   node tests/search/answers.mjs --server http://gescher.localhost:8080 FILE.csv ... [--show]
//   node tests/search/answers.mjs --binary FILE --data DIR        starts the demonstration, asks both lists and refuses what is worse than the floors below
//
// FILE.csv: query;language;kind;accept. kind is service, other (a row of the official catalogue), office, hours, telephone, appointment, page, place or nothing;
// accept the right answers, separated by |: names of services in addresses, LeiKa keys, kinds of offices, pages, towns. `none`: the catalogue has none, not counted.
import { readFileSync } from 'node:fs'
import { get } from 'node:http'
import { prepareData, TestServer } from '../support/server.mjs'

const option = (name, otherwise) => { const i = process.argv.indexOf(`--${name}`); return i < 0 ? otherwise : process.argv[i + 1] }
const show = process.argv.includes('--show'), binary = option('binary')
/** A little below what was measured (README.md): first right, and nothing shown where nothing fits. */
const floors = { 'questions.csv': { all: 0.8, nothing: 0.8 }, 'kept.csv': { all: 0.7, nothing: 0.8 } }
const program = binary && await TestServer.start({ binary, data: prepareData(binary, option('data')), options: ['--demo-at', '2026-11-23T09:30'] })
const server = new URL(program ? program.town('gescher') : option('server', 'http://gescher.localhost:8080'))
const files = program ? Object.keys(floors).map(name => new URL(name, import.meta.url).pathname) : process.argv.slice(2).filter(one => one.endsWith('.csv'))

/** Each question comes from a network of its own, as from people; by the loopback address, since not every machine resolves names below localhost. */
let asked = 0
const network = () => `127.${1 + Math.floor(asked / 250) % 250}.${1 + asked++ % 250}.1`
const page = path => new Promise((resolve, reject) => get({ host: '127.0.0.1', localAddress: network(), port: server.port, path, headers: { host: server.host } }, answer => {
  let text = ''
  answer.setEncoding('utf8').on('data', part => { text += part }).on('end', () => resolve({ status: answer.statusCode, text, location: answer.headers.location }))
}).on('error', reject))

const offices = new Map(), stands_in = new Set(['buergerbuero'])
/** What stands on the page of results, in order. */
async function results(query, language) {
  const { status, text } = await page(`${language === 'de' ? '' : `/${language}`}/suche?q=${encodeURIComponent(query)}`)
  if (status !== 200) throw new Error(`the portal answers ${status}`)
  return [...text.matchAll(/<li class="kl-result([^"]*)"[^>]*><h3><a href="([^"]*)"/g)].map(([, classes, url]) => {
    const kind = classes.match(/kl-result--(\w+)/)?.[1] ?? 'service'
    return { kind, url, name: decodeURIComponent(url.replace(/^.*\/(dienste|aemter)\//, '').replace(/\?.*$/, '')) }
  })
}

const keys = new Map()
async function keys_of(slug) {
  if (!keys.has(slug)) {
    const { text } = await page(`/api/v1/services/${encodeURIComponent(slug)}`)
    const one = JSON.parse(text)
    keys.set(slug, [one.key, ...(one.cases ?? []), `name:${one.officialName}`])
  }
  return keys.get(slug)
}

async function fits(result, kind, accept) {
  if (kind === 'service') return result.kind === 'service' && accept.includes(result.name)
  if (kind === 'other') return result.kind === 'service' && (await keys_of(result.name)).some(key => accept.includes(key))
  if (kind === 'appointment') return result.kind === 'appointment'
  if (kind === 'page') return (result.kind === 'page' || result.kind === 'appointment' || result.kind === 'office') && accept.some(one => result.url.endsWith(`/${one}`))
  if (kind === 'place') return result.kind === 'place'
  if (result.kind !== kind) return false
  const of_district = accept.some(one => ['zulassung', 'veterinaer', 'gesundheit', 'auslaender'].includes(one))
  if (of_district && /\/\/kreis-[^/]*\/(?:\w\w\/)?aemter$/.test(result.url)) return true
  return !accept.length || accept.some(one => (offices.get(one) ?? stands_in).has(result.name))
}

/** Of the town that is asked and of its district; the citizens' office stands in only where neither has an office of that kind. */
async function learn_offices() {
  for (const line of readFileSync(new URL('../../demo/offices.csv', import.meta.url), 'utf8').split('\n').slice(1)) {
    const [town, id, kinds] = line.split(',')
    if (!['gescher', 'kreis-borken'].includes(town)) continue
    for (const kind of kinds.split(' ')) offices.set(kind, (offices.get(kind) ?? new Set()).add(id))
  }
}

await learn_offices()
let passed = 0, failed = 0
for (const file of files) {
  const counts = new Map()
  for (const line of readFileSync(file, 'utf8').trim().split('\n').slice(1)) {
    const [query, language, kind, accepted] = line.split(';')
    if (accepted === 'none') continue
    const accept = (accepted ?? '').split('|').filter(Boolean)
    const found = await results(query, language)
    const fit = []
    for (const one of found.slice(0, 5)) fit.push(await fits(one, kind, accept))
    const first = kind === 'nothing' ? found.length === 0 : fit[0] === true
    const three = kind === 'nothing' ? first : fit.slice(0, 3).some(Boolean)
    for (const name of new Set([`${language} ${kind}`, kind === 'nothing' ? 'nothing' : 'all', ...(kind === 'nothing' ? [] : [`${language} all but nothing`])])) {
      const count = counts.get(name) ?? { asked: 0, first: 0, three: 0 }
      count.asked++; count.first += first; count.three += three
      counts.set(name, count)
    }
    if (show && !first) console.log(`${three ? '  ' : '! '}${language} ${kind} "${query}" wants ${accept.slice(0, 3).join('|') || '-'}; gives ${found.slice(0, 3).map(one => `${one.kind}:${one.name}`).join(', ') || 'nothing'}`)
  }
  console.log(file.replace(/^.*\//, ''))
  for (const [name, { asked, first, three }] of [...counts].sort()) {
    console.log(`${name.padEnd(28)} ${String(asked).padStart(4)} asked, first ${(100 * first / asked).toFixed(1)} %, among three ${(100 * three / asked).toFixed(1)} %`)
  }
  for (const [name, floor] of Object.entries(program ? floors[file.replace(/^.*\//, '')] : {})) {
    const { asked, first } = counts.get(name)
    first >= floor * asked ? passed++ : failed++
    if (first < floor * asked) console.log(`FAIL  ${name}: first ${first} of ${asked}, at least ${100 * floor} %`)
  }
}
if (program) {
  await program.stop()
  console.log(`${passed} passed, ${failed} failed`)
  process.exitCode = failed ? 1 : 0
}
