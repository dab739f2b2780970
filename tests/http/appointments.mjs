// Appointments and the office under hostile input: every field, every route, other towns, other offices. Nothing answers 5xx.
import { until } from '../support/patience.mjs'
import { check, equal, Findings } from '../support/report.mjs'
import { TestServer } from '../support/server.mjs'
import { proofFor, Visitor, formKey } from '../support/visitor.mjs'

const office = '/verwaltung/amt/buergerbuero'
const script = '<script>alert(1)</script>"\'><img src=x onerror=alert(2)>'
const raw = /<script>alert|<img src=x/
const nonsense = ['', '9999-99-99', '9999-12-31', '0000-00-00', '-1', '99999999999999999999', '%00', '%ff%fe', '../../etc/passwd', "' OR 1=1 --", script, 'a'.repeat(3000), '٣', '1e9']

/** Its own program: budgets of connections and the clock are those of this test. */
export async function appointments(report, { binary, data }) {
  const server = await TestServer.start({ binary, data, options: ['--demo-at', '2026-11-23T09:20', '--trusted-proxy', '127.0.0.1'], limited: true })
  try {
    await hostile(report, server)
  } finally {
    await server.stop()
  }
}

async function hostile(report, server) {
  let people = 0
  const guest = () => new Visitor(server, 'gescher', { client: `203.0.113.${++people}` })
  const [clerk, reception, admin] = [guest(), guest(), guest()]
  await clerk.signIn('schalter1')
  await reception.signIn('empfang')
  await admin.signIn('verwaltung')

  await report.test('odd parameters of every route get an answer in words', async () => {
    const findings = new Findings(), visitor = guest()
    const times = 'dienst=personalausweis'
    const spots = [...['dienst', 'q', 'fehlt', 'personen'].map(name => `/termine?${name}=`), ...['tag', 'ab', 'ort', 'tageszeit', 'weg', 'barrierefrei', 'termin', 'anzahl-personalausweis', 'dienst'].map(name => `/termine/zeiten?${times}&${name}=`),
      `/termine/warteliste?${times}&ort=`, '/aemter/buergerbuero/warteraum?nummer=', '/aemter/buergerbuero/aufruf?x=', '/verwaltung/anmelden?ziel=']
    const signedIn = ['/schalter?schalter=', '/schalter?schalter=1&getan=', '/tag?tag=', '/tag?q=', '/tag?getan=', '/absage/', '/buchen?dienst=', '/buchen?verschieben=', '/buchen?schritt=zeit&dienst=99115005000000&ab=', '/buchen?dienst=99115005000000&zeit=', '/buchen?weg=', '/empfang?drucken=', '/empfang?getan='].map(path => office + path)
    const pathSpots = ['/termin/', '/termine/buchen/', '/termine/gesendet/', '/warteliste/', '/verwaltung/personen/', '/verwaltung/amt/']
    for (const value of nonsense) {
      const encoded = value.startsWith('%') ? value : encodeURIComponent(value)
      const ask = async (who, path) => {
        const answer = await who.get(path)
        findings.want(answer.status < 500, `${answer.status} for ${path.slice(0, 120)}`)
        findings.want(!raw.test(answer.text), `script in ${path.slice(0, 120)}`)
      }
      for (const spot of spots) await ask(visitor, spot + encoded)
      for (const spot of signedIn) await ask(spot.includes('/schalter') ? clerk : reception, spot + encoded)
      for (const spot of pathSpots) await ask(spot.startsWith('/verwaltung/p') ? admin : visitor, `${spot}${encoded}`)
      for (const spot of [`/termin/${encoded}/bestaetigen/${encoded}`, `/termin/${encoded}/kalender.ics`, `/termin/${encoded}/absagen`, `/termin/${encoded}/verschieben`, `/aemter/${encoded}/aufruf`, `/aemter/${encoded}/warteraum`, `/verwaltung/amt/${encoded}/schalter`]) await ask(reception, spot)
    }
    findings.close()
  })

  await report.test('forms with odd fields, without key, with a foreign token are refused and change nothing', async () => {
    const findings = new Findings()
    const before = await reception.get(`${office}/tag?tag=2026-11-27`)
    const routes = ['/termine/reservieren', '/termine/warteliste', '/termine/buchen/x', '/termine/gesendet/x', '/termin/x/absagen', '/termin/x/verschieben', '/termin/x/frueher', '/termin/x/bestaetigen/y', '/warteliste/x', '/verwaltung/anmelden', '/geraet']
    const inside = ['/schalter/aufruf', '/schalter/1', '/schalter/99999999999999999999', '/tag', '/absage/0', '/sperren', '/buchen', '/empfang', '/kiosk'].map(path => office + path)
    const csrf = /name="csrf" value="([^"]+)"/.exec((await reception.get(`${office}/empfang`)).text)[1]
    for (const value of nonsense) {
      const visitor = guest()
      const text = value.startsWith('%') ? decodeURIComponent(value.replace('%ff%fe', '%C3%BF')) : value
      for (const fields of [{}, { form: text }, { form: 'a'.repeat(32), dienst: text, zeit: text, name: text, mail: text, ort: text, wann: text, bis: text, antwort: text, weg: text, code: text, passwort: text }, { form: 'b'.repeat(32), dienst: 'personalausweis', zeit: `buergerbuero.${text}` }]) {
        for (const route of routes) {
          const answer = await visitor.post(route, fields)
          findings.want(answer.status < 500, `${answer.status} for ${route} with ${JSON.stringify(fields).slice(0, 100)}`)
          findings.want(!raw.test(answer.text), `script in the answer of ${route}`)
        }
      }
      for (const fields of [{ csrf, form: text }, { csrf, form: 'c'.repeat(32), schalter: text, was: text, wer: text, dienst: text, zeit: text, tag: text, von: text, bis: text, grund: text, anmelden: text, fehlt: text, freigeben: text, verschieben: text, taste: text, code: text, name: text }]) {
        for (const route of inside) {
          const answer = await (route.includes('schalter') ? clerk : reception).post(route, fields)
          findings.want(answer.status < 500, `${answer.status} for ${route} with ${JSON.stringify(fields).slice(0, 100)}`)
          findings.want(!raw.test(answer.text), `script in the answer of ${route}`)
        }
      }
    }
    for (const route of inside) {
      const who = route.includes('schalter') ? clerk : reception
      for (const fields of [{}, { csrf: 'f'.repeat(64), form: 'd'.repeat(32), schalter: '1', was: 'call' }, { csrf: /name="csrf" value="([^"]+)"/.exec((await admin.get('/verwaltung/konto/passwort')).text)[1], form: 'e'.repeat(32) }]) {
        const answer = await who.post(route, fields)
        findings.want(answer.status >= 400 && answer.status < 500, `${answer.status} for ${route} with a foreign token`)
      }
    }
    for (const [method, path] of [['DELETE', '/termin/x'], ['PUT', '/termine'], ['POST', '/termine'], ['GET', '/termine/reservieren'], ['GET', `${office}/sperren`], ['PATCH', `${office}/tag`], ['POST', '/aemter/buergerbuero/aufruf'], ['OPTIONS', '/termine/zeiten']]) {
      const answer = await reception.ask(method, path, method === 'GET' ? undefined : 'a=b')
      findings.want(answer.status >= 400 && answer.status < 500 || method === 'OPTIONS', `${answer.status} for ${method} ${path}`)
    }
    const rows = answer => answer.text.match(/<tr.*?<\/tr>/gs)?.map(row => row.replace(/<[^>]+>/g, ' ')) ?? []
    const known = new Set(rows(before))
    for (const row of rows(await reception.get(`${office}/tag?tag=2026-11-27`))) findings.want(known.has(row), `something was booked or blocked: ${row}`)
    findings.close()
  })

  await report.test('script in a name and a note is text wherever it is shown', async () => {
    const findings = new Findings(), visitor = guest()
    const booked = await visitor.appointment({ name: 'Karl Beispiel', note: script, query: 'dienst=meldebescheinigung', pick: values => values.find(value => value.includes('20261123')) ?? values[0] })
    const listed = { location: await visitor.waits('dienst=personalausweis', 'liste@example.org') }
    await reception.send(await reception.get(`${office}/empfang`), '/empfang', { wer: booked.code })
    const added = await admin.send(await admin.get('/verwaltung/personen'), '/verwaltung/personen', { name: script, login: 'boeser' })
    findings.want(added.status < 500, `account: ${added.status}`)
    const device = await admin.send(await admin.get('/verwaltung/geraete'), '/verwaltung/geraete', { name: script.slice(0, 58), amt: 'buergerbuero' })
    findings.want(device.status === 200, `device: ${device.status}`)
    const blocked = await reception.send(await reception.get(`${office}/tag`), '/sperren', { tag: '2026-11-24', schalter: '4', von: '12:00', bis: '12:05', grund: script })
    findings.want(blocked.status < 500, `block: ${blocked.status}`)
    for (const [who, path] of [[visitor, booked.page], [visitor, listed.location], [visitor, '/probepost'], [reception, `${office}/tag`], [reception, `${office}/tag?tag=2026-11-24`], [reception, `${office}/tag?q=${encodeURIComponent(script)}`], [reception, `${office}/empfang`], [clerk, `${office}/schalter?schalter=1`], [admin, '/verwaltung/personen'], [admin, '/verwaltung/geraete'], [admin, '/verwaltung/protokoll'], [visitor, '/aemter/buergerbuero/aufruf'], [visitor, '/aemter/buergerbuero/warteraum']]) {
      const answer = await who.get(path)
      findings.want(answer.status === 200, `${answer.status} for ${path}`)
      findings.want(!raw.test(answer.text), `script in ${path}`)
    }
    const wall = await visitor.get('/aemter/buergerbuero/aufruf')
    findings.want(!wall.text.includes('Karl'), 'a name on the wall')
    const file = await visitor.get(`${booked.page}/kalender.ics`)
    findings.want(file.headers['content-type'].startsWith('text/calendar') && /^END:VCALENDAR\r\n$/m.test(file.text), 'a calendar file')
    findings.close()
  })

  await report.test('line breaks in a name or an address write no header of a mail', async () => {
    const findings = new Findings(), visitor = guest(), taken = []
    for (const [name, mail] of [['Erika\r\nBcc: opfer@example.org', 'kopf1@example.org'], ['Erika', 'kopf2@example.org\r\nBcc: opfer@example.org'], ['Erika', 'kopf3@example.org, opfer@example.org'], ['Erika', '"a"<opfer@example.org>'], ['Erika', 'a@example.org%0aBcc:opfer@example.org'], ['Erika\u0000\u202eakirE', 'kopf4@example.org'], ['Erika', 'kopf5@example.org']]) {
      const held = await visitor.hold('dienst=meldebescheinigung')
      const form = await visitor.get(held.location)
      const answer = await visitor.send(form, held.location, { name, mail, pow: proofFor(form.text) })
      findings.want(answer.status < 500, `${answer.status} for ${JSON.stringify(mail)}`)
      if (answer.status === 303) taken.push(mail)
      if (answer.status === 303 && !/^kopf\d@example\.org$/.test(mail)) findings.add(`taken as an address: ${JSON.stringify(mail)}`)
    }
    check(taken.includes('kopf5@example.org'), 'even a name and an address without line breaks were refused')
    const letters = await until('their mails', async () => {
      const all = await visitor.letters()
      return taken.filter(mail => /^kopf\d@example\.org$/.test(mail)).every(mail => all.some(letter => letter.includes(mail))) && all
    })
    for (const letter of letters) findings.want(!/· an [^·]*opfer@/.test(letter), 'a mail to the victim')
    findings.close()
  })

  await report.test('numbers of another office and of another town open nothing', async () => {
    const findings = new Findings(), there = new Visitor(server, 'ahaus', { client: '203.0.113.200' })
    const foreign = await there.appointment({ query: 'dienst=personalausweis' })
    const here = await guest().appointment({ query: 'dienst=meldebescheinigung' })
    const visitor = guest()
    for (const path of [foreign.page, `${foreign.page}/kalender.ics`, `${foreign.page}/absagen`, foreign.confirm]) findings.want((await visitor.get(path)).status === 404, `${path} of Ahaus opens in Gescher`)
    for (const path of [here.page, `${here.page}/absagen`]) findings.want((await there.get(path)).status === 404, `${path} of Gescher opens in Ahaus`)
    equal((await visitor.post(`${foreign.page}/absagen`, { form: 'a'.repeat(32) })).status, 404, 'cancelling across towns')
    const clerkThere = await new Visitor(server, 'ahaus', { client: '203.0.113.201' }).signIn('empfang').catch(() => undefined)
    if (clerkThere) {
      for (const path of ['/verwaltung/amt/standesamt/tag', '/verwaltung/amt/standesamt/empfang']) findings.want((await clerkThere.get(path)).status === 403, `${path} is open to another office`)
      findings.want((await clerkThere.send(await clerkThere.get(`${office}/empfang`), '/empfang', { wer: here.code })).status === 422, 'a code of another town checks in')
    }
    for (const path of [`${office}/schalter`, '/verwaltung/personen', '/verwaltung/geraete', '/verwaltung/protokoll']) findings.want((await reception.get(path)).status === 403, `${path} is open to the reception`)
    for (const path of [`${office}/tag`, `${office}/empfang`, '/verwaltung/konto', `${office}/kiosk`]) {
      const answer = await visitor.get(path)
      findings.want(answer.status === 303 && answer.location.startsWith('/verwaltung/anmelden'), `${path} without signing in: ${answer.status}`)
    }
    for (const target of ['https://evil.example', '//evil.example', '/\\evil.example', 'javascript:alert(1)', '/verwaltung\r\nSet-Cookie: a=b']) {
      const page = await visitor.get(`/verwaltung/anmelden?ziel=${encodeURIComponent(target)}`)
      findings.want(!/name="ziel" value="[^"]*(evil|javascript|Set-Cookie)/.test(page.text), `a target outside: ${target}`)
    }
    const wrong = guest()
    const codes = []
    for (let i = 0; i < 14; ++i) codes.push((await wrong.post('/verwaltung/anmelden', { form: formKey(), name: 'leitung', passwort: `falsch ${i} falsch`, code: '000000' })).status)
    findings.want(codes.at(-1) === 429, `fourteen wrong passwords: ${codes.join(' ')}`)
    findings.close()
  })

  await report.test('a robot cannot hold or book a whole week', async () => {
    const robot = guest()
    const held = []
    for (let i = 0; i < 40; ++i) {
      const answer = await robot.hold('dienst=fuehrungszeugnis')
      held.push(answer.status)
      if (answer.status !== 303) break
    }
    equal(held.at(-1), 429, `holds of one connection (${held.length})`)
    check(held.length <= 31, `${held.length} holds`)
    equal((await guest().hold('dienst=fuehrungszeugnis')).status, 303, 'another connection')
  })
}
