// News on the telephone from end to end: a push service of our own that opens what it gets by other code and misbehaves, and Chromium with the page, the script
// and the worker of the product.
//
//   node tests/push/run.mjs --binary BINARY
import { spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { chromium } from 'playwright-core'
import { options, root } from '../support/options.mjs'
import { pause, until } from '../support/patience.mjs'
import { check, equal, Report } from '../support/report.mjs'
import { TestServer } from '../support/server.mjs'
import { Visitor } from '../support/visitor.mjs'
import { PushService, Subscription } from './service.mjs'

const given = options()
const report = new Report(given)
const folder = mkdtempSync(join(tmpdir(), 'kreislauf-push-'))
process.on('exit', () => rmSync(folder, { recursive: true, force: true }))

const pages = [
  ['adresse', { 'abholort-strasse': 'Marktplatz', 'abholort-hausnummer': '1', 'abholort-plz': '48712', 'abholort-ort': 'Gescher' }],
  ['dinge', { dinge: '1', 'dinge-1-art': 'sofa', 'dinge-1-anzahl': '2', elektro: 'nein' }],
  ['kontakt', { 'person-vorname': 'Erika', 'person-nachname': 'Mustermann', 'kontakt-mail': 'push@example.org', 'kontakt-telefon': '' }],
]

const data = join(folder, 'data')
{
  const { status, stderr } = spawnSync(given.binary, ['import', 'authorities', join(root, 'build/data/authorities.csv'), '--data', data], { encoding: 'utf8' })
  check(status <= 1, stderr)
}
const service = await PushService.start()
const start = (at, pace = 1) => TestServer.start({ binary: given.binary, data, options: ['--local-peers', '--demo-at', at, '--demo-pace', String(pace)] })
let server = await start('2026-11-23T09:30')

/** Somebody in Gescher applies; the address of the application. */
async function applied() {
  const resident = new Visitor(server)
  const begun = await resident.send(await resident.get('/antrag/sperrmuell-abholen'), '/antrag/sperrmuell-abholen')
  const own = begun.location.replace(/\/[^/]+$/, '')
  for (const [name, answers] of pages) await resident.send(await resident.get(`${own}/${name}`), `/${name}`, answers)
  equal((await resident.send(await resident.get(`${own}/pruefen`), '/senden')).status, 303, 'sent')
  return own
}
async function allow(own, browser) {
  const resident = new Visitor(server)
  const page = await resident.get(`${own}/benachrichtigungen`)
  service.key = /data-kl-push="([\w-]+)"/.exec(page.text)[1]
  const done = await resident.send(page, '/benachrichtigungen/geraet', browser.form)
  equal(done.location, `${own}/benachrichtigungen?getan=neu`, 'where it leads')
}
/** The office takes the newest case that nobody has: that is news. */
let clerk
async function takes(own) {
  clerk ??= await new Visitor(server).signIn('bauamt')
  clerk.server = server
  const number = /2026-\d{6}/.exec((await clerk.get(own)).text)[0]
  const list = (await clerk.get('/verwaltung/amt/bauamt/faelle?sicht=neu')).text
  const one = /\/verwaltung\/amt\/bauamt\/antraege\/\d+/.exec(list.slice(list.indexOf(number)))[0]
  equal((await clerk.send(await clerk.get(one), one, { tun: 'uebernehmen' })).status, 303, 'taken')
  return one
}
const writes = async (one, text) => clerk.send(await clerk.get(`${one}/nachrichten`), '/nachrichten', { nachricht: text })

await report.test('what the office does is opened by the browser alone, and names neither person nor service', async () => {
  const own = await applied(), browser = await Subscription.make(service, 'one')
  await allow(own, browser)
  await takes(own)
  const [shown] = await until('a message', () => browser.shown.length > 0 && browser.shown)
  equal(shown.title, 'Stadt Gescher', 'from whom')
  equal(shown.body, 'Es gibt Neues zu Ihrem Antrag.', 'what it says')
  equal(shown.path, own, 'what it opens')
  check(!/Sperrm|Erika|2026-/.test(JSON.stringify({ ...shown, path: '' })), 'nothing personal')
  check(service.claims.exp * 1000 < Date.parse('2026-11-24T09:30:00+01:00'), 'less than a day (RFC 8292 § 2)')
  const resident = new Visitor(server)
  await resident.link('push@example.org', /mein-antrag\/[0-9a-f]+/, /Neues/)
})

await report.test('all messages have one length, whatever they say', async () => {
  equal(new Set(service.log.filter(one => one.status === 201).map(one => one.size)).size, 1, 'lengths')
})

await report.test('429 and 503: the message waits as long as it is asked to, then it comes once', async () => {
  const own = await applied(), browser = await Subscription.make(service, 'busy')
  await allow(own, browser)
  service.mischief = [[429, { 'retry-after': '90' }]]
  const before = service.log.length
  await takes(own)
  await until('the refusal', () => service.log.length > before)
  equal(service.log.at(-1).status, 429, 'status')
  await pause(3000)
  equal(service.log.length, before + 1, 'nothing is sent before its time')
  const waiting = server.command('outbox', 'gescher').find(one => one.kind === 'push')
  check(waiting && /^again in 90 s: /.test(waiting.lastError), JSON.stringify(waiting))
})

await report.test('410: the device is forgotten and the application goes on', async () => {
  const own = await applied(), browser = await Subscription.make(service, 'gone')
  await allow(own, browser)
  service.mischief = [[410]]
  const before = service.log.length
  await takes(own)
  await until('the answer', () => service.log.length > before)
  await until('the device is gone', async () => !(await new Visitor(server).get(`${own}/benachrichtigungen`)).text.includes('data-kl-push-device'))
})

await report.test('a silent service holds up nobody: the mail of the same act comes', async () => {
  const own = await applied(), browser = await Subscription.make(service, 'silent')
  await allow(own, browser)
  service.mischief = ['late']
  const number = /2026-\d{6}/.exec((await new Visitor(server).get(own)).text)[0]
  await takes(own)
  await new Visitor(server).link('push@example.org', new RegExp(number), /Neues/)
  equal(browser.shown.length, 0, 'nothing was shown')
})

await report.test('a redirect is not followed', async () => {
  const own = await applied(), browser = await Subscription.make(service, 'moved'), trap = await Subscription.make(service, 'trap')
  await pause(61000)  // the service was silent a moment ago and is left alone for a minute
  await allow(own, browser)
  service.mischief = [[307, { location: trap.endpoint }]]
  const before = service.log.length
  await takes(own)
  await until('the answer', () => service.log.length > before)
  await pause(1500)
  check(!service.log.some(one => one.path === '/push/trap'), 'nobody went there')
})

// ---- In Chromium. It has no push service here: what it would give is made by us, what it would be given is handed to its worker.
const browser = await chromium.launch({
  executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium-headless-shell',
  args: ['--disable-dev-shm-usage', ...(process.getuid?.() === 0 ? ['--no-sandbox'] : [])],
})

async function inBrowser(more, body) {
  const context = await browser.newContext({ viewport: { width: 390, height: 844 }, locale: 'de-DE', ...more })
  const page = await context.newPage()
  const problems = []
  page.on('pageerror', problem => problems.push(problem.message))
  page.on('console', message => { if (message.type() === 'error') problems.push(message.text()) })
  try {
    await body(page, context)
    equal(problems.join('; '), '', 'problems of the page')
  } finally { await context.close() }
}
const picture = (page, name) => given.screenshots && page.screenshot({ path: join(given.screenshots, `${name}.png`), fullPage: true })

await report.test('a tap in the browser, the worker shows the message, and it leads to the application', async () => {
  const own = await applied(), made = await Subscription.make(service, 'chromium')
  const origin = server.town('gescher')
  await inBrowser({}, async (page, context) => {
    await context.addInitScript(form => {
      let permission = 'default'
      Object.defineProperty(Notification, 'permission', { get: () => permission })
      Notification.requestPermission = async () => { permission = 'granted'; return permission }
      const bytes = text => Uint8Array.from(atob(text.replace(/-/g, '+').replace(/_/g, '/')), letter => letter.charCodeAt(0))
      PushManager.prototype.subscribe = async function ({ userVisibleOnly, applicationServerKey }) {
        if (!userVisibleOnly || applicationServerKey.length !== 65) throw new Error('wrong options')
        globalThis.localStorage.setItem('subscribed', '1')
        return this.getSubscription()
      }
      PushManager.prototype.getSubscription = async () => globalThis.localStorage.getItem('subscribed') && ({
        endpoint: form.adresse, options: { applicationServerKey: bytes(document.querySelector('[data-kl-push]')?.dataset.klPush ?? '') },
        getKey: name => bytes(name === 'auth' ? form.geheimnis : form.schluessel).buffer,
      })
    }, made.form)
    await page.goto(`${origin}${own}`)
    await page.click('text=Handy und Ruhezeit einstellen')
    equal(await page.textContent('[data-kl-push-status]'), '', 'nothing is wrong')
    await picture(page, 'push-before')
    await page.click('text=Auf diesem Gerät melden')
    await page.waitForSelector('text=Dieses Gerät meldet sich, wenn es Neues gibt.')
    await page.waitForSelector('text=dieses Gerät')
    equal(await page.locator('form[data-kl-push]').isVisible(), false, 'nobody is asked twice')
    await picture(page, 'push-after')
    await takes(own)
    const [shown] = await until('a message', () => made.shown.length > 0 && made.shown)
    const devtools = await context.newCDPSession(page)
    const registered = new Promise(done => devtools.on('ServiceWorker.workerRegistrationUpdated', ({ registrations }) => registrations.length && done(registrations[0])))
    await devtools.send('ServiceWorker.enable')
    const { registrationId } = await registered
    // This Chromium shows nothing: what the worker hands to it is looked at instead.
    const worker = context.serviceWorkers()[0] ?? await context.waitForEvent('serviceworker')
    await worker.evaluate(() => { self.registration.showNotification = async (title, options) => { self.shown = { title, ...options } } })
    await devtools.send('ServiceWorker.deliverPushMessage', { origin, registrationId, data: JSON.stringify(shown) })
    const notice = await until('the notification', () => worker.evaluate(() => {
      const one = self.shown
      return one && { title: one.title, body: one.body, path: one.data.path, lang: one.lang }
    }))
    equal(JSON.stringify(notice), JSON.stringify({ title: 'Stadt Gescher', body: 'Es gibt Neues zu Ihrem Antrag.', path: own, lang: 'de' }), 'what is shown')
    await page.click('text=Entfernen')
    await page.waitForSelector('text=Das Gerät meldet sich nicht mehr.')
    equal(await page.locator('[data-kl-push-device]').count(), 0, 'devices')
  })
})

await report.test('who has forbidden messages reads how to allow them', async () => {
  const own = await applied()
  await inBrowser({}, async page => {
    await page.addInitScript(() => Object.defineProperty(Notification, 'permission', { get: () => 'denied' }))
    await page.goto(`${server.town('gescher')}${own}/benachrichtigungen`)
    await page.waitForSelector('text=In Ihrem Browser sind Meldungen für diese Seite verboten.')
    equal(await page.locator('form[data-kl-push]').isVisible(), false, 'no button')
  })
})

await report.test('without JavaScript there is the mail, in a plain sentence, and the quiet hours', async () => {
  const own = await applied()
  await inBrowser({ javaScriptEnabled: false }, async page => {
    await page.goto(`${server.town('gescher')}${own}/benachrichtigungen`)
    check((await page.textContent('main')).includes('braucht Ihr Browser JavaScript'), 'the sentence')
    check((await page.textContent('main')).includes('schreiben wir Ihnen eine E-Mail'), 'the mail')
    equal(await page.locator('form[data-kl-push]').isVisible(), false, 'no button that does nothing')
    await page.fill('[name=von]', '20:00')
    // By the keyboard alone.
    await page.focus('[name=sonntags]')
    await page.keyboard.press('Space')
    await page.keyboard.press('Tab')
    await page.keyboard.press('Enter')
    await page.waitForLoadState()
    await page.waitForURL(/getan=ruhe/)
    check((await page.textContent('main')).includes('Ihre Ruhezeit ist gespeichert.'), 'saved')
    equal(await page.inputValue('[name=von]'), '20:00', 'kept')
    await picture(page, 'push-without-javascript')
  })
})
await browser.close()

await report.test('what comes in the quiet hours is said at their end, once, also by a server that was started anew', async () => {
  const own = await applied(), device = await Subscription.make(service, 'quiet')
  await allow(own, device)
  const resident = new Visitor(server), where = `${own}/benachrichtigungen`
  await resident.send(await resident.get(where), '/benachrichtigungen', { ruhe: 'ja', von: '10:00', bis: '10:50' })
  await server.stop()
  service.mischief = []
  server = await start('2026-11-23T10:30', 40)
  clerk = undefined  // an hour has passed, and with it the session
  const one = await takes(own)
  await writes(one, 'Noch etwas.')
  equal(device.shown.length, 0, 'messages before the end')
  const [shown] = await until('the end', () => device.shown.length > 0 && device.shown)
  equal(shown.body, 'Es gibt Neues zu Ihrem Antrag.', 'what it says')
  await pause(2000)
  equal(device.shown.length, 1, 'messages')
  const letters = (await new Visitor(server).letters()).filter(letter => letter.includes('Neues zu Ihren Anträgen'))
  equal(letters.length, 1, 'mails')
})

equal(service.problems.join('; '), '', 'what the push service did not understand')
await server.stop()
await service.stop()
process.exit(report.close())
