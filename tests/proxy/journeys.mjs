// What holds through each of the proxies: the same journeys for nginx and for Caddy.
import { readFileSync } from 'node:fs'
import { pause, until } from '../support/patience.mjs'
import { check, equal, Findings } from '../support/report.mjs'
import { formKey, Visitor } from '../support/visitor.mjs'
import { nameOf } from './outside.mjs'

const form = 'application/x-www-form-urlencoded'
const version = /nginx\/[\d.]|Caddy\/|caddy v?\d/i

/** `report.test` with the proxy in its name. */
export async function journeys(report, program, proxy, outside) {
  const test = (what, body) => report.test(`${proxy.name}: ${what}`, body)
  await pages(test, outside)
  await encryption(test, outside)
  await figures(test, outside)
  await whoIsCounted(test, outside)
  await senders(test, outside, program)
  await files(test, outside)
  await live(test, outside, program)
  const keys = await people(test, outside, proxy.name === 'nginx' ? 'verwaltung' : 'schalter1')
  await standstill(test, outside, program, proxy, keys)
}

async function pages(test, outside) {
  await test('pages and their links have the public address, whatever port a Host field invents', async () => {
    const findings = new Findings()
    for (const town of ['', 'gescher', 'ahaus']) {
      const origin = `https://${nameOf(town)}`
      for (const host of [nameOf(town), `${nameOf(town)}:31337`, nameOf(town).toUpperCase()]) {
        const answer = await outside.request(town, '/', { host })
        findings.want(answer.status === 200, `${host}: ${answer.status}`)
        findings.want(answer.text.includes(`<link rel="canonical" href="${origin}/"`) || answer.text.includes(`<link rel='canonical' href='${origin}/'`), () => `${host}: ${/<link[^>]*canonical[^>]*>/.exec(answer.text)?.[0]}`)
        findings.want(!/31337|http:\/\/[^"' ]*portal\.example|:\d{4,5}\//.test(answer.text), `${host}: a page with another address`)
      }
      const map = await outside.request(town, '/sitemap.xml')
      findings.want(/<loc>https:\/\/[^:/]*portal\.example\//.test(map.text) && !map.text.includes('<loc>http:'), `sitemap of ${nameOf(town)}`)
    }
    findings.close()
  })
  await test('a port that is none is refused, an unknown name is told so', async () => {
    const poisoned = await outside.request('gescher', '/', { host: 'gescher.portal.example:443.evil.example' })
    check(poisoned.status === 400 || poisoned.status === 404, `status ${poisoned.status}`)
    check(!/href=["'][^"']*evil\.example/.test(poisoned.text), 'a link to the invented host')
    const strange = await outside.request('nirgendwo', '/')
    equal(strange.status, 404, 'a town that is not there')
    check(strange.text.includes('Diese Adresse kennen wir nicht'), 'words of the program')
  })
  await test('HTTP/2 gives the same page', async () => {
    const [one, two] = [await outside.request('gescher', '/impressum'), await outside.request2('gescher', '/impressum')]
    equal(two.status, 200, 'status')
    equal(two.text, one.text, 'page')
  })
}

async function encryption(test, outside) {
  await test('without TLS each address leads to the same one with TLS', async () => {
    for (const [town, path] of [['', '/'], ['gescher', '/termine?dienst=personalausweis']]) {
      const answer = await outside.plain(town, path)
      check([301, 308].includes(answer.status), `status ${answer.status}`)
      equal(answer.headers.location.replace(`:${outside.proxy.https}`, ''), `https://${nameOf(town)}${path}`, 'where it leads')
    }
  })
  await test('TLS 1.2 and 1.3, nothing older', async () => {
    for (const [asked, answer] of [['TLSv1', 'ERR_SSL_TLSV1_ALERT_PROTOCOL_VERSION'], ['TLSv1.1', 'ERR_SSL_TLSV1_ALERT_PROTOCOL_VERSION'], ['TLSv1.2', 'TLSv1.2'], ['TLSv1.3', 'TLSv1.3']]) equal(await outside.handshake(asked), answer, asked)
  })
  await test('security fields come once, the version of the proxy never', async () => {
    const findings = new Findings()
    for (const [path, more] of [['/'], ['/gibt-es-nicht'], ['/metrics'], ['/rueckmeldung', { method: 'POST', headers: { 'content-type': form }, body: 'x'.repeat(2_000_000) }]]) {
      const answer = await outside.request('gescher', path, more)
      const names = answer.raw.filter((_, i) => i % 2 === 0).map(name => name.toLowerCase())
      for (const name of ['strict-transport-security', 'x-content-type-options', 'content-security-policy', 'referrer-policy']) findings.want(names.filter(one => one === name).length === 1, `${answer.status} ${path}: ${name} ${names.filter(one => one === name).length} times`)
      findings.want(!version.test(`${answer.headers.server} ${answer.headers.via} ${answer.text}`), `${answer.status} ${path}: ${answer.headers.server}`)
    }
    findings.close()
  })
}

// What a path may look like that ends at /metrics in the end.
const spellings = ['/metrics', '/metrics?x=1', '/metrics/', '//metrics', '/./metrics', '/x/../metrics', '/%6detrics', '/METRICS', '/en/metrics', '/ar/metrics', '/en/%6Detrics', '/en//metrics']

/** Asks for the figures in every spelling; answers with the first few ways in which they came. */
export async function figuresSeen(outside) {
  const seen = []
  for (const host of ['portal.example', 'gescher.portal.example', '127.0.0.1', 'localhost', 'localhost:8080']) {
    for (const path of spellings) {
      for (const headers of [{}, { forwarded: 'for=127.0.0.1' }, { 'x-real-ip': '127.0.0.1' }, { 'x-forwarded-for': '127.0.0.1', connection: 'x-forwarded-for' }]) {
        const answer = await outside.request('', path, { host, headers })
        if (/# TYPE |kreislauf_\w+\{/.test(answer.text)) seen.push(`${host}${path} ${JSON.stringify(headers)}: ${answer.status}`)
      }
    }
  }
  return seen.slice(0, 5)
}

async function figures(test, outside) {
  await test('/metrics never comes through, in no spelling', async () => {
    equal((await figuresSeen(outside)).join('\n'), '', 'figures that a visitor saw')
    equal((await outside.request('', '/metrics')).status, 403, 'status')
  })
  await test('it is the proxy that keeps /metrics, the program is not asked', async () => {
    for (const path of ['/metrics', '/METRICS', '/en/metrics', '/metrics?x=1']) check((await outside.request('', path)).text.includes('Diese Seite ist nicht für alle da'), `${path}: not the words of the proxy`)
  })
  await test('/health comes through and is not kept', async () => {
    const answer = await outside.request('', '/health')
    equal(answer.status, 200, 'status')
    equal(answer.json().status, 'ok', 'word')
    equal(answer.headers['cache-control'], 'no-store', 'caching')
  })
}

// Each proxy gets its own visitors: what a network has done is remembered by the program.
let visitors = 10

async function whoIsCounted(test, outside) {
  const remark = (from, headers = {}) => outside.request('gescher', '/rueckmeldung', { method: 'POST', from, headers: { 'content-type': form, ...headers }, body: new URLSearchParams({ form: formKey(), urteil: 'ja', text: 'Danke' }).toString() })
  await test('limits count the visitor: not the proxy, and not what he says of himself', async () => {
    const [mine, other] = [`127.0.0.${++visitors}`, `127.0.0.${++visitors}`]
    for (let i = 0; i < 5; ++i) equal((await remark(mine)).status, 303, `remark ${i + 1}`)
    const lies = [{}, { 'x-forwarded-for': '203.0.113.9' }, { 'x-forwarded-for': `203.0.113.10, ${other}` }, { 'x-forwarded-for': '127.0.0.1' }, { forwarded: 'for=203.0.113.11' }, { 'x-real-ip': '203.0.113.12' }, { 'x-forwarded-for': '203.0.113.13', connection: 'x-forwarded-for' }, { x_forwarded_for: '203.0.113.14' }, { 'x-forwarded-for': ['203.0.113.15', '203.0.113.16'] }]
    for (const headers of lies) {
      const answer = await remark(mine, headers)
      check(answer.status !== 303 && answer.text.includes('sehr viele Meldungen'), `${JSON.stringify(headers)}: ${answer.status}`)
    }
    equal((await remark(other, { 'x-forwarded-for': mine })).status, 303, 'another visitor who gives himself out as the first')
  })
  await test('too many requests of one visitor get the 429 of the program, others go on', async () => {
    const [mine, other] = [`127.0.0.${++visitors}`, `127.0.0.${++visitors}`]
    let n = 0, refused
    await until('429', async () => {
      const round = await Promise.all(Array.from({ length: 60 }, () => outside.request('gescher', '/api/v1/suggest?q=hund', { from: mine, headers: { 'x-forwarded-for': `203.0.113.${++n % 250}` } })))
      check(round.every(answer => [200, 429].includes(answer.status)), 'other answers than 200 and 429')
      return refused = round.find(answer => answer.status === 429)
    })
    check(Number(refused.headers['retry-after']) >= 1, `Retry-After: ${refused.headers['retry-after']}`)
    equal(refused.headers['content-type'], 'application/problem+json', 'type')
    equal((await outside.request('gescher', '/', { from: other })).status, 200, 'another visitor')
  })
}

/** Connections that the program holds now, as the system counts them. */
function connectionsAt(port) {
  const hex = port.toString(16).toUpperCase().padStart(4, '0')
  return readFileSync('/proc/net/tcp', 'utf8').split('\n').filter(line => new RegExp(`^\\s*\\d+: [0-9A-F]{8}:${hex} [0-9A-F]{8}:[0-9A-F]{4} 01`).test(line)).length
}

async function senders(test, outside, program) {
  await test('slow senders wait in the proxy: the program never sees them', async () => {
    await outside.request('gescher', '/')
    const before = connectionsAt(program.port)
    const sockets = await Promise.all(Array.from({ length: 40 }, async (_, i) => {
      const socket = await outside.bytes('gescher')
      const kind = i % 2 ? 'Transfer-Encoding: chunked' : 'Content-Length: 4000'
      socket.on('error', () => {}).resume().write(`POST /rueckmeldung HTTP/1.1\r\nHost: gescher.portal.example\r\nContent-Type: ${form}\r\n${kind}\r\n\r\n`)
      return { socket, piece: i % 2 ? '1\r\na\r\n' : 'a' }
    }))
    try {
      for (let i = 0; i < 6; ++i) {
        for (const { socket, piece } of sockets) if (!socket.destroyed) socket.write(piece)
        await pause(150)
      }
      const during = connectionsAt(program.port)
      check(during <= before + 10, `${during - before} of ${sockets.length} slow senders hold a connection of the program`)
      equal((await outside.request('gescher', '/')).status, 200, 'another visitor meanwhile')
    } finally { for (const { socket } of sockets) socket.destroy() }
  })
  await test('an ordinary body in pieces arrives whole', async () => {
    const socket = await outside.bytes('gescher')
    const body = new URLSearchParams({ form: formKey(), urteil: '', text: 'Stück für Stück' }).toString()
    socket.write(`POST /rueckmeldung HTTP/1.1\r\nHost: gescher.portal.example\r\nConnection: close\r\nContent-Type: ${form}\r\nTransfer-Encoding: chunked\r\n\r\n`)
    for (const piece of body.match(/.{1,20}/gs)) socket.write(`${piece.length.toString(16)}\r\n${piece}\r\n`)
    socket.write('0\r\n\r\n')
    let text = ''
    for await (const part of socket.setEncoding('utf8')) text += part
    check(/^HTTP\/1\.1 422 /.test(text) && text.includes('Stück für Stück'), text.slice(0, 200))
  })
  await test('bodies that are too large are refused in words, at the proxy and behind it', async () => {
    const send = (body, headers = {}) => outside.request('gescher', '/rueckmeldung', { method: 'POST', headers: { 'content-type': form, ...headers }, body })
    for (const [what, bytes] of [['what the program refuses', 300_000], ['what the program refuses, larger', 900_000], ['what the proxy refuses', 3_000_000]]) {
      for (const headers of [{ 'content-length': bytes }, { 'transfer-encoding': 'chunked' }]) {
        const answer = await send('x'.repeat(bytes), headers)
        equal(answer.status, 413, `${what}, ${Object.keys(headers)}`)
        check(answer.text.includes('zu groß') && answer.text.includes('Nichts wurde gespeichert'), `${what}: ${answer.text.slice(0, 200)}`)
      }
    }
  })
}

/** Nobody has this application: what the program says of it shows that the body has come through. */
async function files(test, outside) {
  await test('a photograph of 9 MB reaches the form that asks for it, in each language; 14 MB are refused in words', async () => {
    const findings = new Findings()
    for (const language of ['', '/en']) {
      for (const [bytes, status] of [[9_000_000, 404], [14_000_000, 413]]) {
        const body = `--x\r\nContent-Disposition: form-data; name="nachweis"; filename="foto.jpg"\r\n\r\n${'x'.repeat(bytes)}\r\n--x--\r\n`
        const answer = await outside.request('gescher', `${language}/mein-antrag/${'0'.repeat(32)}/fotos`, { method: 'POST', headers: { 'content-type': 'multipart/form-data; boundary=x' }, body })
        findings.want(answer.status === status, `${language} ${bytes}: ${answer.status} ${answer.text.slice(0, 200)}`)
      }
    }
    findings.close()
  })
  await test('a file in pieces goes through, with what is answered about it', async () => {
    const person = new Visitor(outside, 'gescher')
    const begun = await person.send(await person.get('/antrag/strassenbeleuchtung-melden'), '/antrag/strassenbeleuchtung-melden')
    const own = begun.location.replace(/\/[^/]+$/, ''), text = 'x'.repeat(1_000_000)
    const ask = (path, type, body) => outside.request('gescher', path, { method: 'POST', headers: { 'content-type': type, accept: 'application/json' }, body })
    const { status, headers } = await ask(`${own}/stuecke`, form, `seite=schaden&frage=foto&name=a.txt&groesse=${2 * text.length}`)
    equal(status, 201, 'begun')
    const piece = `--x\r\nContent-Disposition: form-data; name="ab"\r\n\r\n0\r\n--x\r\nContent-Disposition: form-data; name="stueck"; filename="stueck"\r\n\r\n${text}\r\n--x--\r\n`
    for (const [wanted, what] of [[204, 'a piece'], [409, 'the same once more']]) {
      const answer = await ask(headers.location, 'multipart/form-data; boundary=x', piece)
      equal(answer.status, wanted, what)
      equal(answer.headers['upload-offset'], '1000000', `offset after ${what}`)
    }
    const now = await outside.request('gescher', headers.location, { method: 'HEAD' })
    equal(`${now.status} ${now.headers['upload-offset']} ${now.headers['upload-complete']}`, '204 1000000 ?0', 'asked')
  })
}

async function live(test, outside, program) {
  await test('live pages hear at once, over HTTP/1.1 and HTTP/2', async () => {
    const path = '/aemter/buergerbuero/neues'
    const open = [await outside.stream('gescher', path), await outside.stream2('gescher', path)]
    try {
      for (const one of open) {
        equal(one.status, 200, 'status')
        equal(one.headers['content-type'], 'text/event-stream; charset=utf-8', 'type')
        // A sign of life comes after 25 s: what is held back would come with it.
        await until('the greeting', () => one.text.includes(': hello\n'), 15)
      }
      await new Visitor(program, 'gescher.portal.example').appointment()
      for (const one of open) await until('the event', () => one.events() > 0, 15)
      for (const one of open) check(!one.ended, 'the stream has ended')
    } finally { for (const one of open) one.close() }
  })
}

/** A booking and a sign-in (a code opens once, so each proxy has its account); answers with the keys that stood in addresses. */
async function people(test, outside, login) {
  const keys = []
  await test('somebody books; links in mails lead to the public address', async () => {
    const visitor = new Visitor(outside, 'gescher')
    const booked = await visitor.appointment()
    keys.push(booked.token, booked.confirm.split('/').pop())
    const page = await visitor.get(booked.page)
    equal(page.status, 200, 'the page of the appointment')
    equal(page.headers['cache-control'], 'no-store', 'caching')
    check((await visitor.letters()).some(letter => letter.includes(`https://gescher.portal.example${booked.page}`)), 'the mail names another address')
    await visitor.get(`/warteliste/${booked.token}`)
    await visitor.get(`/neues/abo/${booked.token}`)
    await visitor.get(`/verwaltung/kalender/${booked.token}`)
  })
  await test('staff sign in; the cookie belongs to this host alone', async () => {
    const person = new Visitor(outside, 'gescher')
    person.headers = { origin: 'https://gescher.portal.example', 'sec-fetch-site': 'same-origin' }
    await person.signIn(login)
    check([...person.cookies.keys()].every(name => name.startsWith('__Host-')), [...person.cookies.keys()].join())
    const start = await person.get('/verwaltung')
    equal(start.status, 200, 'start page')
    equal(start.headers['cache-control'], 'no-store', 'caching')
    equal((await new Visitor(outside, 'ahaus').get('/verwaltung')).status, 303, 'without the cookie')
    const elsewhere = new Visitor(outside, 'gescher')
    elsewhere.headers = { origin: 'https://ahaus.portal.example' }
    equal((await elsewhere.post('/verwaltung/anmelden', { name: 'verwaltung' })).status, 403, 'a form of another town')
  })
  return keys
}

async function standstill(test, outside, program, proxy, keys) {
  await test('while the program is away there are words, without a version', async () => {
    await program.stop()
    for (const path of ['/', `/termin/${keys[0] ?? 'x'}`]) {
      const answer = await outside.request('gescher', path, { headers: { referer: `https://gescher.portal.example/termin/${keys[0]}` } })
      check([502, 503].includes(answer.status), `status ${answer.status}`)
      check(/^text\/html/.test(answer.headers['content-type']) && answer.text.includes('<html lang="de">') && answer.text.includes('Wir sind gleich zurück'), answer.text.slice(0, 200))
      check(!version.test(`${answer.headers.server} ${answer.text}`), `${answer.headers.server} ${answer.text.slice(0, 200)}`)
      equal(answer.headers['cache-control'], 'no-store', 'caching')
      check(Number(answer.headers['retry-after']) >= 1, `Retry-After: ${answer.headers['retry-after']}`)
    }
  })
  await test('no log holds a key that stood in an address', async () => {
    equal(keys.length, 2, 'keys of this journey')
    await pause(300)
    const written = proxy.written()
    for (const key of keys) check(!written.includes(key), () => written.split('\n').find(line => line.includes(key)))
  })
}
