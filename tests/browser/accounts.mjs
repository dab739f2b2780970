// An account on a telephone: a code, what is known, a passkey; and all of it but the passkey without JavaScript.
import { check, equal } from '../support/report.mjs'
import { Visitor } from '../support/visitor.mjs'
import { journeysIn } from './journey.mjs'

export async function accounts(report, server, browser) {
  const town = server.town('gescher')
  const { journey, at } = journeysIn(report, browser, { viewport: { width: 390, height: 844 } })

  async function signIn(page, mail) {
    await page.goto(`${town}/konto`)
    await page.fill('#mail', mail)
    await page.click('text=Code schicken')
    await at(page, /\/konto\/code\//)
    await page.fill('#code', await new Visitor(server).link(mail, /\b\d{4} \d{4}\b/))
    await page.click('main button:has-text("Anmelden")')
    await at(page, `${town}/konto`)
  }

  for (const javaScriptEnabled of [true, false]) {
    await journey(`what the account knows is taken over, and said${javaScriptEnabled ? '' : ', no JavaScript'}`, { javaScriptEnabled }, async page => {
      await signIn(page, `bekannt${javaScriptEnabled}@example.org`)
      await page.click('text=Meine Angaben')
      await page.fill('#vorname', 'Erika')
      await page.fill('#nachname', 'Mustermann')
      await page.click('text=Speichern')
      await page.waitForSelector('text=Gespeichert.')
      await page.goto(`${town}/antrag/sperrmuell-abholen`)
      await page.click('text=Antrag beginnen')
      await at(page, /\/adresse$/)
      await page.goto(page.url().replace(/adresse$/, 'kontakt'))
      await page.fill('#person-vorname', 'Maria')
      await page.click('text=Angaben übernehmen')
      await at(page, /\/kontakt\?konto=1$/)
      equal(await page.inputValue('#person-vorname'), 'Maria', 'what was typed just now')
      equal(await page.inputValue('#person-nachname'), 'Mustermann', 'what the account knows')
      await page.goto(`${town}/konto/daten`)
      check((await page.textContent('main')).includes('haben sie in einen Antrag übernommen'), 'the use is said')
    })
  }

  await journey('Enter in a field goes on and removes nothing', {}, async page => {
    await page.goto(`${town}/antrag/sperrmuell-abholen`)
    await page.click('text=Antrag beginnen')
    await at(page, /\/adresse$/)
    await page.goto(page.url().replace(/adresse$/, 'dinge'))
    await page.selectOption('#dinge-1-art', 'sofa')
    await page.check('#elektro-nein')
    await page.fill('#dinge-1-anzahl', '2')
    await page.press('#dinge-1-anzahl', 'Enter')
    await at(page, /\/kontakt$/)
    await page.goBack()
    equal(await page.inputValue('#dinge-1-anzahl'), '2', 'the entry is still there')
    equal(await page.locator('#dinge-2-art').count(), 0, 'no other entry came')
  })

  await journey('a passkey is made, opens the account without a mail, and is removed', {}, async (page, context) => {
    const devtools = await context.newCDPSession(page)
    await devtools.send('WebAuthn.enable')
    await devtools.send('WebAuthn.addVirtualAuthenticator', { options: { protocol: 'ctap2', transport: 'internal', hasResidentKey: true, hasUserVerification: true, isUserVerified: true, automaticPresenceSimulation: true } })
    await signIn(page, 'passkey@example.org')
    await page.goto(`${town}/konto/sicherheit`)
    await page.click('text=Passkey anlegen')
    await at(page, /passkey=neu$/)
    await page.goto(`${town}/konto`)
    await page.click('main >> text=Abmelden')
    await page.waitForSelector('text=Sie sind abgemeldet.')
    await page.click('text=Mit Passkey anmelden')
    await page.waitForSelector('text=Angemeldet mit')
    check((await page.textContent('main')).includes('passkey@example.org'), 'the own account')
    await page.goto(`${town}/konto/sicherheit`)
    await page.click('main >> text=Entfernen')
    await at(page, /#passkeys$/)
    equal(await page.locator('button[name=passkey]').count(), 0, 'passkeys left')
  })
}
