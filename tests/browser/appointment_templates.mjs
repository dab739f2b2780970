// Pages of appointments in their states. Each state is brought about as people do it, without a browser, before the gates look.
import { Visitor } from '../support/visitor.mjs'
import { TestServer } from '../support/server.mjs'

/** A Monday morning in the sample office, while it is at work. */
export const monday = '2026-11-23T09:20'
const noon = '2026-11-23T13:50'
const office = '/verwaltung/amt/buergerbuero'
const someLanguages = ['de', 'ar']
export const mainOfAppointments = ['choose', 'times', 'book', 'book-errors', 'appointment', 'desk', 'kiosk', 'display']

const slotOf = day => values => values.find(value => value.includes(day)) ?? values[0]

/** For programs under test: the budgets of the visitors count by their own addresses, and one machine may have many live pages. */
export const manyVisitors = ['--trusted-proxy', '127.0.0.1', '--streams-of-client', '500']

/** A second program on its own data: holds a time and gets an offer in the morning, and starts again at noon, when both are over. */
export async function startLater(binary, data) {
  const morning = await TestServer.start({ binary, data, options: ['--demo-at', monday, ...manyVisitors] })
  const guest = new Visitor(morning)
  const held = (await guest.hold()).location
  const unconfirmed = await guest.book()
  const offer = await offered(guest)
  const today = await guest.appointment({ query: 'dienst=meldebescheinigung&tageszeit=nachmittag', pick: values => values.find(value => value >= 'buergerbuero.202611231400') })
  await morning.stop()
  const atNoon = () => TestServer.start({ binary, data, options: ['--demo-at', noon, ...manyVisitors] })
  const later = { server: await atNoon(), held, unconfirmed, offer, today }
  /** Turns the clock back to noon: the appointment of that day begins ten minutes later. */
  later.again = async () => {
    await later.server.stop()
    later.server = await atNoon()
  }
  return later
}

/** Somebody on the list for whom a time has become free. */
export async function offered(guest) {
  const waits = `liste${Math.random().toString(36).slice(2)}@example.org`
  const booked = await guest.appointment({ query: 'dienst=fischereischein' })
  await guest.waits('dienst=fischereischein', waits)
  const ask = await guest.get(`${booked.page}/absagen`)
  await guest.send(ask, '/absagen')
  return guest.link(waits, /\/warteliste\/[0-9a-f]+/, /frei geworden/)
}

export async function appointmentTemplates(server, later) {
  const guest = new Visitor(server, 'gescher', { client: '203.0.113.1' })
  const [clerk, reception, admin, head] = [new Visitor(server), new Visitor(server), new Visitor(server), new Visitor(server)]
  await clerk.signIn('schalter1')
  await reception.signIn('empfang')
  await admin.signIn('verwaltung')
  await head.signIn('leitung')
  const device = await new Visitor(server).connectDevice(admin)

  const unconfirmed = await guest.book()
  const confirming = await guest.book({ name: 'Şükriye Yıldız-Öz' })
  const fresh = await guest.appointment({ query: 'dienst=wohnsitz-ummelden&dienst=personalausweis&anzahl-personalausweis=2', note: 'Ich komme mit Rollstuhl.' })
  const phone = await guest.appointment({ query: 'dienst=wohnsitz-abmelden&weg=telefon', phone: '02542 555 0199' })
  const today = await guest.appointment({ query: 'dienst=reisepass', pick: slotOf('20261123') })
  const called = await guest.appointment({ query: 'dienst=meldebescheinigung', pick: slotOf('20261123') })
  const gone = await guest.appointment()
  await guest.send(await guest.get(`${gone.page}/absagen`), '/absagen')
  const joined = await guest.waits('dienst=personalausweis', 'karl@example.org')
  const asked = await guest.asksToWait('dienst=personalausweis', 'klara@example.org')
  const offer = await offered(guest)

  // At the counter: one is checked in and called, one waits, the desk is busy.
  await reception.send(await reception.get(`${office}/empfang`), '/empfang', { wer: called.code })
  await reception.send(await reception.get(`${office}/empfang`), '/empfang', { wer: today.code })
  const number = (await device.send(await device.get(`${office}/kiosk?seite=dienste`), '/kiosk', { dienst: /name="dienst" value="([^"]+)"/.exec((await device.get(`${office}/kiosk?seite=dienste`)).text)[1] })).location
  const ticket = new URL(number, 'http://x').searchParams.get('nummer')
  const desks = [...(await clerk.get(`${office}/schalter`)).text.matchAll(/name="schalter" value="(\d+)">Schalter \d+(.*?)<\/button>/g)]
  const free = desks.find(match => !match[2])?.[1] ?? desks[0][1]
  const other = desks.find(match => match[1] !== free)[1]
  const busy = await clerk.get(`${office}/schalter?schalter=${other}`)
  const serving = /schalter\/\d+" method/.exec(busy.text)?.[0].split('"')[0]
  if (serving) await clerk.send(busy, serving, { was: busy.text.includes('value="finish"') ? 'finish' : 'no_show' })
  await clerk.send(await clerk.get(`${office}/schalter?schalter=${free}`), '/schalter/aufruf', { schalter: free })
  const dayRow = (await reception.get(`${office}/tag?tag=2026-11-24`)).text
  const cancelPath = /\/absage\/\d+/.exec(dayRow)?.[0]
  const movePath = /\/buchen\?verschieben=\d+/.exec(dayRow)?.[0]
  const service = /name="dienst" value="([^"]+)"/.exec((await reception.get(`${office}/buchen`)).text)[1]
  const held = (await guest.hold()).location
  const time = /name="zeit" value="([^"]+)"/.exec((await reception.get(`${office}/buchen?schritt=zeit&dienst=${service}`)).text)[1]
  const person = /\/verwaltung\/personen\/\d+/.exec((await admin.get('/verwaltung/personen')).text)[0]

  const town = server.town('gescher'), noonTown = later.server.town('gescher')
  const page = (name, path, more = {}) => ({ name, origin: town, path, status: 200, ...more })
  /** Pages of staff are German only (docs/decisions/0005). */
  const staff = (name, visitor, path, more = {}) => page(name, path, { visitor, languages: ['de'], ...more })
  return [
    page('choose', '/termine'),
    page('choose-picked', '/termine?dienst=personalausweis&anzahl-personalausweis=3&dienst=reisepass'),
    page('choose-search', '/termine?q=umziehen'),
    page('choose-no-hit', '/termine?q=quittenbaum'),
    page('choose-error', '/termine?fehlt=1', { status: 422, languages: someLanguages }),
    page('choose-none', '/termine', { origin: server.town('heek') }),
    page('times', '/termine/zeiten?dienst=personalausweis'),
    page('times-offices', '/termine/zeiten?dienst=personalausweis&dienst=reisepass&anzahl-reisepass=2', { origin: server.town('ahaus') }),
    page('times-day', '/termine/zeiten?dienst=personalausweis&tag=2026-11-26', { languages: someLanguages }),
    page('times-day-empty', '/termine/zeiten?dienst=personalausweis&tag=2026-11-29'),
    page('times-taken', '/termine/zeiten?dienst=personalausweis', { status: 409, send: takeNight }),
    page('times-nothing', '/termine/zeiten?dienst=personalausweis&ab=2099-01-01&tageszeit=abend'),
    page('times-not-this-way', '/termine/zeiten?dienst=personalausweis&weg=video'),
    page('times-too-many', '/termine/zeiten?dienst=personalausweis&anzahl-personalausweis=9'),
    page('book', held, { soon: true, languages: ['de', 'en', 'ar'] }),
    page('book-errors', held, { soon: true, status: 422, send: emptyForm }),
    page('sent', unconfirmed.sent, { languages: someLanguages }),
    page('sent-again', `${unconfirmed.sent}?noch=1`),
    page('confirm', confirming.confirm, { languages: someLanguages }),
    page('unconfirmed', unconfirmed.page),
    page('booked', `${fresh.page}?neu=1`, { languages: someLanguages }),
    page('appointment', fresh.page),
    page('appointment-phone', phone.page),
    page('appointment-waits', today.page, { languages: someLanguages }),
    page('appointment-called', called.page),
    page('appointment-gone', gone.page),
    page('cancel', `${fresh.page}/absagen`, { languages: someLanguages }),
    page('cancel-again', `${gone.page}/absagen`, { status: 410 }),
    page('move-times', `/termine/zeiten?dienst=personalausweis&termin=${fresh.token}`),
    page('move', `${fresh.page}/verschieben?zeit=buergerbuero.202611271000`, { languages: someLanguages }),
    page('list-form', '/termine/warteliste?dienst=personalausweis', { languages: someLanguages }),
    page('list-errors', '/termine/warteliste?dienst=personalausweis', { status: 422, send: emptyForm }),
    page('list-joined', '/termine/warteliste/eingetragen'),
    page('list-confirm', asked, { languages: someLanguages }),
    page('list-place', joined, { languages: someLanguages }),
    page('list-offer', offer, { languages: someLanguages }),
    page('wrong-link', '/termin/00000000000000000000000000000000', { status: 404 }),
    page('waiting-room', '/aemter/buergerbuero/warteraum', { languages: someLanguages }),
    page('waiting-room-number', `/aemter/buergerbuero/warteraum?nummer=${ticket}`),
    page('hold-expired', later.held, { origin: noonTown, status: 410, languages: someLanguages }),
    page('confirm-expired', later.unconfirmed.confirm, { origin: noonTown, status: 410 }),
    page('offer-expired', later.offer, { origin: noonTown }),
    page('appointment-soon', later.today.page, { soon: true, origin: noonTown, languages: someLanguages }),
    page('sample-mail', '/probepost'),

    page('sign-in', '/verwaltung/anmelden', { languages: ['de'] }),
    page('sign-in-wrong', '/verwaltung/anmelden', { status: 422, send: wrongPassword }),
    page('signed-out', '/verwaltung/konto', { status: 200 }),
    page('device', '/geraet', { languages: ['de'] }),
    staff('start', head, '/verwaltung'),
    staff('start-admin', admin, '/verwaltung'),
    staff('no-right', clerk, '/verwaltung/personen', { status: 403 }),
    staff('desk-choice', clerk, `${office}/schalter`),
    staff('desk', clerk, `${office}/schalter?schalter=${free}`),
    staff('desk-free', clerk, `${office}/schalter?schalter=${other}`),
    staff('day', reception, `${office}/tag`),
    staff('day-empty', reception, `${office}/tag?tag=2026-11-29`),
    staff('office-cancels', reception, `${office}${cancelPath}`),
    staff('office-services', reception, `${office}/buchen`),
    staff('office-times', reception, `${office}/buchen?schritt=zeit&dienst=${service}`),
    staff('office-person', reception, `${office}/buchen?dienst=${service}&zeit=${time}`),
    staff('office-person-errors', reception, `${office}/buchen?dienst=${service}&zeit=${time}`, { status: 422, send: emptyForm }),
    staff('office-moves', reception, `${office}${movePath}`),
    staff('reception', reception, `${office}/empfang`),
    staff('reception-unknown', reception, `${office}/empfang`, { status: 422, send: unknownPerson }),
    staff('reception-ticket', reception, `${office}/empfang?drucken=${ticket}`),
    staff('kiosk-start', device, '/geraet/start'),
    staff('kiosk', device, `${office}/kiosk`, { languages: someLanguages }),
    staff('kiosk-code', device, `${office}/kiosk?seite=code`, { languages: someLanguages }),
    staff('kiosk-wrong', device, `${office}/kiosk?seite=code`, { status: 422, send: wrongCode }),
    staff('kiosk-services', device, `${office}/kiosk?seite=dienste`, { languages: someLanguages }),
    staff('kiosk-ticket', device, number),
    page('display', '/aemter/buergerbuero/aufruf', { languages: someLanguages }),
    staff('rules', head, `${office}/regeln`),
    staff('rules-wrong', head, `${office}/regeln`, { status: 422, send: wrongRules }),
    staff('conflicts', head, `${office}/konflikte`),
    staff('desks', head, `${office}/schalter-und-dienste`),
    staff('settings', head, `${office}/einstellungen`),
    staff('desks-search', head, `${office}/schalter-und-dienste?suche=hund`),
    staff('load', head, `${office}/auslastung`),
    staff('load-past', head, `${office}/auslastung?von=2026-11-16`),
    staff('people', admin, '/verwaltung/personen'),
    staff('person', admin, person),
    staff('devices', admin, '/verwaltung/geraete'),
    staff('account', clerk, '/verwaltung/konto'),
    staff('password', clerk, '/verwaltung/konto/passwort'),
    staff('second-factor', clerk, '/verwaltung/konto/zweiter-faktor'),
    staff('audit', admin, '/verwaltung/protokoll'),
    staff('audit-day', admin, '/verwaltung/protokoll?wer=guest&tag=2026-11-23'),
  ]
}

const answerTo = async (page, click) => {
  const [answer] = await Promise.all([page.waitForResponse(response => response.request().method() === 'POST'), page.waitForNavigation({ waitUntil: 'load' }), click()])
  return answer
}

/** A time at which nobody works: for the server the same as one that somebody else has just taken. */
const takeNight = page => answerTo(page, async () => {
  await page.locator('.kl-slot').first().evaluate(button => { button.value = 'buergerbuero.202611240300' })
  await page.locator('.kl-slot').first().click()
})
const emptyForm = page => answerTo(page, () => page.locator('main form[method=post] button[type=submit]:not([formaction])').last().click())
const unknownPerson = page => answerTo(page, async () => { await page.fill('#wer', 'Niemand'); await page.click('main .kl-fields button') })
const wrongCode = page => answerTo(page, async () => { await page.fill('#code', 'XXXXXX'); await page.click('button[value=weiter]') })
const wrongPassword = page => answerTo(page, async () => {
  await page.fill('#name', 'schalter1')
  await page.fill('#passwort', 'falsch')
  await page.click('main form button[type=submit]')
})
const wrongRules = page => answerTo(page, async () => { await page.fill('main textarea', 'Mo-Fr 25:00-12:30 alle zehn Minuten'); await page.locator('main form[method=post] button[type=submit]').first().click() })
