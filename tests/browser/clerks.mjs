// A clerk at a case: what is typed stays, whatever else is pressed, and the focus stands at what a button has done.
import { until } from '../support/patience.mjs'
import { check, equal } from '../support/report.mjs'
import { Visitor, password } from '../support/visitor.mjs'
import { journeysIn } from './journey.mjs'

const [fresh, taken] = [1, 3].map(number => `/verwaltung/amt/bauamt/antraege/${number}`)  // of the demonstration in Ahaus
const section = id => `section[aria-labelledby="${id}"]`
const note = '#notiz', save = `${section('notizen')} button:has-text("Speichern")`

export async function clerks(report, server, browser) {
  const town = server.town('ahaus')
  const { journey, at } = journeysIn(report, browser, { viewport: { width: 1280, height: 900 } })
  const used = new Set()
  // Each code counts once: the next one, when this one was taken.
  const code = () => until('a code of bauamt', async () => {
    const found = await new Visitor(server, 'ahaus').code('bauamt')
    if (!found || used.has(found)) return undefined
    used.add(found)
    return found
  })
  async function signIn(page) {
    await page.goto(`${town}/verwaltung/anmelden`)
    await page.fill('#name', 'bauamt')
    await page.fill('#passwort', password)
    await page.fill('#code', await code())
    await page.click('main button:has-text("Anmelden") >> nth=0')
    await at(page, `${town}/verwaltung`)
  }
  const focus = page => page.evaluate(() => document.activeElement.id)

  async function set(page, status) {
    await page.selectOption('#stand', { index: status })
    await page.click(`${section('bearbeitung')} button:has-text("Stand setzen")`)
  }

  await journey('a clerk presses other buttons, and a note that is begun stays in its field', { status: 422 }, async page => {
    await signIn(page)
    await page.goto(town + taken)
    await page.fill(note, 'Ruft morgen an.')
    const item = page.locator(`${section('pruefliste')} li`).first()
    const id = await item.getAttribute('id')
    await item.locator('button:has-text("ja")').click()
    await page.waitForSelector(`#${id} .kl-status:has-text("ja")`)
    equal(await page.inputValue(note), 'Ruft morgen an.', 'the note after a tick')
    equal(await focus(page), id, 'the focus after a tick')
    // A colleague sets another status meanwhile: who sets one, too, reads what it is now, and the note is still there.
    const other = await page.context().newPage()
    await other.goto(town + taken)
    await set(other, 1)
    await at(other, /getan=stand#getan$/)
    await other.close()
    await set(page, 2)
    await page.waitForSelector('#fehler:has-text("Stand jetzt")')
    equal(await page.inputValue(note), 'Ruft morgen an.', 'the note beside an error')
    equal(await focus(page), 'fehler', 'the focus at an error')
    await page.click(save)
    await page.waitForSelector(`${section('notizen')} :text("Ruft morgen an.")`)
    equal(await page.inputValue(note), '', 'the field when it is saved')
    await at(page, `${town + taken}#notizen`)
  })

  await journey('a clerk is asked before a page with unsent text is left, and not after it is sent', {}, async page => {
    await signIn(page)
    await page.goto(town + taken)
    const asked = []
    page.on('dialog', dialog => { asked.push(dialog.type()); return dialog.dismiss() })
    await page.fill(note, 'Noch ein Satz.')
    await page.click('.kl-crumbs a', { noWaitAfter: true })
    await until('a question', () => asked.length > 0)
    equal(asked.join(), 'beforeunload', 'what was asked')
    equal(await page.inputValue(note), 'Noch ein Satz.', 'the note')
    await page.click(save)
    await page.waitForSelector(`${section('notizen')} :text("Noch ein Satz.")`)
    await page.click('.kl-crumbs a')
    await at(page, /\/faelle/)
    equal(asked.length, 1, 'questions')
  })

  await journey('without JavaScript a clerk reads what each button sends, and the focus stands at what it has done', { javaScriptEnabled: false }, async page => {
    await signIn(page)
    await page.goto(town + fresh)
    check((await page.textContent('noscript')).includes('Speichern Sie zuerst'), 'a hint')
    await page.click('button:has-text("Übernehmen")')
    await at(page, /getan=uebernommen#getan$/)
    equal(await page.textContent('#getan p'), 'Sie haben den Fall übernommen.', 'what was done')
    equal(await focus(page), 'getan', 'focus')
  })
}
