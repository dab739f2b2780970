// The head of every page: one row where there is room, one menu button where there is little, and nothing that runs over.
import { Findings } from '../support/report.mjs'
import { patience } from './journey.mjs'
import { languages, prefix } from './templates.mjs'

const phone = { width: 390, height: 844 }, most_of_phone = 120
const wide = [1120, 1280, 1440, 1920]
const towns = ['gescher', 'koeln', 'schloss-holte-stukenbrock', 'kreis-borken']

const headHeight = page => page.evaluate(() => document.querySelector('header').getBoundingClientRect().height)
/** Tops of the entries that are seen: one number is one row. */
const rows = page => page.evaluate(() => [...new Set([...document.querySelectorAll('.kl-nav a, .kl-brand')].filter(a => a.checkVisibility()).map(a => Math.round(a.getBoundingClientRect().top + a.getBoundingClientRect().height / 2)))].length)
const runsOver = page => page.evaluate(() => document.documentElement.scrollWidth > document.documentElement.clientWidth)

export async function head(report, server, browser) {
  const look = (name, options, body) => report.test(name, async () => {
    const context = await browser.newContext({ viewport: phone, ...options })
    context.setDefaultTimeout(patience)
    const findings = new Findings()
    try { await body(await context.newPage(), findings) } finally { await context.close() }
    findings.close()
  })

  for (const language of languages) {
    await look(`the menu is one row from 1120 to 1920 pixels, ${language}`, {}, async (page, findings) => {
      for (const town of towns) for (const path of ['/', '/dienste']) {
        await page.goto(server.town(town) + prefix(language) + path)
        for (const width of wide) {
          await page.setViewportSize({ width, height: 900 })
          findings.want(await rows(page) === 1, `${town} ${path} at ${width}: ${await rows(page)} rows`)
          findings.want(!await runsOver(page), `${town} ${path} at ${width}: runs over`)
        }
      }
    })
    await look(`the head of a phone leaves room for the page, ${language}`, {}, async (page, findings) => {
      for (const town of towns) for (const path of ['/', '/dienste/personalausweis', '/aemter']) {
        await page.goto(server.town(town) + prefix(language) + path)
        const height = await headHeight(page)
        findings.want(height <= most_of_phone, `${town} ${path}: ${height} pixels`)
        findings.want(!await runsOver(page), `${town} ${path}: runs over`)
      }
    })
  }
  for (const javaScriptEnabled of [true, false]) {
    await look(`one button opens and closes the menu of a phone${javaScriptEnabled ? '' : ', no JavaScript'}`, { javaScriptEnabled }, async (page, findings) => {
      await page.goto(server.town('gescher') + '/dienste')
      const entry = page.locator('.kl-nav a').first()
      findings.want(!await entry.isVisible(), 'the menu is open before anybody asked')
      await page.click('.kl-menu__open')
      findings.want(await entry.isVisible(), 'the menu does not open')
      await page.keyboard.press('Escape')
      findings.want(!await entry.isVisible(), 'Escape does not close it')
      await page.locator('.kl-menu__open').focus()
      await page.keyboard.press('Enter')
      await page.click('.kl-menu__close')
      findings.want(!await entry.isVisible(), 'its button does not close it')
      await page.click('.kl-menu__open')
      await page.click('.kl-nav a[href="/aemter"]')
      findings.want(new URL(page.url()).pathname === '/aemter', 'an entry does not lead on')
    })
  }
  await look('letters twice as large fit a phone, also by the reader\'s own style', {}, async (page, findings) => {
    for (const path of ['/', '/aemter/buergerbuero', '/zustaendigkeit', '/datenschutz', '/dienste/personalausweis']) {
      await page.goto(server.town('gescher') + path)
      await page.addStyleTag({ content: 'html{font-size:200%!important}' }).catch(() => {})
      await page.evaluate(() => { const sheet = new CSSStyleSheet(); sheet.replaceSync('html{font-size:200%!important}'); document.adoptedStyleSheets = [sheet] })
      findings.want(!await runsOver(page), `${path} runs over`)
    }
  })
  await look('forced colours mark the entry where one is', { viewport: { width: 1280, height: 900 }, forcedColors: 'active' }, async (page, findings) => {
    await page.goto(server.town('gescher') + '/aemter')
    const outline = current => page.evaluate(selector => getComputedStyle(document.querySelector(selector)).outlineStyle, current)
    findings.want(await outline('.kl-nav [aria-current]') === 'solid', 'the current entry has no outline')
    findings.want(await outline('.kl-nav a:not([aria-current])') === 'none', 'every entry has one')
  })
}
