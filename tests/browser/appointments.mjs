// Appointments as people make them, on the phone, without scripts, with the keyboard alone; and the office beside them.
import { pause, until } from '../support/patience.mjs'
import { check, equal, Findings } from '../support/report.mjs'
import { password, proof, Visitor } from '../support/visitor.mjs'
import { journeysIn } from './journey.mjs'
import { tabTo } from './journeys.mjs'

const office = '/verwaltung/amt/buergerbuero'
const address = () => `reise${Math.random().toString(36).slice(2)}@example.org`

export async function appointments(report, server, later, browser) {
  const town = server.town('gescher')
  const helper = new Visitor(server, 'gescher', { client: '203.0.113.2' })  // budgets count by connection
  const { journey, at } = journeysIn(report, browser, { viewport: { width: 390, height: 844 } })
  const press = (page, selector) => page.locator(selector).first().click()

  for (const javaScriptEnabled of [true, false]) {
    await journey(`book an identity card on the phone in five pages${javaScriptEnabled ? '' : ', no JavaScript'}`, { javaScriptEnabled }, async page => {
      const mail = address()
      let pages = 0
      page.on('framenavigated', frame => { if (frame === page.mainFrame()) ++pages })
      await page.goto(`${town}/dienste/personalausweis`)
      await press(page, '.kl-next .kl-slot')
      await at(page, /\/termine\/buchen\//)
      await page.fill('#name', 'Erika Mustermann')
      await page.fill('#mail', mail)
      await press(page, 'main form:has(#mail) button[type=submit]')
      await at(page, /\/termine\/gesendet\//)
      await page.goto(town + await helper.link(mail, /\/termin\/[0-9a-f]+\/bestaetigen\/\w+/))
      await press(page, 'main form button[type=submit]')
      await at(page, /\/termin\/[0-9a-f]+\?neu=1$/)
      equal((await page.textContent('h1')).trim(), 'Ihr Termin ist gebucht', 'heading')
      check(pages <= 5, `${pages} pages`)
      if (javaScriptEnabled) console.log(`      ${pages} pages from the service to the booked appointment`)
      await helper.link(mail, /\/termin\/[0-9a-f]+/, /Ihr Termin ist gebucht/)
      await page.goBack()
      await page.goBack()
      check((await page.textContent('h1')).trim().length > 5, 'going back leads to a page in words')
    })
  }
  await journey('the proof of work is sent with the form', {}, async page => {
    const mail = address()
    await page.goto(town + (await helper.hold('dienste=&dienst=meldebescheinigung')).location)
    const sent = page.waitForRequest(request => request.method() === 'POST')
    await page.fill('#name', 'Erika Mustermann')
    await page.fill('#mail', mail)
    const challenge = await page.getAttribute('form[data-kl-pow]', 'data-kl-pow')
    const bits = Number(await page.getAttribute('form[data-kl-pow]', 'data-kl-pow-bits'))
    await press(page, 'main form:has(#mail) button[type=submit]')
    equal(new URLSearchParams((await sent).postData()).get('pow'), proof(challenge, bits), 'the number')
    await at(page, /\/termine\/gesendet\//)
  })
  await journey('mistakes in the form are shown, and nothing is lost', { status: 422 }, async page => {
    await page.goto(town + (await helper.hold('dienst=meldebescheinigung')).location)
    await page.fill('#name', 'Zoë Õunapuu')
    await page.fill('#mail', 'zoe@')
    await page.fill('#notiz', 'Ich komme mit Kinderwagen.')
    await press(page, 'main form:has(#mail) button[type=submit]')
    await page.waitForSelector('#fehler')
    equal(await page.evaluate(() => document.activeElement.id), 'fehler', 'focus')
    equal(await page.inputValue('#name'), 'Zoë Õunapuu', 'the name')
    equal(await page.inputValue('#notiz'), 'Ich komme mit Kinderwagen.', 'the note')
    await page.click('#fehler a[href="#mail"]')
    equal(await page.evaluate(() => document.activeElement.id), 'mail', 'the link leads to the field')
  })
  await journey('a double click and the back button book once', {}, async page => {
    const mail = address()
    await page.goto(town + (await helper.hold('dienst=meldebescheinigung')).location)
    await page.fill('#name', 'Erika Mustermann')
    await page.fill('#mail', mail)
    await page.locator('main form:has(#mail) button[type=submit]').first().dblclick()
    await at(page, /\/termine\/gesendet\//)
    const link = await helper.link(mail, /\/termin\/[0-9a-f]+\/bestaetigen\/\w+/)
    await page.goBack()
    await page.waitForLoadState()
    await page.goto(town + link)
    await page.locator('main form button[type=submit]').dblclick()
    await at(page, /\?neu=1$/)
    await helper.link(mail, /\/termin\/[0-9a-f]+/, /Ihr Termin ist gebucht/)
    await pause(1500)  // a third would come now
    equal((await helper.get('/probepost')).text.split(mail).length - 1, 2, 'mails: one to confirm, one confirmed')
    await page.goto(town + link)
    check((await page.textContent('h1')).includes('schon bestätigt'), 'the link a second time says so')
  })
  await journey('a time that somebody else takes first: the choice is kept, the next times are offered', { status: 409 }, async page => {
    // Only one counter can do this at once, so the second person is refused.
    await page.goto(`${town}/termine/zeiten?dienst=personalausweis&anzahl-personalausweis=4&tag=2026-12-10`)
    const values = await page.locator('.kl-slot').evaluateAll(all => all.map(button => button.value))
    const wanted = values.at(-1)
    for (let i = 0; i < 4; ++i) {
      const answer = await helper.send(await helper.get('/termine/zeiten?dienst=personalausweis&anzahl-personalausweis=4&tag=2026-12-10'), '/termine/reservieren', { zeit: wanted })
      if (answer.status !== 303) break
    }
    await press(page, `.kl-slot[value="${wanted}"]`)
    await page.waitForSelector('#fehler')
    check((await page.textContent('#fehler')).includes('gerade vergeben'), 'it says why')
    check((await page.textContent('.kl-lead')).includes('4 × Personalausweis'), `the choice: ${await page.textContent('.kl-lead')}`)
    await press(page, '.kl-slot--first')
    await at(page, /\/termine\/buchen\//)
    check((await page.textContent('.kl-dl')).includes('4 × Personalausweis'), 'the choice in the form')
  })
  await journey('a reservation that is over says so and keeps the choice', { status: 410 }, async page => {
    await page.goto(later.server.town('gescher') + later.held)
    check((await page.textContent('h1')).includes('abgelaufen'), 'heading')
    await press(page, 'main .kern-btn--primary')
    await at(page, /\/termine\/zeiten\?dienst=personalausweis/)
  })
  await journey('move, then cancel', {}, async page => {
    const booked = await helper.appointment({ query: 'dienst=meldebescheinigung' })
    await page.goto(town + booked.page)
    const before = await page.textContent('.kl-when')
    await page.click('main a:has-text("Verschieben")')
    await at(page, /\/termine\/zeiten\?/)
    await press(page, '.kl-slot >> nth=3')
    await at(page, /\/verschieben\?/)
    await press(page, 'main form button[type=submit]')
    await at(page, /\?verschoben=1$/)
    check(await page.textContent('.kl-when') !== before, 'another time')
    equal((await page.textContent('.kl-pass__number')).replace(/\s/g, ''), booked.code, 'the number stays')
    await page.click('main a:has-text("Absagen")')
    await press(page, 'main form button[type=submit]')
    equal((await page.textContent('h1')).trim(), 'Ihr Termin ist abgesagt', 'heading')
    await page.goto(town + booked.page)
    check(await page.locator('.kl-pass').count() === 0, 'no number any more')
  })
  await journey('join the waiting list and take an offer', {}, async page => {
    const mail = address()
    const booked = await helper.appointment({ query: 'dienst=fischereischein' })
    await page.goto(`${town}/termine/zeiten?dienst=fischereischein`)
    await page.click('main a:has-text("Auf die Warteliste")')
    await page.fill('#name', 'Karl Beispiel')
    await page.fill('#mail', mail)
    await press(page, 'main form:has(#mail) button[type=submit]')
    await at(page, /\/termine\/warteliste\/eingetragen$/)
    await page.goto(town + await helper.link(mail, /\/warteliste\/[0-9a-f]+/))
    await press(page, 'button[value=warten]')
    check((await page.textContent('main')).includes('Ihr Platz auf der Liste'), 'the place')
    await helper.send(await helper.get(`${booked.page}/absagen`), '/absagen')
    // Whoever joined before is asked first; they decline.
    const link = await until('an offer', async () => {
      const mine = await helper.linkNow(mail, /\/warteliste\/[0-9a-f]+/, /frei geworden/)
      if (!mine) for (const letter of await helper.letters()) if (letter.includes('frei geworden') && !letter.includes(mail)) await decline(/\/warteliste\/[0-9a-f]+/.exec(letter)[0])
      return mine
    })
    await page.goto(town + link)
    await page.click('button[value=annehmen]')
    await at(page, /\/termin\/[0-9a-f]+\?neu=1$/)
  })
  async function decline(path) {
    const page = await helper.get(path)
    if (page.text.includes('value="ablehnen"')) await helper.send(page, path, { antwort: 'ablehnen' })
  }
  await journey('book with the keyboard alone', { viewport: { width: 1280, height: 900 } }, async page => {
    const findings = new Findings(), mail = address()
    await page.goto(`${town}/termine`)
    await tabTo(page, findings, { selector: '[name=dienst][value=wohnsitz-anmelden]' })
    await page.keyboard.press('Space')
    await tabTo(page, findings, { selector: 'main .kern-btn--primary' })
    await page.keyboard.press('Enter')
    await at(page, /\/termine\/zeiten/)
    await tabTo(page, findings, { selector: '.kl-slot--first' })
    await page.keyboard.press('Enter')
    await at(page, /\/termine\/buchen\//)
    await tabTo(page, findings, { selector: '#name' })
    await page.keyboard.type('Erika Mustermann')
    await tabTo(page, findings, { selector: '#mail' })
    await page.keyboard.type(mail)
    await page.keyboard.press('Enter')
    await at(page, /\/termine\/gesendet\//)
    findings.close()
  })

  await journey('a clerk signs in, calls, and the display on the wall follows by itself', { viewport: { width: 1280, height: 900 } }, async (page, context) => {
    const wall = await (await browser.newContext({ viewport: { width: 1920, height: 1080 } })).newPage()
    try {
      const listening = wall.waitForResponse(/\/aemter\/buergerbuero\/neues$/)
      await wall.goto(`${town}/aemter/buergerbuero/aufruf`)
      await listening
      await page.goto(`${town}${office}/schalter`)
      await at(page, /\/verwaltung\/anmelden/)
      await page.fill('#name', 'schalter2')
      await page.fill('#passwort', password)
      await page.fill('#code', await helper.code('schalter2'))
      await press(page, 'main form button[type=submit]')
      await at(page, /\/schalter$/)
      await page.locator('.kl-slot:not(:has(span))').last().click()
      await at(page, /schalter=\d+/)
      const called = await callAndSee(page, wall)
      await page.click('button[value=no_show]')
      await page.waitForSelector(`.kl-note:has-text("${called}")`)
      const next = await callAndSee(page, wall)
      check(next !== called, 'somebody else is called')
      await page.click('button[value=start]')
      await page.click('button[value=finish]')
      await page.waitForSelector('.kl-note:has-text("fertig")')
      // The session belongs to this town.
      const cookie = (await context.cookies(town)).find(one => one.name.includes('verwaltung'))
      const stranger = new Visitor(server, 'ahaus')
      stranger.cookies.set(cookie.name, cookie.value)
      equal((await stranger.get('/verwaltung')).status, 303, 'the session in another town')
      await page.click('.kl-bar__me button')
      await at(page, /abgemeldet=1/)
      const back = new Visitor(server)
      back.cookies.set(cookie.name, cookie.value)
      equal((await back.get(`${office}/schalter`)).status, 303, 'the session after signing out')
    } finally {
      await wall.context().close()
    }
  })
  async function callAndSee(page, wall) {
    await page.click('button[data-kl-key=n]')
    await page.waitForSelector('.kl-person__number')
    const number = (await page.textContent('.kl-person__number')).trim()
    const begun = Date.now()
    await wall.waitForSelector(`.kl-board__call--new:has-text("${number}")`)
    const took = Date.now() - begun
    // Two seconds; on a busy machine as long as it takes to load the page four times. Without news it would ask again after fifty seconds.
    const loading = Date.now()
    const other = await wall.context().newPage()
    await other.goto(wall.url())
    await other.close()
    const allowed = Math.min(20000, Math.max(2000, 4 * (Date.now() - loading)))
    console.log(`      the display shows ${number} after ${took} ms`)
    check(took <= allowed, `the display took ${took} ms, allowed ${allowed}`)
    return number
  }

  await journey('check in at the device by code, and draw a number', { viewport: { width: 1080, height: 1920 } }, async (page, context) => {
    const booked = later.today, afternoon = later.server.town('gescher')
    const use = async (at, server) => {
      const device = await new Visitor(server).connectDevice(await new Visitor(server).signIn('verwaltung'))
      for (const [name, value] of device.cookies) await context.addCookies([{ name, value, url: at.replace('http:', 'https:'), httpOnly: true, secure: true, sameSite: 'Lax' }])
      await page.goto(`${at}${office}/kiosk`)
    }
    await use(afternoon, later.server)
    await page.click('.kl-choice--main')
    for (const key of booked.code) await page.click(`button[name=taste][value="${key}"]`)
    await page.waitForSelector('.kl-ticket__number')
    equal((await page.textContent('h1')).trim(), 'Sie sind angemeldet', 'heading')
    check(!(await page.textContent('main')).includes('Erika'), 'no name at the device')
    await page.goto(afternoon + booked.page)
    check(/Person|Nächste/.test(await page.textContent('#reihe')), 'the page of the appointment shows the place in the queue')
    await use(town, server)
    await page.click('.kl-choice:not(.kl-choice--main)')
    await press(page, '.kl-choices--list button')
    await page.waitForSelector('.kl-ticket__number')
    check((await page.textContent('.kl-ticket__number')).startsWith('B'), 'a number of those without an appointment')
  })
}


