// Too much, too long, too slow, too often: each gets a clear answer, and the next visitor is served.
import net from 'node:net'
import http from 'node:http'
import { pause, until } from '../support/patience.mjs'
import { check, equal } from '../support/report.mjs'
import { TestServer } from '../support/server.mjs'
import { exchange } from './raw.mjs'

const form = 'application/x-www-form-urlencoded'

/** `spare` is a data folder that nobody serves. */
export async function limits(report, server, spare) {
  const raw = (text, more) => exchange(server.port, Buffer.from(text, 'latin1'), more)
  const host = `gescher.localhost:${server.port}`
  const only = (result, status) => {
    check(result.answers.length === 1 && result.answers[0].status === status, `expected one answer ${status}, got ${result.answers.map(a => a.status).join(', ') || 'none'}`)
    return result.answers[0]
  }

  await report.test('a body larger than the form takes is refused with 413 before it is read', async () => {
    const told = only(await raw(`POST /rueckmeldung HTTP/1.1\r\nHost: ${host}\r\nContent-Type: ${form}\r\nContent-Length: 900000000\r\n\r\n`), 413)
    check(told.close, 'the connection must close')
    check(told.body.includes('Nichts wurde gespeichert'), 'the answer says that nothing was stored')
  })
  await report.test('a piece of a file has a megabyte and no more, and nobody\'s draft takes none', async () => {
    const piece = bytes => `POST /mein-antrag/${'0'.repeat(32)}/stuecke/x HTTP/1.1\r\nHost: ${host}\r\nContent-Type: multipart/form-data; boundary=x\r\nContent-Length: ${bytes}\r\n\r\n`
    only(await raw(piece(1_100_000)), 413)
    only(await raw(`${piece(1_000_000)}${'x'.repeat(1_000_000)}`), 404)
  })
  await report.test('a large body that is sent anyway is answered, not cut off', async () => {
    only(await raw(`POST /rueckmeldung HTTP/1.1\r\nHost: ${host}\r\nContent-Type: ${form}\r\nContent-Length: 1000000\r\n\r\n${'x'.repeat(1000000)}`), 413)
  })
  await report.test('a chunked body larger than the form takes is refused with 413', async () => {
    const chunk = `4000\r\n${'x'.repeat(0x4000)}\r\n`
    only(await raw(`POST /rueckmeldung HTTP/1.1\r\nHost: ${host}\r\nContent-Type: ${form}\r\nTransfer-Encoding: chunked\r\n\r\n${chunk.repeat(4)}0\r\n\r\n`), 413)
  })
  await report.test('a body in crumbs is refused, one in ordinary pieces is read', async () => {
    const chunked = body => raw(`POST /rueckmeldung HTTP/1.1\r\nHost: ${host}\r\nContent-Type: ${form}\r\nTransfer-Encoding: chunked\r\n\r\n${body}0\r\n\r\n`)
    only(await chunked('1\r\na\r\n'.repeat(100)), 400)
    only(await chunked('14\r\n12345678901234567890\r\n'.repeat(100)), 422)
  })
  await report.test('413 keeps its status for the API and for an unknown host', async () => {
    only(await raw(`POST /api/v1/services HTTP/1.1\r\nHost: ${host}\r\nContent-Length: 99999999\r\n\r\n`), 413)
    only(await raw(`POST /x HTTP/1.1\r\nHost: nirgendwo.localhost:${server.port}\r\nContent-Length: 99999999\r\n\r\n`), 413)
  })
  await report.test('a head of more than 16 KiB gets 431', async () => {
    only(await raw(`GET / HTTP/1.1\r\nHost: ${host}\r\nX-Long: ${'a'.repeat(20000)}\r\n\r\n`), 431)
    only(await raw(`GET / HTTP/1.1\r\nHost: ${host}\r\nCookie: ${'a'.repeat(200000)}`), 431)
  })
  await report.test('more than 100 fields get 431', async () => {
    only(await raw(`GET / HTTP/1.1\r\nHost: ${host}\r\n${Array.from({ length: 150 }, (_, i) => `X-${i}: 1\r\n`).join('')}\r\n`), 431)
  })
  await report.test('a target of more than 4 KiB gets 414', async () => {
    only(await raw(`GET /suche?q=${'a'.repeat(5000)} HTTP/1.1\r\nHost: ${host}\r\n\r\n`), 414)
    only(await raw(`GET /suche?q=${'a'.repeat(4000)} HTTP/1.1\r\nHost: ${host}\r\n\r\n`), 200)
  })
  await report.test('a method that the address does not know gets 405 with Allow', async () => {
    for (const [method, path, allowed] of [['POST', '/dienste', ['GET', 'HEAD']], ['DELETE', '/', ['GET', 'HEAD']], ['PUT', '/rueckmeldung', ['GET', 'HEAD', 'POST']], ['OPTIONS', '/api/v1/services', ['GET', 'HEAD']], ['PATCH', '/api/v1/services/99107023017000', ['GET', 'HEAD']], ['GET', '/mein-antrag/x/stuecke', ['POST']], ['PATCH', '/mein-antrag/x/stuecke/y', ['GET', 'HEAD', 'POST']], ['DELETE', '/mein-antrag/x/stuecke/y', ['GET', 'HEAD', 'POST']]]) {
      const answer = await server.request('gescher', path, { method })
      equal(answer.status, 405, `${method} ${path}`)
      equal((answer.headers.allow ?? '').split(/, */).sort().join(' '), allowed.sort().join(' '), `Allow for ${path}`)
      if (path.startsWith('/api/')) equal(answer.headers['content-type'], 'application/problem+json', 'type of the answer')
    }
  })
  await report.test('HEAD is GET without the body', async () => {
    // Pages say what is open now: asked again when a minute has ended in between.
    const both = async path => {
      for (;;) {
        const minute = Math.floor(Date.now() / 60000)
        const found = [await server.request('gescher', path), await server.request('gescher', path, { method: 'HEAD' })]
        if (Math.floor(Date.now() / 60000) === minute) return found
      }
    }
    for (const path of ['/', '/dienste/personalausweis', '/suche?q=hund', '/api/v1/services?limit=2', '/gibt-es-nicht', '/sitemap.xml', '/health']) {
      const [get, head] = await both(path)
      equal(head.status, get.status, `status of ${path}`)
      equal(head.body.length, 0, `body of ${path}`)
      for (const name of Object.keys(get.headers)) if (!['date', 'keep-alive'].includes(name) && !(path === '/health' && name === 'content-length')) equal(head.headers[name], get.headers[name], `${name} of ${path}`)
    }
    const { answers } = await raw(`HEAD / HTTP/1.1\r\nHost: ${host}\r\n\r\nGET /health HTTP/1.1\r\nHost: ${host}\r\n\r\n`)
    check(answers.length >= 1, 'HEAD and GET on one connection')
  })
  await report.test('Expect: 100-continue is answered, then the request', async () => {
    const { bytes, answers } = await raw(`POST /rueckmeldung HTTP/1.1\r\nHost: ${host}\r\nContent-Type: ${form}\r\nExpect: 100-continue\r\nContent-Length: 3\r\n\r\na=b`)
    check(bytes.toString('latin1').startsWith('HTTP/1.1 100 Continue\r\n\r\n') || answers[0].status === 422, bytes.toString('latin1').slice(0, 60))
    equal(answers[0].status, 422, 'final status')
  })
  await report.test('ten requests in one go are answered in order', async () => {
    const paths = Array.from({ length: 10 }, (_, i) => (i % 2 ? '/health' : `/gibt-es-nicht-${i}`))
    const { answers } = await raw(paths.map((path, i) => `GET ${path} HTTP/1.1\r\nHost: ${host}\r\n${i === 9 ? 'Connection: close\r\n' : ''}\r\n`).join(''))
    equal(answers.map(a => a.status).join(' '), paths.map((_, i) => (i % 2 ? 200 : 404)).join(' '), 'answers')
  })
  await report.test('a form from another site is refused, and nothing is stored', async () => {
    const before = server.command('feedback', 'gescher').length
    const body = new URLSearchParams({ form: 'a'.repeat(32), urteil: 'ja', text: 'fremd' }).toString()
    const send = headers => server.request('gescher', '/rueckmeldung', { method: 'POST', body, headers: { 'content-type': form, ...headers } })
    for (const headers of [{ 'sec-fetch-site': 'cross-site' }, { origin: 'https://evil.example' }, { origin: 'null' }, { origin: server.town('ahaus') }]) equal((await send(headers)).status, 403, JSON.stringify(headers))
    equal((await send({ 'content-type': 'text/plain' })).status, 415, 'text/plain')
    equal((await send({ 'content-type': 'application/json' })).status, 415, 'application/json')
    equal(server.command('feedback', 'gescher').length, before, 'stored remarks')
  })

  await slowClients(report, server, host)
  await tooOften(report, server, spare)
}

async function slowClients(report, server, host) {
  await report.test('clients that drip their header or body are closed after ten seconds; others are served meanwhile', async () => {
    let open = 3
    const drip = (start, more) => new Promise(resolve => {
      const begun = Date.now()
      const socket = net.connect(server.port, '127.0.0.1', () => socket.write(start))
      const timer = setInterval(() => socket.write(more), 500)
      const end = () => { clearInterval(timer); clearTimeout(limit); socket.destroy(); --open; resolve((Date.now() - begun) / 1000) }
      const limit = setTimeout(end, 60000)
      socket.on('error', end).on('close', end).on('end', end).resume()
    })
    const slow = Promise.all([
      drip('GET / HT', 'T'), drip(`GET / HTTP/1.1\r\nHost: ${host}\r\n`, 'X-Drip: 1\r\n'),
      drip(`POST /rueckmeldung HTTP/1.1\r\nHost: ${host}\r\nContent-Type: ${form}\r\nContent-Length: 1000\r\n\r\n`, 'x'),
    ])
    equal((await server.request('gescher', '/')).status, 200, 'another visitor')
    equal(open, 3, 'dripping clients when the other visitor has been served')
    const seconds = await slow
    check(seconds.every(s => s >= 5 && s <= 30), `closed after ${seconds.map(s => s.toFixed(1)).join(', ')} s (first line, fields, body)`)
  })
}

async function tooOften(report, server, spare) {
  await report.test('one network with many passwords at once is told to come later, and somebody else is served', async () => {
    const body = new URLSearchParams({ form: 'a'.repeat(32), name: 'niemand', passwort: 'falsch falsch falsch', code: '000000' }).toString()
    const tries = client => server.request('gescher', '/verwaltung/anmelden', { method: 'POST', body, headers: { 'content-type': form, 'x-forwarded-for': client } })
    const flood = Array.from({ length: 80 }, () => tries('203.0.113.66'))
    const other = await tries('203.0.113.67')
    check([422, 429].includes(other.status) && !other.text.includes('etwas zu schnell'), `somebody else: ${other.status}`)
    const answers = (await Promise.all(flood)).map(answer => answer.status)
    check(answers.includes(429) && !answers.includes(503), `the flood: ${answers.join(' ')}`)
  })
  await report.test('too many requests get 429 with Retry-After, in the form the client reads', async () => {
    const limited = await TestServer.start({ binary: server.binary, data: spare, rateLimit: null, limited: true })
    try {
      const ask = (town, path, headers) => limited.request(town, path, { headers })
      // Tokens come back by the second: how many requests it takes depends on how fast they are answered.
      const untilRefused = async (what, town, path, headersOf = () => undefined) => {
        const answers = []
        await until(`429 for ${what}`, async () => {
          answers.push(...await Promise.all(Array.from({ length: 60 }, (_, i) => ask(town, path, headersOf(i)))))
          return answers.some(answer => answer.status === 429)
        })
        return answers
      }
      const many = await untilRefused('many requests', 'gescher', '/api/v1/suggest?q=hund')
      const refused = many.filter(answer => answer.status === 429)
      check(many.every(answer => [200, 429].includes(answer.status)), 'other answers than 200 and 429')
      check(many.filter(answer => answer.status === 200).length >= 50, 'a whole page of requests must pass before the limit')
      const one = refused.at(-1)
      check(Number(one.headers['retry-after']) >= 1, `Retry-After: ${one.headers['retry-after']}`)
      equal(one.headers['content-type'], 'application/problem+json', 'type for the API')
      equal(one.json().status, 429, 'status in the problem')
      const page = (await untilRefused('pages', 'gescher', '/dienste/personalausweis')).find(answer => answer.status === 429)
      check(page.headers['content-type'].startsWith('text/html') && page.text.includes('etwas zu schnell'), 'people get a page in words')
      check(page.headers['cache-control'] === 'no-store', `Cache-Control of 429: ${page.headers['cache-control']}`)
      check(page.body.length < 1500, `a refusal costs ${page.body.length} bytes`)
      let strangers = 0
      await untilRefused('a stranger with X-Forwarded-For, which must not open a new account', 'gescher', '/', () => ({ 'x-forwarded-for': `10.0.${strangers >> 8}.${strangers++ & 255}` }))
      const last = (await untilRefused('an unknown host', 'nirgendwo', '/')).findLast(answer => answer.status === 429)
      // One network has 200 connections, the others theirs; whoever has let go of his may come again.
      const sockets = Array.from({ length: 230 }, () => net.connect(limited.port, '127.0.0.1').on('error', () => {}).resume())
      await until('connections beyond 200 are closed', () => sockets.filter(socket => socket.destroyed || socket.readableEnded).length >= 20)
      for (const socket of sockets) socket.destroy()
      await pause(Number(last.headers['retry-after']) * 1000 + 200)
      equal((await ask('gescher', '/')).status, 200, 'after waiting as told')
    } finally {
      await limited.stop()
    }
  })
  await report.test('two programs cannot take one port: the second says so and ends with 4', async () => {
    const { spawnSync } = await import('node:child_process')
    const second = spawnSync(server.binary, ['serve', '--data', `${server.data}-second`, '--port', String(server.port)], { encoding: 'utf8', timeout: 180000 })
    const { rmSync } = await import('node:fs')
    rmSync(`${server.data}-second`, { recursive: true, force: true })
    check([3, 4].includes(second.status), `exit code ${second.status}`)
    check(`${second.stderr}${second.stdout}`.length > 20, 'it says why')
  })
  await report.test('/metrics is for this machine only, and forwarded requests are not from this machine', async () => {
    const direct = await server.request('', '/metrics')
    equal(direct.status, 200, 'asked directly')
    check(/^# TYPE \w+ (counter|gauge|histogram)$/m.test(direct.text), 'Prometheus text')
    const labels = '(\\{([a-zA-Z_]\\w*="([^"\\\\\\n]|\\\\.)*",?)*\\})?'
    const sample = new RegExp(`^(#.*|[a-zA-Z_:][\\w:]*${labels} (-?[\\d.]+(e[+-]?\\d+)?|[+-]Inf|NaN))$`)
    for (const line of direct.text.trim().split('\n')) check(sample.test(line), `not Prometheus text: ${line}`)
    for (const [name, value] of [['x-forwarded-for', '203.0.113.7'], ['x-forwarded-for', '127.0.0.1'], ['x-forwarded-for', '::1'], ['forwarded', 'for=127.0.0.1'], ['x-real-ip', '127.0.0.1'], ['via', '1.1 proxy']]) equal((await server.request('', '/metrics', { headers: { [name]: value } })).status, 403, `${name}: ${value}`)
  })
  await report.test('with an address of their own, figures are there and nowhere else', async () => {
    const { createServer } = await import('node:net')
    const port = await new Promise(done => { const probe = createServer().listen(0, '127.0.0.1', () => { const found = probe.address().port; probe.close(() => done(found)) }) })
    const { TestServer } = await import('../support/server.mjs')
    const { mkdtempSync, rmSync } = await import('node:fs')
    const { tmpdir } = await import('node:os')
    const { join } = await import('node:path')
    const folder = mkdtempSync(join(tmpdir(), 'kreislauf-metrics-'))
    const watched = await TestServer.start({ binary: server.binary, data: join(folder, 'data'), demo: false, options: ['--metrics-address', `127.0.0.1:${port}`] })
    try {
      for (const path of ['/metrics', '/en/metrics']) equal((await watched.request('', path)).status, 404, `at the portal: ${path}`)
      const figures = await fetch(`http://127.0.0.1:${port}/metrics`)
      equal(figures.status, 200, 'at their own address')
      check((await figures.text()).includes('kreislauf_authorities_unreadable 0'), 'figures')
      const health = await (await fetch(`http://127.0.0.1:${port}/health`)).json()
      check(health.version && health.store === 'SQLite', JSON.stringify(health))
      for (const path of ['/', '/assets/app.css', '/verwaltung/anmelden']) equal((await fetch(`http://127.0.0.1:${port}${path}`)).status, 404, path)
    } finally { await watched.stop(); rmSync(folder, { recursive: true, force: true }) }
  })
  await report.test('/health tells strangers whether the portal works, and no more', async () => {
    const told = (await server.request('', '/health', { headers: { 'x-forwarded-for': '203.0.113.7' } })).json()
    check(told.status === 'ok' && !('version' in told) && !('store' in told), JSON.stringify(told))
  })
  await report.test('/health answers with figures', async () => {
    const answer = await server.request('', '/health')
    equal(answer.status, 200, 'status')
    equal(answer.json().status, 'ok', 'word')
    check(answer.json().authorities >= 400, `${answer.json().authorities} authorities`)
  })
}
