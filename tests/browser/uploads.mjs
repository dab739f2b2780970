// A photo from a bus stop: sent in pieces over a wire that is cut, while the program is killed, and there byte for byte in the end.
import { join } from 'node:path'
import { pause } from '../support/patience.mjs'
import { photo } from '../support/photo.mjs'
import { check, equal, Findings } from '../support/report.mjs'
import { TestServer } from '../support/server.mjs'
import { Wire } from '../support/wire.mjs'
import { axe, reflow, targets } from './gates.mjs'
import { patience } from './journey.mjs'

const next = 'main form .kl-actions button:not([name])'
const image = (name, buffer) => ({ name, mimeType: 'image/png', buffer })

/** What a page must be while files are on their way, at two widths and in both directions. */
async function gates(page, screenshots, name) {
  const findings = new Findings()
  for (const width of [390, 1280]) {
    await page.setViewportSize({ width, height: 844 })
    for (const list of [await axe(page), await reflow(page), await targets(page)]) list.forEach(text => findings.add(`${name} ${width}: ${text}`))
    if (screenshots) await page.screenshot({ path: join(screenshots, `${name}-${width}.png`), fullPage: true })
  }
  await page.setViewportSize({ width: 390, height: 844 })
  findings.close()
}

export async function uploads(report, { binary, data, screenshots }, browser) {
  const options = ['--scanner', 'none']
  let server = await TestServer.start({ binary, data, options })
  const wire = await Wire.to(server.port)
  const town = `http://gescher.localhost:${wire.port}`
  const great = photo(8_000_000), small = photo(60_000)

  /** A page that asks for a photo, of a fresh draft. */
  const at = async (javaScriptEnabled = true, prefix = '', service = 'strassenbeleuchtung-melden') => {
    const context = await browser.newContext({ locale: 'de-DE', reducedMotion: 'reduce', viewport: { width: 390, height: 844 }, javaScriptEnabled })
    context.setDefaultTimeout(patience)
    const page = await context.newPage()
    await page.goto(`${town}${prefix}/antrag/${service}`)
    await page.locator('main form button').last().click()
    if (!service.startsWith('strassen')) return page
    await page.fill('#strasse', 'Hauptstraße 3')
    await page.click(next)
    await page.check('#schaden-flackert')
    return page
  }
  const own = page => new URL(page.url()).pathname.replace(/\/[^/]+$/, '')
  const arrived = (page, count = 1) => page.locator('input[name=stueck-foto]').nth(count - 1).waitFor({ state: 'attached' })
  const says = (page, text) => page.locator('.kl-upload__note', { hasText: text }).waitFor()
  const stored = async (page, key, bytes) => {
    const answer = await server.request('gescher', `${own(page)}/dateien/${key}`)
    equal(answer.status, 200, `status of ${key}`)
    check(answer.body.equals(bytes), `${key} came back with ${answer.body.length} bytes, other than the ${bytes.length} that were sent`)
  }
  const test = (name, body) => report.test(`uploads: ${name}`, async () => {
    wire.mend()
    wire.cutAt = Infinity
    const page = await body()
    await page.context().close()
  })

  await test('a photo of 8 MB survives a lost connection and a killed program, byte for byte', async () => {
    const page = await at()
    wire.sent = 0
    wire.cutAt = great.length / 2
    await page.setInputFiles('#foto', image('Lampe.png', great))
    await says(page, 'Keine Verbindung')
    await gates(page, screenshots, 'upload-cut')
    server.killNow()
    await pause(200)
    server = await TestServer.start({ binary, data, options })
    wire.target = server.port
    wire.mend()
    await arrived(page)
    const again = wire.sent - great.length
    check(wire.cuts === 1 && again > 0, 'the wire was cut under way')
    // The piece that was cut, never more, and what stands around pieces.
    check(again < 1_200_000, `${again} bytes were sent again`)
    console.log(`      cut at 50 % of ${great.length} bytes: ${again} bytes more than the file went over the wire`)
    await gates(page, screenshots, 'upload-arrived')
    await page.click(next)
    await page.waitForURL(/\/antwort$/)
    await stored(page, 'f1', great)
    check(wire.sent < great.length + 1_300_000, 'the form sent the bytes once more')
    return page
  })

  await test('with „Weiter“ pressed too early it goes on by itself, and a file can be given up', async () => {
    const page = await at()
    await page.setInputFiles('#foto', [image('eins.png', small), image('zwei.png', small), image('drei.png', small), image('vier.png', small)])
    await arrived(page, 3)
    check((await page.textContent('.kl-upload')).includes('zu viele Dateien'), 'the fourth one hears that these are too many')
    await page.locator('.kl-upload li', { hasText: 'zwei.png' }).locator('button').click()
    equal(await page.evaluate(() => document.activeElement.id), 'foto', 'focus')
    wire.sent = 0
    wire.cutAt = 1_000_000
    await page.setInputFiles('#foto', image('Lampe.png', great))
    await says(page, 'Keine Verbindung')
    await page.click(next)
    check((await page.textContent('.kl-upload__status')).includes('geht es von selbst weiter'), 'it says what it waits for')
    await gates(page, screenshots, 'upload-early')
    wire.mend()
    await page.waitForURL(/\/antwort$/)
    await stored(page, 'f1', small)
    await stored(page, 'f2', small)
    await stored(page, 'f3', great)
    equal((await server.request('gescher', `${own(page)}/dateien/f4`)).status, 404, 'a fourth file')
    return page
  })

  await test('a page that was loaded again goes on with the same file', async () => {
    const page = await at()
    await page.setInputFiles('#foto', image('fertig.png', small))
    await arrived(page)
    wire.cutAt = wire.sent + great.length / 2
    await page.setInputFiles('#foto', image('Lampe.png', great))
    await says(page, 'Keine Verbindung')
    // Away and back: what was begun is known to this tab. A file of a test has another time each time it is chosen; so here it keeps one.
    await page.addInitScript(() => { Object.defineProperty(File.prototype, 'lastModified', { get: () => 1 }) })
    await page.evaluate(() => { for (const name of Object.keys(sessionStorage)) sessionStorage.setItem(name, sessionStorage.getItem(name).replaceAll(/"modified":\d+/g, '"modified":1')) })
    const address = page.url()
    await page.goto('about:blank')
    wire.mend()
    await page.goto(address)
    await arrived(page)
    await says(page, 'noch einmal aus')
    await gates(page, screenshots, 'upload-again')
    wire.sent = 0
    await page.setInputFiles('#foto', image('Lampe.png', great))
    await arrived(page, 2)
    check(wire.sent < .6 * great.length, `${wire.sent} bytes after the page was loaded again`)
    await page.check('#schaden-flackert')
    await page.click(next)
    await page.waitForURL(/\/antwort$/)
    await stored(page, 'f2', great)
    return page
  })

  await test('where the way in pieces is closed, the file goes with the form', async () => {
    const page = await at()
    await page.route('**/stuecke', route => route.fulfill({ status: 403, body: '' }))
    await page.setInputFiles('#foto', image('Lampe.png', small))
    await says(page, 'geht erst mit')
    await gates(page, screenshots, 'upload-plain')
    await page.click(next)
    await page.waitForURL(/\/antwort$/)
    await stored(page, 'f1', small)
    return page
  })

  await test('while the program has no room it says so, and goes on where it was', async () => {
    const page = await at()
    let pieces = 0
    await page.route('**/stuecke/*', route => route.request().method() === 'POST' && ++pieces === 3 ? route.fulfill({ status: 507, body: '' }) : route.continue())
    await page.setInputFiles('#foto', image('Lampe.png', great))
    await says(page, 'konnte gerade nicht gespeichert werden')
    await page.click(next)
    check((await page.textContent('.kl-upload__status')).includes('noch nicht da'), 'it does not go on without the file')
    equal(await page.evaluate(() => document.activeElement.textContent), 'Noch einmal versuchen: Lampe.png', 'focus')
    await gates(page, screenshots, 'upload-full')
    await page.keyboard.press('Enter')
    await arrived(page)
    await page.click(next)
    await page.waitForURL(/\/antwort$/)
    await stored(page, 'f1', great)
    return page
  })

  await test('a question that is not asked any more holds nobody up, and comes back with its file', async () => {
    const page = await at(true, '', 'hund-anmelden')
    await page.goto(page.url().replace(/[^/]+$/, 'halten'))
    await page.fill('#andere', '0')
    await page.check('#vorher-nein')
    await page.check('input[value=tierheim]')
    wire.cutAt = wire.sent + 1_000_000
    await page.setInputFiles('#nachweis', image('Lampe.png', great))
    await says(page, 'Keine Verbindung')
    await page.uncheck('input[value=tierheim]')
    equal(await page.locator('.kl-upload').count(), 0, 'rows of a question that is not asked')
    await page.check('input[value=tierheim]')
    equal(await page.locator('.kl-upload li').count(), 1, 'rows of the same question')
    await page.uncheck('input[value=tierheim]')
    wire.mend()
    await page.click(next)
    await page.waitForURL(url => !url.pathname.endsWith('/halten'))
    return page
  })

  await test('without JavaScript the file goes with the form', async () => {
    const page = await at(false)
    await page.setInputFiles('#foto', image('Lampe.png', great))
    await page.click(next)
    await page.waitForURL(/\/antwort$/)
    await stored(page, 'f1', great)
    return page
  })

  await test('in Arabic the words are Arabic', async () => {
    const page = await at(true, '/ar')
    await page.setInputFiles('#foto', image('Lampe.png', small))
    await arrived(page)
    check((await page.textContent('.kl-upload')).includes('وصل الملف'), 'the row speaks Arabic')
    await gates(page, screenshots, 'upload-arabic')
    return page
  })
  wire.close()
  await server.stop()
}
