// Headers on every kind of answer, caching, compression, errors in the visitor's language, hostile texts.
import { pause } from '../support/patience.mjs'
import { existsSync, readFileSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { brotliDecompressSync, gunzipSync } from 'node:zlib'
import { shared } from '../support/options.mjs'
import { check, equal, Findings } from '../support/report.mjs'
import { exchange } from './raw.mjs'

const form = 'application/x-www-form-urlencoded'

export async function answers(report, server) {
  await securityHeaders(report, server)
  await caching(report, server)
  await errors(report, server)
  await hostileTexts(report, server)
}

async function securityHeaders(report, server) {
  await report.test('every kind of answer carries the security headers', async () => {
    const findings = new Findings()
    const asset = /href="(\/assets\/app\.[^"]+\.css)"/.exec((await server.request('gescher', '/')).text)[1]
    const kinds = [
      ['', '/'], ['gescher', '/'], ['gescher', '/dienste/personalausweis'], ['gescher', '/ar/'], ['gescher', asset], ['gescher', '/api/v1/services?limit=1'], ['gescher', '/api/v1/services/x'],
      ['gescher', '/gibt-es-nicht'], ['nirgendwo', '/'], ['evil.example', '/'], ['', '/metrics'], ['', '/health'], ['gescher', '/sitemap.xml'], ['gescher', '/feed.atom'], ['gescher', '/robots.txt'],
      ['gescher', '/site.webmanifest'], ['gescher', '/rueckmeldung'], ['gescher', '/rueckmeldung', { method: 'POST', headers: { 'content-type': form }, body: 'urteil=' }], ['gescher', '/rueckmeldung', { method: 'POST', headers: { 'content-type': form, origin: 'https://evil.example' }, body: '' }],
      ['gescher', '/dienste', { method: 'PUT' }], ['', '/ort?q=gescher'],
    ]
    const judge = (name, headers) => {
      const policy = headers['content-security-policy'] ?? ''
      for (const part of ["default-src 'none'", "base-uri 'none'", 'form-action', "frame-ancestors 'none'", "script-src 'self'", "style-src 'self'", "object-src 'none'"]) findings.want(policy.includes(part), `${name}: CSP without ${part}`)
      findings.want(!/unsafe-|https?:|\*(?!\.)/.test(policy.replace(/form-action[^;]*/, '')), `${name}: CSP too wide: ${policy}`)
      findings.want(headers['x-content-type-options'] === 'nosniff', `${name}: nosniff`)
      findings.want(/^(no-referrer|same-origin|strict-origin-when-cross-origin)$/.test(headers['referrer-policy']), `${name}: Referrer-Policy ${headers['referrer-policy']}`)
      findings.want(/^max-age=\d{8,}; includeSubDomains$/.test(headers['strict-transport-security']), `${name}: HSTS ${headers['strict-transport-security']}`)
      findings.want(headers['cross-origin-opener-policy'] === 'same-origin', `${name}: COOP`)
      findings.want(['same-origin', 'same-site', 'cross-origin'].includes(headers['cross-origin-resource-policy']), `${name}: CORP`)
      findings.want(Number(/max-age=(\d+)/.exec(headers['strict-transport-security'] ?? '')?.[1]) >= 31536000, `${name}: HSTS`)
      findings.want(headers['cache-control'] !== undefined, `${name}: no Cache-Control`)
      findings.want(headers['content-type'] !== undefined || ['303', '301', '304', '308'].includes(name.slice(0, 3)), `${name}: no Content-Type`)
      for (const absent of ['server', 'x-powered-by', 'set-cookie', 'access-control-allow-credentials']) findings.want(headers[absent] === undefined, `${name}: ${absent}: ${headers[absent]}`)
    }
    for (const [host, path, more] of kinds) {
      const answer = await server.request(host, path, more)
      judge(`${answer.status} ${more?.method ?? 'GET'} ${host}${path}`, answer.headers)
    }
    // Refusals of the parser come from another part of the program.
    for (const text of ['GET / HTTP/9.9\r\n\r\n', `GET /${'a'.repeat(5000)} HTTP/1.1\r\nHost: x\r\n\r\n`, 'GET / HTTP/1.1\r\n\r\n']) {
      const { answers } = await exchange(server.port, Buffer.from(text))
      judge(`${answers[0]?.status} refusal`, Object.fromEntries(answers[0].head.split('\r\n').slice(1).map(line => [line.slice(0, line.indexOf(':')).toLowerCase(), line.slice(line.indexOf(':') + 2)])))
    }
    findings.close()
  })
}

async function caching(report, server) {
  await report.test('assets: for ever, with the right type, compressed, and equal after unpacking', async () => {
    const findings = new Findings()
    const pages = await Promise.all(['/', '/ar/', '/uk/'].map(path => server.request('gescher', path)))
    const names = new Set(pages.flatMap(page => [...page.text.matchAll(/["(](\/assets\/[^"#)]+)/g)].map(m => m[1])))
    const css = (await server.request('gescher', [...names].find(n => n.endsWith('.css')))).text
    for (const match of css.matchAll(/url\(["']?(\/assets\/[^"')#]+|[\w.-]+\.woff2)/g)) names.add(match[1].startsWith('/') ? match[1] : `/assets/${match[1]}`)
    const types = { css: 'text/css; charset=utf-8', js: 'text/javascript; charset=utf-8', svg: 'image/svg+xml; charset=utf-8', woff2: 'font/woff2' }
    for (const name of names) {
      const ending = name.split('.').at(-1)
      const plain = await server.request('gescher', name)
      findings.want(plain.status === 200, `${name}: ${plain.status}`)
      if (plain.status !== 200) continue
      findings.want(plain.headers['content-type'] === types[ending], `${name}: type ${plain.headers['content-type']}`)
      findings.want(/immutable/.test(plain.headers['cache-control']) && /max-age=31536000/.test(plain.headers['cache-control']), `${name}: ${plain.headers['cache-control']}`)
      const packed = { br: brotliDecompressSync, gzip: gunzipSync }
      for (const [coding, unpack] of Object.entries(packed)) {
        const answer = await server.request('gescher', name, { headers: { 'accept-encoding': coding } })
        if (ending === 'woff2') findings.want(answer.headers['content-encoding'] === undefined, `${name}: fonts are compressed already`)
        else if (plain.body.length > 400) {
          findings.want(answer.headers['content-encoding'] === coding, `${name}: no ${coding}`)
          if (answer.headers['content-encoding'] === coding) findings.want(unpack(answer.body).equals(plain.body), `${name}: ${coding} differs`)
          findings.want(/accept-encoding/i.test(answer.headers.vary ?? ''), `${name}: Vary`)
        }
      }
      const none = await server.request('gescher', name, { headers: { 'accept-encoding': 'br;q=0, gzip;q=0, identity' } })
      findings.want(none.headers['content-encoding'] === undefined, `${name}: compressed although q=0`)
    }
    check(names.size >= 6, `only ${names.size} assets found`)
    equal((await server.request('gescher', '/assets/app.0000000000.css')).status, 404, 'an asset of an old version')
    equal((await server.request('gescher', '/assets/..%2f..%2fetc%2fpasswd')).status, 404, 'a path out of the folder')
    findings.close()
  })
  await report.test('pages: compressed pages are equal after unpacking, short-lived, and never stored when personal', async () => {
    const plain = await server.request('gescher', '/dienste/personalausweis')
    for (const [coding, unpack] of [['gzip', gunzipSync], ['br', brotliDecompressSync]]) {
      const packed = await server.request('gescher', '/dienste/personalausweis', { headers: { 'accept-encoding': coding } })
      if (packed.headers['content-encoding'] === undefined && coding === 'br') continue
      equal(packed.headers['content-encoding'], coding, 'coding')
      check(unpack(packed.body).equals(plain.body), `${coding} differs`)
    }
    check(/max-age=\d{1,4}$/.test(plain.headers['cache-control']), `Cache-Control of a page: ${plain.headers['cache-control']}`)
    equal((await server.request('gescher', '/rueckmeldung')).headers['cache-control'], 'no-store', 'form')
    equal((await server.request('gescher', '/gibt-es-nicht')).headers['cache-control'], 'no-store', '404')
  })
}

async function errors(report, server) {
  await report.test('errors of the API are problem+json, errors of pages are pages', async () => {
    for (const [path, status] of [['/api/v1/services/gibt-es-nicht', 404], ['/api/v1/gibt-es-nicht', 404], ['/api/v1/services?limit=abc', 400], ['/api/v1/services?limit=0', 400], ['/api/v1/services?limit=100000', 400], ['/api/v1/offices/gibt-es-nicht', 404], ['/api/v1/authorities?limit=-1', 400]]) {
      const answer = await server.request('gescher', path)
      equal(answer.status, status, path)
      equal(answer.headers['content-type'], 'application/problem+json', `type of ${path}`)
      const problem = answer.json()
      equal(problem.status, status, `status in the problem of ${path}`)
      check(problem.title && problem.detail && problem.type, `title, detail and type of ${path}`)
    }
    const wanted = await server.request('gescher', '/gibt-es-nicht', { headers: { accept: 'application/json' } })
    equal(wanted.headers['content-type'], 'application/problem+json', 'a page asked for as JSON')
  })
  await report.test('an unknown service page offers near ones, in the language of the address', async () => {
    const answer = await server.request('gescher', '/dienste/personalausweiss')
    equal(answer.status, 404, 'status')
    check(answer.text.includes('href="/dienste/personalausweis"'), 'the near service is offered')
    const turkish = await server.request('gescher', '/tr/dienste/personalausweiss')
    check(turkish.text.includes('<html lang="tr"') && turkish.text.includes('href="/tr/dienste/personalausweis"'), 'the same in Turkish')
  })
  await report.test('an unknown host offers near towns, with styles', async () => {
    const answer = await server.request('gesher', '/')
    equal(answer.status, 404, 'status')
    check(answer.text.includes(`//gescher.localhost:${server.port}`), 'Gescher is offered')
    const asset = /href="(\/assets\/app\.[^"]+\.css)"/.exec(answer.text)?.[1]
    equal((await server.request('gesher', asset)).status, 200, 'the style sheet of that page at that host')
    for (const host of ['a.gescher.localhost', `gescher.localhost.evil.example`, 'localhost.evil.example', `xgescher.localhost:${server.port}`]) {
      const other = await server.request(host, '/')
      equal(other.status, 404, host)
      check(!other.text.includes('evil.example/') && !/href="[^"]*evil\.example/.test(other.text), `${host} must not appear in links`)
    }
  })
  await report.test('Host decides the town in every spelling that means the same', async () => {
    for (const host of [`GESCHER.localhost:${server.port}`, `Gescher.LOCALHOST`, `gescher.localhost:80`]) check((await server.request(host, '/')).text.includes('Stadt Gescher'), host)
  })
  await report.test('addresses with a slash at the end or doubled slashes never answer 5xx or leave the site', async () => {
    const findings = new Findings()
    for (const path of ['/dienste/', '//dienste', '//evil.example/%2f..', '/en//dienste', '/en', '/en/', '/xx/', '/dienste/%00', '/dienste/%ff', '/dienste/%', '/dienste/%zz', '/dienste/..', '/dienste/../metrics', '/aemter/%2e%2e', '/?lang=xx', '/lebenslagen/umzug/']) {
      const { answers } = await exchange(server.port, Buffer.from(`GET ${path} HTTP/1.1\r\nHost: gescher.localhost:${server.port}\r\nConnection: close\r\n\r\n`))
      findings.want(answers.length === 1 && answers[0].status < 500, `${path}: ${answers.map(a => a.status)}`)
      const location = /\nlocation: *(\S+)/i.exec(answers[0]?.head ?? '')?.[1] ?? '/'
      findings.want(/^\/(?!\/)/.test(location) || location.startsWith(`http://gescher.localhost:${server.port}/`), `${path} leads to ${location}`)
    }
    findings.close()
  })
}

/** Lines of the injection corpus and the naughty strings, most different ones first; all of them in one run take seconds. */
function hostile() {
  const lines = []
  const strings = join(shared, 'data/security/strings/naughty_strings.json')
  if (existsSync(strings)) lines.push(...JSON.parse(readFileSync(strings, 'utf8')))
  const folder = join(shared, 'data/security/injection')
  if (existsSync(folder)) for (const name of readdirSync(folder).filter(n => n !== 'LICENSE.txt')) lines.push(...readFileSync(join(folder, name), 'latin1').split('\n').filter(Boolean))
  return lines
}

async function hostileTexts(report, server) {
  const own = ['<script>alert(1)</script>', '"><img src=x onerror=alert(1)>', "';--", '\u0000', '\ud800', 'ä'.repeat(300), '%', '%%%', '&amp;', '</title><script>', '{{7*7}}', '${jndi:ldap://x}', '\u202egnp.exe', 'İI', 'ﬀ', '   ', '*'.repeat(80), 'a* OR b:c', '"', '"unclosed', 'NEAR(', '-', '--', 'AND', '😀'.repeat(40)]
  const corpus = hostile()
  if (corpus.length === 0) report.skip('hostile texts of ../shared', 'the corpora are not there; own texts only')
  const texts = [...new Set([...own, ...corpus])]
  const encode = text => [...Buffer.from(text, 'utf8')].map(byte => `%${byte.toString(16).padStart(2, '0')}`).join('')
  const judge = (findings, where, text, answer) => {
    findings.want(answer.status < 500, `${where} ${JSON.stringify(text.slice(0, 80))}: ${answer.status}`)
    // Whatever was typed may only come back escaped: no tag of ours has these.
    if (answer.headers['content-type']?.startsWith('text/html')) {
      const body = answer.text.replace(/<script type="module" src="\/assets\/app\.[\w.]+"><\/script>/g, '').replace(/<script type="application\/ld\+json">[^<]*<\/script>/g, '')
      findings.want(!/<script|<img|<iframe|<object|<embed|<base|\son[a-z]+=|javascript:/i.test(body.replace(/>[^<]*</g, '><').replace(/(value|content|href|title|aria-label)="[^"]*"/g, (all, name) => (/^href="\s*(javascript|data|vbscript):/i.test(all) ? all : name))), `${where} ${JSON.stringify(text.slice(0, 80))}: comes back unescaped`)
    }
  }
  const inBatches = async (all, of, body) => {
    for (let i = 0; i < all.length; i += of) await Promise.all(all.slice(i, i + of).map(body))
  }
  // Eight at once on a machine that does something else, too, may be more than it serves: who is told to come back comes back.
  const unhurried = async (...asked) => {
    for (let again = 0; again < 50; ++again) {
      const answer = await server.request(...asked)
      if (answer.status !== 503 || !answer.headers['retry-after']) return answer
      await pause(100)
    }
    throw new Error(`${asked[1]}: too busy for five seconds`)
  }
  await report.test(`hostile search words: ${texts.length} texts, no 5xx, nothing unescaped`, async () => {
    const findings = new Findings()
    await inBatches(texts, 8, async text => {
      const query = encode(text).slice(0, 3900)
      judge(findings, '/suche?q=', text, await unhurried('gescher', `/suche?q=${query}`))
    })
    findings.close()
  })
  await report.test('hostile words for places, the API, paths and languages', async () => {
    const findings = new Findings()
    const some = [...own, ...corpus.filter((_, i) => i % 9 === 0)]
    await inBatches(some, 8, async text => {
      const query = encode(text).slice(0, 3600)
      judge(findings, '/ort?q=', text, await unhurried('', `/ort?q=${query}`))
      judge(findings, '/ort?lat=', text, await unhurried('', `/ort?lat=${query.slice(0, 120)}&lon=7`))
      judge(findings, '/dienste/', text, await unhurried('gescher', `/dienste/${query}`))
      judge(findings, '/dienste?buchstabe=', text, await unhurried('gescher', `/dienste?umfang=alle&buchstabe=${query}`))
      judge(findings, '/rueckmeldung?von=', text, await unhurried('gescher', `/rueckmeldung?von=%2f${query}`))
      for (const path of ['/api/v1/suggest?q=', '/api/v1/services?q=', '/api/v1/services?limit=3&after=', '/api/v1/services/', '/api/v1/offices/']) {
        const answer = await unhurried('gescher', path + query)
        judge(findings, path, text, answer)
        try { answer.json() } catch { findings.add(`${path} ${JSON.stringify(text.slice(0, 80))}: the answer is not JSON: ${answer.text.slice(0, 60)}`) }
      }
    })
    findings.close()
  })
  await report.test('hostile texts in the form come back escaped, as typed', async () => {
    const findings = new Findings()
    const some = [...own.filter(t => !/[\u0000\ud800]/.test(t)), ...corpus.filter((_, i) => i % 9 === 4)]
    await inBatches(some, 8, async text => {
      const body = new URLSearchParams({ von: `/${text}`, urteil: text, text, mail: text, form: text }).toString()
      if (body.length > 30000) return
      const answer = await server.request('gescher', '/rueckmeldung', { method: 'POST', headers: { 'content-type': form }, body })
      judge(findings, 'form', text, answer)
      findings.want(answer.status === 422, `form ${JSON.stringify(text.slice(0, 60))}: ${answer.status}`)
    })
    findings.close()
  })
  await report.test('what was stored is what was written', async () => {
    const words = ['Ümläute ß ẞ', '𐌰𐌱 ﷽ \u202e x', '<b>fett</b> & "so" \'so\'', 'Zeile 1\r\nZeile 2', `Jesús Čaplinskienė Şahin Đặng`]
    for (const [i, text] of words.entries()) {
      const key = `${i}${Date.now().toString(16)}`.padEnd(32, 'c').slice(0, 32).toLowerCase()
      const answer = await server.request('gescher', '/barriere-melden', { method: 'POST', headers: { 'content-type': form }, body: new URLSearchParams({ form: key, von: '/', text }).toString() })
      equal(answer.status, 303, 'status')
      check(server.command('feedback', 'gescher').some(item => item.message.replace(/\r\n/g, '\n') === text.replace(/\r\n/g, '\n').normalize('NFC')), `stored: ${JSON.stringify(text)}`)
    }
  })
  await report.test('the program still answers after all that', async () => equal((await server.request('gescher', '/')).status, 200, 'status'))
}
