// Logging in at a real provider of OpenID Connect (npm oidc-provider): residents out of a draft, back to it, and sent; staff at the directory of their authority.
//
//   node tests/oidc/run.mjs --binary BINARY
import { execFile, spawnSync } from 'node:child_process'
import { generateKeyPairSync } from 'node:crypto'
import http from 'node:http'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import Provider from 'oidc-provider'
import { options, root } from '../support/options.mjs'
import { check, equal, Report } from '../support/report.mjs'
import { TestServer } from '../support/server.mjs'
import { headline, Visitor } from '../support/visitor.mjs'

const given = options()
const report = new Report(given)
const folder = mkdtempSync(join(tmpdir(), 'kreislauf-oidc-'))
process.on('exit', () => rmSync(folder, { recursive: true, force: true }))

const rsa = generateKeyPairSync('rsa', { modulusLength: 2048 }), ec = generateKeyPairSync('ec', { namedCurve: 'P-256' }), own = generateKeyPairSync('ec', { namedCurve: 'P-256' })
const people = {
  erika: { bPK2: 'BFN-1', given_name: 'Erika', family_name: 'Mustermann', birthdate: '1964-08-12', address: { street_address: 'Heidestraße 17', postal_code: '48712', locality: 'Gescher' }, assurance: 'STORK-QAA-Level-4' },
  bodo: { preferred_username: 'Bodo@gescher.example', assurance: 'two-factors' },
  berta: { preferred_username: 'berta@gescher.example', assurance: 'two-factors' },
  max: { bPK2: 'BFN-2', given_name: 'Max', family_name: 'Muster', assurance: 'STORK-QAA-Level-1' },
}

/** A provider on a port of its own; the addresses to come back to are known later. */
class Peer {
  static async start() {
    const peer = new Peer()
    peer.server = http.createServer((request, answer) => peer.handle(request, answer))
    await new Promise(done => peer.server.listen(0, '127.0.0.1', done))
    peer.issuer = `http://127.0.0.1:${peer.server.address().port}`
    return peer
  }
  /** `claimsInToken`: else they are in userinfo only. */
  serve(back, claimsInToken) {
    const client = { redirect_uris: [back, back.replace('/anmeldung/', '/verwaltung/anmelden/')], grant_types: ['authorization_code'], response_types: ['code'] }
    const provider = new Provider(this.issuer, {
      clients: [
        { ...client, client_id: 'gescher', client_secret: 'geheim:mit /zeichen', id_token_signed_response_alg: 'PS256' },
        { ...client, client_id: 'gescher-key', token_endpoint_auth_method: 'private_key_jwt', token_endpoint_auth_signing_alg: 'ES256', id_token_signed_response_alg: 'ES256', jwks: { keys: [{ ...own.publicKey.export({ format: 'jwk' }), kid: 'own', use: 'sig', alg: 'ES256' }] } },
      ],
      jwks: { keys: [{ ...rsa.privateKey.export({ format: 'jwk' }), kid: 'rsa', use: 'sig' }, { ...ec.privateKey.export({ format: 'jwk' }), kid: 'ec', use: 'sig' }] },
      scopes: ['openid', 'profile', 'address', 'bundid'],
      claims: { openid: ['sub'], profile: ['given_name', 'family_name', 'birthdate', 'preferred_username'], address: ['address'], bundid: ['bPK2', 'assurance'] },
      conformIdTokenClaims: !claimsInToken,
      enabledJWA: { idTokenSigningAlgValues: ['RS256', 'PS256', 'ES256'], clientAuthSigningAlgValues: ['ES256', 'PS256'] },
      pkce: { required: () => true },
      cookies: { keys: ['test'] },
      features: { devInteractions: { enabled: true } },
      findAccount: (_, id) => ({ accountId: id, claims: () => ({ sub: id, ...people[id] }) }),
    })
    provider.on('server_error', (_, error) => console.error(error))
    this.handle = provider.callback()
  }
  stop() { this.server.closeAllConnections(); return new Promise(done => this.server.close(done)) }
}

/** A browser at the provider: follows, signs in, agrees; ends with the address of ours to which it is sent back. */
async function signIn(address, home, login) {
  const cookies = new Map()
  let answer, body, at = address, method = 'GET'
  for (let hops = 0; hops < 20; ++hops) {
    answer = await fetch(at, { method, body, redirect: 'manual', headers: { cookie: [...cookies].map(([name, value]) => `${name}=${value}`).join('; ') } })
    for (const line of answer.headers.getSetCookie()) { const [, name, value] = /^([^=]+)=([^;]*)/.exec(line); cookies.set(name, value) }
    const location = answer.headers.get('location')
    if (location) {
      at = new URL(location, at).href
      if (at.startsWith(home)) return at.slice(home.length)
      method = 'GET'; body = undefined
      continue
    }
    const page = await answer.text()
    const action = /<form[^>]*action="([^"]+)"/.exec(page)?.[1]
    check(action, () => `the provider shows no form: ${answer.status} ${page.slice(0, 300)}`)
    if (login === null) return /href="([^"]*abort[^"]*)"/.exec(page) ? signOff(new URL(/href="([^"]*abort[^"]*)"/.exec(page)[1], at).href, home, cookies) : undefined
    at = new URL(action, at).href; method = 'POST'
    body = new URLSearchParams(page.includes('name="login"') ? { prompt: 'login', login, password: 'x' } : { prompt: 'consent' })
  }
  throw new Error(`the provider leads nowhere: ${at}`)
}
async function signOff(address, home, cookies) {
  for (let at = address, hops = 0; hops < 10; ++hops) {
    const answer = await fetch(at, { redirect: 'manual', headers: { cookie: [...cookies].map(([name, value]) => `${name}=${value}`).join('; ') } })
    at = new URL(answer.headers.get('location'), at).href
    if (at.startsWith(home)) return at.slice(home.length)
  }
  throw new Error('nobody can break off')
}

const day = (name, [year, month, date]) => ({ [`${name}.tag`]: date, [`${name}.monat`]: month, [`${name}.jahr`]: year })
const home = (name, number) => ({ [`${name}-strasse`]: 'Heidestraße', [`${name}-hausnummer`]: number, [`${name}-plz`]: '48712', [`${name}-ort`]: 'Gescher' })
const answers = {
  person: { vornamen: 'Erica', familienname: 'Mustermann', ...day('geburtstag', ['1964', '8', '12']) },
  alt: { ...home('alte_wohnung', '17'), alte_behalten: 'nein' },
  neu: { ...home('neue_wohnung', '18'), ...day('einzug', ['2026', '11', '20']) },
  mit: { allein: 'ja' },
  wohnungsgeber: { eigen: 'ja' },
  kontakt: { 'kontakt-mail': 'erika@example.org', 'kontakt-telefon': '' },
}

async function begin(resident) {
  const start = await resident.get('/antrag/wohnsitz-ummelden')
  equal(start.status, 200, 'the page of the beginning')
  const draft = (await resident.send(start, '/antrag/wohnsitz-ummelden')).location.replace(/\/[^/]+$/, '')
  for (const [page, fields] of Object.entries(answers)) await resident.send(await resident.get(`${draft}/${page}`), `/${page}`, fields)
  return draft
}
/** Where the button leads: the page that is shown, and the address of the provider in it. */
async function leave(resident, draft, provider = 'bundid') {
  const page = await resident.get(`${draft}/pruefen`)
  return resident.post(`${draft}/anmelden`, { form: /name="form" value="([^"]+)"/.exec(page.text)?.[1] ?? '', anbieter: provider })
}
const target = answer => answer.headers.refresh?.replace(/^0; url=/, '')

async function main() {
  const data = join(folder, 'data')
  const tool = (...words) => { const { status, stdout, stderr } = spawnSync(given.binary, [...words, '--data', data], { cwd: root, encoding: 'utf8' }); return { status, text: stdout + stderr } }
  // Beside the provider, which lives in this process.
  const checkLogins = path => new Promise(over => execFile(given.binary, ['check', 'logins', path], { cwd: root }, (error, out, problem) => over({ status: error?.code ?? 0, text: out + problem })))
  const file = (name, text, mode = 0o600) => { const path = join(folder, name); writeFileSync(path, text, { mode }); return path }
  const done = (...words) => { const { status, text } = tool(...words); check(status === 0, text) }
  done('import', 'authorities', file('authorities.csv', 'key,name,designation,district,population,postal_codes,longitude,latitude,outline,boundary\n05554,Borken,Kreis,,,,,,,\n05554016,Gescher,Stadt,05554,17600,48712,7.00,51.95,,\n'))
  done('import', 'offices', file('offices.csv', 'authority,id,kinds,name,street,postal_code,place,phone,email,website,longitude,latitude,hours,accessibility,note,sample\ngescher,buergerbuero,buergerbuero,Bürgerbüro,Marktplatz 1,48712,Gescher,,bb@gescher.example,,,,Mo 08:00-12:30,,,0\n'))
  const peer = await Peer.start()
  const provider = (id, name, more) => `[[provider]]\nid = "${id}"\nname = "${name}"\nissuer = "${peer.issuer}"\nloopback = true\nscopes = ["openid", "profile", "address", "bundid"]\nlevel_claim = "assurance"\n${more}\n`
  const settings = file('logins.toml', provider('bundid', 'BundID', 'client_id = "gescher"\nclient_secret = "geheim:mit /zeichen"')
    + provider('amt', 'Verzeichnis der Stadt', 'kind = "staff"\nclient_id = "gescher"\nclient_secret = "geheim:mit /zeichen"\nlogin_domain = "gescher.example"\nsecond_factor = ["two-factors"]\ntowns = ["gescher"]')
    + provider('zweite', 'Zweites Konto', `client_id = "gescher-key"\nkey_id = "own"\nprivate_key = """\n${own.privateKey.export({ type: 'pkcs8', format: 'pem' })}"""`))
  const server = await TestServer.start({ binary: given.binary, data, demo: false, options: ['--logins', settings] })
  const site = server.town('gescher')
  peer.serve(`${site}/anmeldung/zurueck`, true)
  done('import', 'answers', file('answers.csv', 'authority,service,question,answer\ngescher,99115005011000,online,ja\n'))
  await new Promise(over => setTimeout(over, 2500))

  await report.test('a resident logs in out of the draft, takes over what is known, and sends', async () => {
    const resident = new Visitor(server)
    const draft = await begin(resident)
    const page = await leave(resident, draft)
    equal(page.status, 200, headline(page.text))
    check(target(page)?.startsWith(`${peer.issuer}/`), page.headers.refresh)
    const back = await resident.get(await signIn(target(page), site, 'erika'))
    check(back.location?.endsWith('?anmeldung=fertig'), `${back.status} ${back.location}`)
    const own = back.location.replace(/\?.*/, '')
    check(own !== draft, 'the link is the same')
    const page_of_person = async () => (await resident.get(`${own}/person`)).text
    check((await page_of_person()).includes('value="Erica"'), 'taken before anybody wanted it')
    await resident.send(await resident.get(back.location), '/uebernehmen')
    check((await page_of_person()).includes('value="Erika"'), 'not taken')
    const shown = await resident.get(back.location)
    for (const text of ['Erika Mustermann', 'Heidestraße 17, 48712 Gescher', '12. August 1964', 'hoch']) check(shown.text.includes(text), text)
    equal((await resident.get(draft)).status, 410, 'the old link')
    const sent = await resident.send(await resident.get(`${own}/pruefen`), '/senden')
    equal(sent.location, `${own}?neu=1`, 'sent')
    check((await resident.get(own)).text.includes('Sie waren mit BundID angemeldet'), 'not said afterwards')
    check(resident.cookies.size === 0, 'a cookie was set')
  })

  await report.test('the same by a key of our own, and signed by ES256', async () => {
    const resident = new Visitor(server)
    const draft = await begin(resident)
    const back = await resident.get(await signIn(target(await leave(resident, draft, 'zweite')), site, 'erika'))
    check(back.location?.endsWith('?anmeldung=fertig'), `${back.status} ${back.location}`)
  })

  await report.test('a level that is too low, and somebody who breaks off: told plainly, the draft is kept', async () => {
    const resident = new Visitor(server)
    const draft = await begin(resident)
    const low = await resident.get(await signIn(target(await leave(resident, draft)), site, 'max'))
    equal(low.location, `${draft}?anmeldung=niveau`, 'too low')
    check((await resident.get(low.location)).text.includes('Diese Anmeldung reicht nicht aus'), 'not told')
    const off = await resident.get(await signIn(target(await leave(resident, draft)), site, null))
    equal(off.location, `${draft}?anmeldung=abgebrochen`, 'broken off')
    const check_page = await resident.get(`${draft}/pruefen`)
    check(check_page.text.includes('Heidestraße 17') && check_page.text.includes('Mit BundID anmelden'), 'the draft')
  })

  await report.test('the same answer twice is one login, an answer of before is none', async () => {
    const resident = new Visitor(server)
    const draft = await begin(resident)
    const query = await signIn(target(await leave(resident, draft)), site, 'erika')
    const [first, second] = await Promise.all([resident.get(query), resident.get(query)])
    const third = await resident.get(query)
    check([first, second].some(one => one.location?.endsWith('fertig')), `${first.status} ${second.status}`)
    check([first, second].every(one => one.location?.endsWith('fertig') || one.status === 200), `${first.status} ${second.status}`)
    check(third.location?.endsWith('fertig'), `${third.status}`)
    equal((await resident.get(query.replace(/code=[^&]+/, 'code=another'))).status, 400, 'another code')
  })

  await report.test('staff sign in at the directory of their authority, and nobody else does', async () => {
    done('staff', 'add', 'gescher', 'bodo', 'Bodo Baumann', '--role', 'clerk', '--office', 'buergerbuero')
    const go = async (clerk, login) => {
      const page = await clerk.get('/verwaltung/anmelden?ziel=%2Fverwaltung%2Famt%2Fbuergerbuero%2Ffaelle')
      return clerk.get(await signIn(target(await clerk.send(page, '/verwaltung/anmelden/verzeichnis')), site, login))
    }
    const clerk = new Visitor(server), stranger = new Visitor(server), resident = new Visitor(server)
    equal((await go(clerk, 'bodo')).location, '/verwaltung/amt/buergerbuero/faelle', 'in')
    equal((await clerk.get('/verwaltung/amt/buergerbuero/faelle')).status, 200, 'the work list')
    for (const [login, words] of [['berta', 'Hier ist kein Konto für Sie'], ['erika', 'Ein zweiter Faktor fehlt']]) {
      const back = await go(stranger, login)
      equal(back.status, 403, login)
      check(back.text.includes(words), headline(back.text))
    }
    check(![...stranger.cookies.keys()].some(name => name.includes('verwaltung')), 'a stranger has a session')
    const draft = await begin(resident)
    check(!(await resident.get(`${draft}/pruefen`)).text.includes('Verzeichnis der Stadt'), 'residents are sent to the directory of staff')
  })

  await report.test('claims that are in userinfo only are fetched there', async () => {
    peer.serve(`${site}/anmeldung/zurueck`, false)
    const resident = new Visitor(server)
    const draft = await begin(resident)
    const back = await resident.get(await signIn(target(await leave(resident, draft)), site, 'erika'))
    check(back.location?.endsWith('?anmeldung=fertig'), `${back.status} ${back.location}`)
    check((await resident.get(back.location)).text.includes('12. August 1964'), 'not there')
  })

  await report.test('kreislauf check logins says who answers', async () => {
    const { status, text } = await checkLogins(settings)
    equal(status, 0, text)
    check(text.includes('BundID') && text.includes('answers'), text)
    check((await checkLogins(file('open.toml', 'x', 0o644))).text.includes('chmod 600'), 'a file for everybody')
  })

  await report.test('the provider is down: a plain page, and the draft is kept', async () => {
    const resident = new Visitor(server)
    const draft = await begin(resident)
    const query = await signIn(target(await leave(resident, draft)), site, 'erika')
    await peer.stop()
    const back = await resident.get(query)
    equal(back.location, `${draft}?anmeldung=gestoert`, 'back')
    const page = await resident.get(back.location)
    check(page.text.includes('Die Anmeldung klappt gerade nicht') && page.text.includes('Ihr Entwurf ist gespeichert'), 'not told')
    check((await resident.get(`${draft}/pruefen`)).text.includes('Heidestraße 17'), 'the draft')
    equal((await checkLogins(settings)).status, 1, 'check logins')
  })

  await report.test('the log names reasons and nobody', () => {
    for (const text of ['level_too_low', 'declined', 'unreachable']) check(server.log.includes(`bundid: ${text}`), `${text} is not in the log`)
    for (const text of ['Mustermann', 'erika', 'BFN-', 'geheim', '/mein-antrag/', 'code=']) check(!server.log.includes(text), `${text} is in the log`)
  })
  await server.stop()
  const { status, text } = tool('verify', 'applications', 'gescher')
  equal(status, 0, text)
}

await main()
process.exitCode = report.close()
