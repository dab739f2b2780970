// Asks a running portal what people ask a town, and looks at what stands first on the page of results.
//
//   node tests/search/answers.mjs --server http://gescher.localhost:8311 FILE.csv ... [--show]
//
// FILE.csv: query;language;kind;accept. kind is service, other (a row of the official catalogue), office, hours, telephone, appointment, page, place or nothing;
// accept the right answers, separated by |: names of services in addresses, LeiKa keys, kinds of offices, pages, towns. `none`: the catalogue has none, not counted.
import { readFileSync } from 'node:fs'
import { get } from 'node:http'

const option = (name, otherwise) => { const i = process.argv.indexOf(`--${name}`); return i < 0 ? otherwise : process.argv[i + 1] }
const server = new URL(option('server', 'http://gescher.localhost:8080')), show = process.argv.includes('--show')
const files = process.argv.slice(2).filter((one, i, all) => one.endsWith('.csv') && all[i - 1] !== '--server')

/** Each question comes from a network of its own, as from people; by the loopback address, since not every machine resolves names below localhost. */
let asked = 0
const network = () => `127.${1 + Math.floor(asked / 250) % 250}.${1 + asked++ % 250}.1`
const page = path => new Promise((resolve, reject) => get({ host: '127.0.0.1', localAddress: network(), port: server.port, path, headers: { host: server.host } }, answer => {
  let text = ''
  answer.setEncoding('utf8').on('data', part => { text += part }).on('end', () => resolve({ status: answer.statusCode, text, location: answer.headers.location }))
}).on('error', reject))

const offices = new Map()
/** What an office does, by the kinds that its page names. */
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
  return !accept.length || accept.some(one => offices.get(one)?.has(result.name))
}

async function learn_offices() {
  for (const line of readFileSync(new URL('../../demo/offices.csv', import.meta.url), 'utf8').split('\n').slice(1)) {
    const [town, id, kinds] = line.split(',')
    for (const kind of (kinds ?? '').split(' ')) offices.set(kind, (offices.get(kind) ?? new Set()).add(id))
  }
  for (const kind of offices.keys()) offices.get(kind).add('buergerbuero')
}

await learn_offices()
const counts = new Map()
for (const file of files) {
  for (const line of readFileSync(file, 'utf8').trim().split('\n').slice(1)) {
    const [query, language, kind, accepted] = line.split(';')
    if (accepted === 'none') continue
    const accept = (accepted ?? '').split('|').filter(Boolean)
    const found = await results(query, language)
    const fit = []
    for (const one of found.slice(0, 5)) fit.push(await fits(one, kind, accept))
    const first = kind === 'nothing' ? found.length === 0 : fit[0] === true
    const three = kind === 'nothing' ? first : fit.slice(0, 3).some(Boolean)
    for (const name of [`${language} ${kind}`, `${language} ${kind === 'nothing' ? 'nothing' : 'all but nothing'}`, kind === 'nothing' ? 'nothing' : 'all']) {
      const count = counts.get(name) ?? { asked: 0, first: 0, three: 0 }
      count.asked++; count.first += first; count.three += three
      counts.set(name, count)
    }
    if (show && !first) console.log(`${three ? '  ' : '! '}${language} ${kind} "${query}" wants ${accept.slice(0, 3).join('|') || '-'}; gives ${found.slice(0, 3).map(one => `${one.kind}:${one.name}`).join(', ') || 'nothing'}`)
  }
}
for (const [name, { asked, first, three }] of [...counts].sort()) {
  console.log(`${name.padEnd(28)} ${String(asked).padStart(4)} asked, first ${(100 * first / asked).toFixed(1)} %, among three ${(100 * three / asked).toFixed(1)} %`)
}
