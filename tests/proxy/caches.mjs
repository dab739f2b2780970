// A cache in front of all towns: the lines of the sample for it, and one with the key that nginx takes when nobody says one.
import { pause } from '../support/patience.mjs'
import { check, equal, Findings } from '../support/report.mjs'
import { Visitor } from '../support/visitor.mjs'
import { nameOf, Outside } from './outside.mjs'
import { startNginx } from './proxies.mjs'

const canonical = text => /rel=["']canonical["'] href=["']([^"']+)/.exec(text)?.[1]

/** The sample with its cache switched on, and a field that says what came from it. */
export function withCache(text) {
  const lines = text.match(/^ *\#(?=proxy_cache)/gm) ?? []
  check(lines.length >= 3, `the sample has ${lines.length} lines for a cache`)
  return text.replace(/^( *)#(?=proxy_cache)/gm, '$1').replace('proxy_request_buffering on;', 'proxy_request_buffering on;\n    add_header X-Cache $upstream_cache_status always;')
}

export async function caches(report, before, certificate) {
  // A code of the app opens once: each sign-in has an account of its own.
  for (const [what, login, change] of [['the cache of the sample', 'empfang', withCache], ['a cache whose key forgets the town', 'leitung', text => withCache(text).replace(/proxy_cache_key [^;]*;/, '')]]) {
    const proxy = await startNginx({ ...before, name: what.replace(/ /g, '-'), change })
    const outside = new Outside(proxy, certificate)
    try {
      await report.test(`nginx: ${what} keeps towns and ports apart`, () => apart(outside))
      await report.test(`nginx: ${what} keeps nothing of staff and appointments`, () => personal(outside, login))
    } finally { outside.close(); await proxy.stop() }
  }
}

async function apart(outside) {
  const findings = new Findings()
  let hits = 0
  const paths = ['/impressum', '/', '/dienste/personalausweis', '/en/', '/api/v1/offices']
  for (let round = 0; round < 3; ++round) {
    for (const path of paths) {
      for (const town of ['gescher', 'ahaus']) {
        for (const host of round === 0 ? [`${nameOf(town)}:31337`, nameOf(town)] : [nameOf(town), `${nameOf(town)}:4444`]) {
          const answer = await outside.request(town, path, { host })
          if (answer.headers['x-cache'] === 'HIT') ++hits
          findings.want(answer.status === 200, `${host}${path}: ${answer.status}`)
          const other = town === 'gescher' ? 'ahaus' : 'gescher'
          findings.want(!new RegExp(`//${other}\\.portal|31337|4444`).test(answer.text), `${host}${path} (${answer.headers['x-cache']}) shows another town or port`)
          if (!path.startsWith('/api')) findings.want(canonical(answer.text)?.startsWith(`https://${nameOf(town)}/`), `${host}${path} (${answer.headers['x-cache']}): ${canonical(answer.text)}`)
        }
      }
    }
  }
  findings.want(hits > 10, `only ${hits} answers came from the cache: this test proves nothing`)
  findings.close()
}

async function personal(outside, login) {
  const person = await new Visitor(outside, 'gescher').signIn(login)
  for (let i = 0; i < 2; ++i) equal((await person.get('/verwaltung')).headers['x-cache'], 'MISS', 'a page of staff')
  equal((await new Visitor(outside, 'gescher').get('/verwaltung')).status, 303, 'the same without signing in')
  const visitor = new Visitor(outside, 'gescher')
  const held = await visitor.hold()
  for (let i = 0; i < 2; ++i) {
    const page = await visitor.get(held.location)
    equal(page.headers['x-cache'], 'MISS', 'a form for a held time')
    await pause(20)
  }
}
