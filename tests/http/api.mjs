// The API against its own OpenAPI document, and the feeds that other programs read.
import { randomBytes } from 'node:crypto'
import Ajv2020 from 'ajv/dist/2020.js'
import addFormats from 'ajv-formats'
import { until } from '../support/patience.mjs'
import { check, equal, Findings } from '../support/report.mjs'
import { readXml } from './xml.mjs'

// Values for parameters, for each path where the general ones do not fit.
const samples = {
  '/api/v1/authorities/{key}': ['05554020', '05554', 'gescher', 'kreis-borken'],
  '/api/v1/services/{key}': ['personalausweis', 'wohngeld', '99107023017000'],
  '/api/v1/offices/{id}': ['buergerbuero'],
}
const queries = { service: ['99115005000000', 'personalausweis', 'gibt-es-nicht'], quantity: ['1', 'falsch'], office: ['buergerbuero', 'gibt-es-nicht'], channel: ['phone', 'falsch'], part: ['late', 'falsch'],
  stepFree: ['yes'], day: ['2026-11-24', 'falsch'], from: ['2026-11-24', 'falsch'], to: ['2026-12-24', 'falsch'], q: ['hund', 'Hunndesteuer', 'gesc', '48712', '', 'quittenxylophon'], limit: ['1', '100'], lang: ['de', 'ar'], after: [''] }

export async function api(report, server) {
  for (const host of ['', 'gescher', 'kreis-borken']) await document(report, server, host)
  await paging(report, server)
  await appointments(report, server)
  await feeds(report, server)
}

/** Checks answers against the schemas of an OpenAPI document. */
function validators(openapi) {
  const ajv = new Ajv2020({ strict: false, allErrors: true })
  addFormats(ajv)
  ajv.addSchema({ $id: 'https://openapi.test/', ...openapi })
  const compiled = new Map()
  const validator = pointer => {
    if (!compiled.has(pointer)) compiled.set(pointer, ajv.compile({ $ref: `https://openapi.test/#${pointer}` }))
    return compiled.get(pointer)
  }
  const escape = part => encodeURIComponent(part.replace(/~/g, '~0').replace(/\//g, '~1'))
  /** What is wrong with this answer; undefined when nothing is. */
  return (path, method, answer) => {
    const described = openapi.paths[path]?.[method]?.responses[answer.status]
    if (!described) return `${answer.status} is not in the document: ${answer.text.slice(0, 100)}`
    const type = answer.headers['content-type'].split(';')[0]
    if (!described.content?.[type]) return `type ${type} is not in the document`
    const validate = validator(`/paths/${escape(path)}/${method}/responses/${answer.status}/content/${escape(type)}/schema`)
    return validate(answer.json()) ? undefined : validate.errors.slice(0, 2).map(e => `${e.instancePath} ${e.message}`).join('; ')
  }
}

async function document(report, server, host) {
  const name = host || 'the region'
  let openapi
  await report.test(`OpenAPI 3.1 of ${name} is well-formed`, async () => {
    const answer = await server.request(host, '/api/openapi.json')
    equal(answer.status, 200, 'status')
    check(answer.headers['content-type'].startsWith('application/json'), `type ${answer.headers['content-type']}`)
    openapi = answer.json()
    check(/^3\.1\.\d+$/.test(openapi.openapi), `openapi ${openapi.openapi}`)
    check(openapi.info?.title && openapi.info?.version, 'info.title and info.version')
    const findings = new Findings()
    const ids = new Set()
    const reference = node => {
      if (node === null || typeof node !== 'object') return
      if (typeof node.$ref === 'string') {
        let at = openapi
        for (const part of node.$ref.replace(/^#\//, '').split('/')) at = at?.[part.replace(/~1/g, '/').replace(/~0/g, '~')]
        findings.want(at !== undefined, `${node.$ref} leads nowhere`)
      }
      Object.values(node).forEach(reference)
    }
    reference(openapi)
    for (const [path, item] of Object.entries(openapi.paths)) {
      findings.want(path.startsWith('/'), `path ${path}`)
      for (const [method, operation] of Object.entries(item)) {
        findings.want(['get', 'post', 'put', 'delete', 'patch', 'head', 'options', 'trace'].includes(method), `${path}: ${method}`)
        findings.want(operation.operationId && !ids.has(operation.operationId), `${path}: operationId ${operation.operationId} missing or twice`)
        findings.want(/^[A-Za-z][\w.-]*$/.test(operation.operationId ?? ''), `${path}: operationId "${operation.operationId}" cannot be a name in generated clients`)
        ids.add(operation.operationId)
        findings.want(Object.keys(operation.responses ?? {}).length > 0, `${path}: no responses`)
        for (const [status, response] of Object.entries(operation.responses ?? {})) findings.want(/^([1-5]\d\d|default)$/.test(status) && response.description, `${path}: response ${status} needs a description`)
        const inPath = [...path.matchAll(/\{(\w+)\}/g)].map(m => m[1])
        const named = (operation.parameters ?? []).filter(p => p.in === 'path').map(p => p.name)
        findings.want(inPath.every(p => named.includes(p)) && named.every(p => inPath.includes(p)), `${path}: path parameters ${named} for ${inPath}`)
        for (const parameter of operation.parameters ?? []) {
          findings.want(parameter.in !== 'path' || parameter.required === true, `${path}: ${parameter.name} must be required`)
          findings.want(parameter.schema || parameter.content, `${path}: ${parameter.name} has no schema`)
          if (parameter.name === 'limit') findings.want(parameter.schema?.type === 'integer', `${path}: limit is a number, its schema says ${parameter.schema?.type}`)
        }
      }
    }
    findings.close()
  })
  await report.test(`every path in the OpenAPI document of ${name} answers as it says`, async () => {
    check(openapi, 'there is no document')
    const wrong = validators(openapi)
    const findings = new Findings()
    let called = 0
    for (const [path, item] of Object.entries(openapi.paths)) {
      for (const url of item.get ? calls(path, item.get) : []) {
        const answer = await server.request(host, url)
        called++
        const problem = wrong(path, 'get', answer)
        if (problem) { findings.add(`${url}: ${problem}`); continue }
        if (answer.status >= 400 && !/gibt-es-nicht|limit=x|=falsch/.test(url)) {
          const mayBeMissing = host !== 'gescher' && /offices\//.test(url)
          findings.want(mayBeMissing, `${url}: ${answer.status}`)
        }
      }
    }
    check(called > 20, `only ${called} calls`)
    findings.close()
  })
}

/** Addresses that use every parameter at least once, and one with a wrong value each. */
function calls(path, operation) {
  const parameters = operation.parameters ?? []
  const places = path.includes('{') ? [...(samples[path] ?? []), 'gibt-es-nicht'].map(value => path.replace(/\{\w+\}/g, value)) : [path]
  const found = [...places]
  // A search for times needs a service before anything else.
  const needed = path.endsWith('/times') ? 'service=personalausweis&' : ''
  if (needed) found[0] = `${places[0]}?service=gibt-es-nicht`
  for (const { name } of parameters.filter(p => p.in === 'query')) for (const value of queries[name] ?? ['x']) found.push(`${places[0]}?${name === 'service' ? '' : needed}${name}=${encodeURIComponent(value)}`)
  if (parameters.some(p => p.name === 'limit')) found.push(`${places[0]}?${needed}limit=x`, `${places[0]}?${needed}limit=2&after=5`)
  return found
}

async function paging(report, server) {
  for (const [host, path, least] of [['gescher', '/api/v1/services', 40], ['', '/api/v1/services', 40], ['', '/api/v1/authorities', 400], ['gescher', '/api/v1/competence', 40]]) {
    await report.test(`paging by key walks ${path} of ${host || 'the region'} exactly once`, async () => {
      const keys = []
      let after = null, pages = 0
      do {
        const answer = await server.request(host, `${path}?limit=500${after === null ? '' : `&after=${encodeURIComponent(after)}`}`)
        equal(answer.status, 200, `${path} after ${after}`)
        const page = answer.json()
        check(page.items.length > 0 && page.items.length <= 500, `${page.items.length} items after ${after}`)
        keys.push(...page.items.map(item => item.key))
        after = page.next
        check(++pages < 100, 'the pages never end')
      } while (after !== null && after !== undefined)
      equal(new Set(keys).size, keys.length, 'keys met twice')
      check([...keys].sort().every((key, i) => key === keys[i]), 'the keys are not in order')
      check(keys.length >= least, `only ${keys.length} items`)
      const health = (await server.request('', '/health')).json()
      if (path.endsWith('services')) equal(keys.length, health.services, 'services walked')
      if (path.endsWith('authorities')) equal(keys.length, health.authorities, 'authorities walked')
      const small = (await server.request(host, `${path}?limit=7`)).json()
      equal(JSON.stringify(small.items.map(i => i.key)), JSON.stringify(keys.slice(0, 7)), 'a smaller page begins the same')
    })
  }
}

/** A program books, moves and cancels; each answer is what the document says. */
async function appointments(report, server) {
  const base = '/api/v1/appointments'
  const wrong = validators((await server.request('gescher', '/api/openapi.json')).json())
  const findings = new Findings()
  const act = async (path, body, { key = randomBytes(12).toString('hex'), status, pattern = path.replace(/[0-9a-f]{32}/, '{token}'), form = false } = {}) => {
    const answer = await server.request('gescher', base + path, { method: 'POST', headers: { 'content-type': form ? 'application/x-www-form-urlencoded' : 'application/json', ...(key ? { 'idempotency-key': key } : {}) }, body: form ? body : JSON.stringify(body) })
    findings.want(answer.status === status, `POST ${pattern}: ${answer.status} instead of ${status}: ${answer.text.slice(0, 200)}`)
    const problem = wrong(base + pattern, 'post', answer)
    if (problem) findings.add(`POST ${pattern} ${answer.status}: ${problem}`)
    return answer
  }
  const look = async (token, status) => {
    const answer = await server.request('gescher', `${base}/${token}`)
    findings.want(answer.status === status, `GET ${status}: ${answer.status}`)
    const problem = wrong(`${base}/{token}`, 'get', answer)
    if (problem) findings.add(`GET {token} ${answer.status}: ${problem}`)
    return answer.json()
  }
  await report.test('a program books, moves and cancels an appointment, and every answer is as the document says', async () => {
    const offices = (await server.request('gescher', `${base}/offices`)).json().items
    const { service } = offices.find(one => one.office === 'buergerbuero').services.find(one => one.online && one.channels.includes('onsite'))
    const times = (await server.request('gescher', `${base}/times?service=${service}&limit=30`)).json().items
    check(times.length >= 3, `only ${times.length} free times`)
    const [first, second, third] = times.slice(-3)
    const what = time => ({ services: [{ service, quantity: 1 }], office: time.office, day: time.day, time: time.time })
    const key = randomBytes(12).toString('hex')
    const hold = await act('/holds', what(first), { key, status: 201 })
    equal((await act('/holds', what(first), { key, status: 201 })).text, hold.text, 'the answer to the same key')
    await act('/holds', what(second), { key, status: 422 })
    await act('/holds', what(second), { key: '', status: 400 })
    await act('/holds', 'x=1', { form: true, status: 400 })
    const { token } = hold.json()
    equal((await look(token, 200)).state, 'reserved', 'state')
    await act(`/${token}/booking`, { name: '', email: 'x' }, { status: 400 })
    await act(`/${token}/booking`, { name: 'Erika Mustermann', email: `api-${token.slice(0, 6)}@example.org` }, { status: 200 })
    const code = await confirmCode(server, token)
    await act(`/${token}/confirmation`, { code: 'x'.repeat(20) }, { status: 404 })
    await act(`/${token}/confirmation`, { code }, { status: 200 })
    await act(`/${token}/confirmation`, { code }, { status: 409 })
    equal((await look(token, 200)).state, 'confirmed', 'state')
    // At most one desk has this very time twice: hold until it is taken.
    let late
    for (let i = 0; i < 12 && late?.status !== 409; i++) {
      late = await server.request('gescher', `${base}/holds`, { method: 'POST', headers: { 'content-type': 'application/json', 'idempotency-key': randomBytes(12).toString('hex') }, body: JSON.stringify(what(second)) })
      const problem = wrong(`${base}/holds`, 'post', late)
      if (problem) findings.add(`POST /holds ${late.status}: ${problem}`)
    }
    equal(late.status, 409, 'status when all desks are taken')
    check(late.json().next.length > 0, 'the next best times')
    await act(`/${token}/move`, what(second), { status: 409 })
    await act(`/${token}/move`, what(third), { status: 200 })
    equal((await look(token, 200)).time, third.time, 'time after the move')
    await act(`/${token}/cancellation`, {}, { status: 200 })
    await act(`/${token}/cancellation`, {}, { status: 410 })
    await act(`/${'0'.repeat(32)}/cancellation`, {}, { status: 404 })
    findings.close()
  })
}

/** The code in the mail, from the sample mailbox of the demonstration. */
async function confirmCode(server, token) {
  const [, code] = await until('the mail with the link', async () => (await server.request('gescher', '/probepost')).text.match(new RegExp(`/termin/${token}/bestaetigen/([0-9a-f]+)`)))
  return code
}

async function feeds(report, server) {
  for (const host of ['', 'gescher']) {
    const name = host || 'the region'
    const origin = `http://${host ? `${host}.` : ''}localhost:${server.port}`
    await report.test(`the sitemap of ${name} is well-formed and its addresses answer`, async () => {
      const answer = await server.request(host, '/sitemap.xml')
      equal(answer.status, 200, 'status')
      check(/xml/.test(answer.headers['content-type']), `type ${answer.headers['content-type']}`)
      const xml = readXml(answer.text)
      check(['urlset', 'sitemapindex'].includes(xml.root), `root ${xml.root}`)
      const all = [...answer.text.matchAll(/<loc>([^<]+)<\/loc>/g)].map(m => m[1])
      check(all.length >= 10 && all.length <= 50000, `${all.length} addresses`)
      equal(new Set(all).size, all.length, 'addresses met twice')
      const findings = new Findings()
      for (const url of all.filter((_, i) => i % Math.ceil(all.length / 40) === 0)) {
        const { hostname, pathname, search } = new URL(url)
        if (host) findings.want(url.startsWith(`${origin}/`), `${url} is not of ${origin}`)
        const page = await server.request(hostname === 'localhost' ? '' : hostname.replace(/\.localhost$/, ''), pathname + search)
        findings.want(page.status === 200, `${url}: ${page.status}`)
      }
      findings.close()
    })
    await report.test(`the Atom feed of ${name} is well-formed`, async () => {
      const answer = await server.request(host, '/feed.atom')
      equal(answer.status, 200, 'status')
      check(answer.headers['content-type'].startsWith('application/atom+xml'), `type ${answer.headers['content-type']}`)
      const xml = readXml(answer.text)
      equal(xml.root, 'feed', 'root')
      check(answer.text.includes('xmlns="http://www.w3.org/2005/Atom"'), 'namespace')
      const date = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:\d\d)$/
      const head = answer.text.split('<entry')[0]
      for (const tag of ['id', 'title', 'updated']) check(new RegExp(`<${tag}[ >]`).test(head), `feed without ${tag}`)
      check(/<author>/.test(head) || answer.text.split('<entry').slice(1).every(e => /<author>/.test(e)), 'neither the feed nor each entry has an author (RFC 4287 4.1.1)')
      for (const entry of answer.text.split('<entry').slice(1)) for (const tag of ['id', 'title', 'updated']) check(new RegExp(`<${tag}[ >]`).test(entry), `entry without ${tag}: ${entry.slice(0, 80)}`)
      for (const match of answer.text.matchAll(/<updated>([^<]*)</g)) check(date.test(match[1]), `date ${match[1]}`)
      const ids = [...answer.text.matchAll(/<entry>[\s\S]*?<id>([^<]*)</g)].map(m => m[1])
      equal(new Set(ids).size, ids.length, 'entries with one id')
    })
  }
  await report.test('JSON-LD on service pages parses and names service and authority', async () => {
    for (const path of ['/dienste/personalausweis', '/dienste/wohngeld', '/en/dienste/hund-anmelden', '/aemter/buergerbuero']) {
      const { text } = await server.request('gescher', path)
      const blocks = [...text.matchAll(/<script type="application\/ld\+json">([\s\S]*?)<\/script>/g)].map(m => JSON.parse(m[1]))
      if (path.includes('/aemter/')) continue
      check(blocks.length === 1, `${path}: ${blocks.length} blocks`)
      const service = blocks[0]['@graph']?.find(n => n['@type'] === 'GovernmentService') ?? blocks[0]
      equal(service['@type'], 'GovernmentService', `@type of ${path}`)
      check(/schema\.org/.test(JSON.stringify(blocks[0]['@context'])), `@context of ${path}`)
      check(service.name && (service.serviceOperator || service.provider || service.areaServed), `${path}: name and who does it`)
    }
  })
  await report.test('robots.txt and the web manifest', async () => {
    const robots = await server.request('gescher', '/robots.txt')
    check(robots.text.includes(`Sitemap: ${server.town('gescher')}/sitemap.xml`), 'robots.txt names the sitemap')
    const manifest = await server.request('gescher', '/site.webmanifest')
    equal(manifest.headers['content-type'], 'application/manifest+json', 'type of the manifest')
    equal(manifest.json().name, 'Stadt Gescher', 'name in the manifest')
    equal((await server.request('gescher', manifest.json().icons[0].src)).status, 200, 'icon of the manifest')
  })
}
