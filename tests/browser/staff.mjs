// How staff sign in: with password and code, without JavaScript, too; and by a passkey of a device that the browser plays.
import { until } from '../support/patience.mjs'
import { check, equal } from '../support/report.mjs'
import { Visitor, password } from '../support/visitor.mjs'
import { journeysIn } from './journey.mjs'

export async function staff(report, server, browser) {
  const town = server.town('gescher')
  const { journey, at } = journeysIn(report, browser, { viewport: { width: 1280, height: 900 } })
  const used = new Set()
  // Each code counts once: the next one, when this one was taken.
  const code = login => until(`a code of ${login}`, async () => {
    const found = await new Visitor(server).code(login)
    if (!found || used.has(found)) return undefined
    used.add(found)
    return found
  })
  async function signIn(page, login) {
    await page.goto(`${town}/verwaltung/anmelden`)
    await page.fill('#name', login)
    await page.fill('#passwort', password)
    await page.fill('#code', await code(login))
    await page.click('main button:has-text("Anmelden") >> nth=0')
    await at(page, `${town}/verwaltung`)
  }

  await journey('a passkey of staff is made after password and code, lets in without them, and is removed', {}, async (page, context) => {
    const devtools = await context.newCDPSession(page)
    await devtools.send('WebAuthn.enable')
    const { authenticatorId } = await devtools.send('WebAuthn.addVirtualAuthenticator', { options: { protocol: 'ctap2', transport: 'internal', hasResidentKey: true, hasUserVerification: true, isUserVerified: true, automaticPresenceSimulation: true } })
    const prove = async () => {
      await page.fill('#passwort', password)
      await page.fill('#app-code', await code('schalter3'))
      await page.click('main button:has-text("Weiter")')
    }
    await signIn(page, 'schalter3')
    await page.goto(`${town}/verwaltung/konto`)
    await page.click('text=Passkeys anlegen und entfernen')
    await page.fill('#bezeichnung', 'Dienst-Laptop')
    await prove()
    await page.click('main button:has-text("Passkey anlegen")')
    await at(page, /fertig=neu$/)
    check((await page.textContent('main')).includes('Dienst-Laptop'), 'its name')
    equal((await devtools.send('WebAuthn.getCredentials', { authenticatorId })).credentials.length, 1, 'passkeys on the device')
    await page.click('text=Abmelden')
    await page.waitForSelector('text=Sie sind abgemeldet.')
    // Who does not hold the device is not let in by it.
    await devtools.send('WebAuthn.setUserVerified', { authenticatorId, isUserVerified: false })
    await page.click('text=Mit Passkey anmelden')
    await page.waitForFunction(() => document.querySelector('[data-kl-passkey-status]')?.textContent)
    await devtools.send('WebAuthn.setUserVerified', { authenticatorId, isUserVerified: true })
    await page.click('text=Mit Passkey anmelden')
    await at(page, `${town}/verwaltung`)
    await page.goto(`${town}/verwaltung/konto/passkeys`)
    check((await page.textContent('main')).includes('zuletzt benutzt am'), 'the day of its use')
    await page.click('text=„Dienst-Laptop“ entfernen')
    await prove()
    await at(page, /fertig=entfernt$/)
    check((await page.textContent('main')).includes('Sie haben noch keinen Passkey'), 'it is gone')
  })

  await journey('without JavaScript staff sign in with password and code, and read why there is no button for a passkey', { javaScriptEnabled: false }, async page => {
    await signIn(page, 'schalter2')
    await page.goto(`${town}/verwaltung/konto/passkeys`)
    check((await page.textContent('noscript')).includes('JavaScript'), 'the reason')
    await page.goto(`${town}/verwaltung/anmelden`)
    check(await page.isHidden('text=Mit Passkey anmelden'), 'the button is hidden')
  })
}
