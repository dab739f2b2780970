// Applying from a telephone: from the search to the receipt, with and without JavaScript, and by the keyboard alone.
import { check, equal } from '../support/report.mjs'
import { journeysIn } from './journey.mjs'

const most = 9  // pages from the search to the number
const person = [['abholort-strasse', 'Marktplatz'], ['abholort-hausnummer', '1'], ['abholort-plz', '48712'], ['abholort-ort', 'Gescher']]
const contact = [['person-vorname', 'Erika'], ['person-nachname', 'Mustermann'], ['kontakt-mail', 'erika@example.org']]
const next = 'main form .kl-actions button:not([name])'

export async function applications(report, server, browser) {
  const town = server.town('gescher')
  const { journey, at } = journeysIn(report, browser, { viewport: { width: 390, height: 844 } })

  for (const javaScriptEnabled of [true, false]) {
    const how = javaScriptEnabled ? '' : ', no JavaScript', options = { javaScriptEnabled }

    await journey(`bulky waste from the search to the receipt${how}`, options, async page => {
      let pages = 0
      page.on('load', () => ++pages)
      await page.goto(`${town}/suche?q=sperrm%C3%BCll`)
      await page.locator('.kl-result h3 a').first().click()
      await page.click('a[href="/antrag/sperrmuell-abholen"]')
      await page.click('text=Antrag beginnen')
      await at(page, /\/adresse$/)
      for (const [name, text] of person) await page.fill(`#${name}`, text)
      await page.click(next)
      await at(page, /\/dinge$/)
      await page.selectOption('#dinge-1-art', 'sofa')
      await page.fill('#dinge-1-anzahl', '2')
      await page.check('#elektro-nein')
      await page.click(next)
      await at(page, /\/kontakt$/)
      for (const [name, text] of contact) await page.fill(`#${name}`, text)
      await page.click(next)
      await at(page, /\/pruefen$/)
      check((await page.textContent('main')).includes('2 × Sofa'), 'the answers are there to be looked at')
      await page.click('text=Antrag verbindlich absenden')
      await at(page, /\?neu=1$/)
      check(/\d{4}-\d{6}/.test(await page.textContent('main')), 'a number')
      check(pages <= most, `${pages} pages`)
    })

    await journey(`a question comes with its answer${how}`, { ...options, status: javaScriptEnabled ? undefined : 422 }, async page => {
      await page.goto(`${town}/antrag/strassenbeleuchtung-melden`)
      await page.click('text=Antrag beginnen')
      await page.fill('#strasse', 'Hauptstraße 3')
      await page.click(next)
      await at(page, /\/schaden$/)
      equal(await page.locator('#mehrere-ja').count(), 0, 'nobody asks for the street yet')
      await page.check('#schaden-aus')
      if (!javaScriptEnabled) await page.click(next)
      await page.waitForSelector('#mehrere-ja')
      await page.check('#mehrere-nein')
      if (javaScriptEnabled) {
        await page.check('#schaden-flackert')
        equal(await page.locator('#mehrere-ja').count(), 0, 'it goes again')
        await page.check('#schaden-aus')
        check(await page.isChecked('#mehrere-nein'), 'what was answered is still there')
      }
      await page.click(next)
      await at(page, /\/antwort$/)
    })
  }

  await journey('a draft by the keyboard alone, and what is wrong takes the focus', { status: 422 }, async page => {
    await page.goto(`${town}/antrag/sperrmuell-abholen`)
    await page.locator('button:has-text("Antrag beginnen")').focus()
    await page.keyboard.press('Enter')
    await at(page, /\/adresse$/)
    await page.focus('#abholort-strasse')
    for (const text of ['Marktplatz', '1', '48712']) {
      await page.keyboard.type(text)
      await page.keyboard.press('Tab')
    }
    await page.keyboard.press('Enter')  // in the last field: it goes on, and removes nothing
    await page.waitForSelector('#fehler')
    equal(await page.evaluate(() => document.activeElement.id), 'fehler', 'focus')
    equal(await page.inputValue('#abholort-plz'), '48712', 'what was typed')
    await page.click('#fehler a[href="#abholort-ort"]')
    await page.keyboard.type('Gescher')
    await page.keyboard.press('Enter')
    await at(page, /\/dinge$/)
  })
}
