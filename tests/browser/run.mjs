// Every kind of page through every gate, then journeys as people make them, in Debian's Chromium.
import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { chromium } from 'playwright-core'
import { options } from '../support/options.mjs'
import { Findings, Report } from '../support/report.mjs'
import { prepareData, TestServer } from '../support/server.mjs'
import { accounts } from './accounts.mjs'
import { staff as staffSignsIn } from './staff.mjs'
import { appointmentTemplates, mainOfAppointments, manyVisitors, monday, startLater } from './appointment_templates.mjs'
import { applications } from './applications.mjs'
import { appointments } from './appointments.mjs'
import { clerks } from './clerks.mjs'
import { axe, clipped, reflow, structure, targets, untranslated } from './gates.mjs'
import { head } from './head.mjs'
import { patience } from './journey.mjs'
import { journeys } from './journeys.mjs'
import { classesIn, unknownClasses, validate } from './markup.mjs'
import { moduleTemplates } from './module_templates.mjs'
import { direction, languages, main, open, prefix, templates } from './templates.mjs'
import { uploads } from './uploads.mjs'
import { watch } from './watch.mjs'
import { weight } from './weight.mjs'

const given = options()
const report = new Report(given)
const data = prepareData(given.binary, given.data), dataOfLater = prepareData(given.binary, data), dataOfUploads = prepareData(given.binary, data)
const server = await TestServer.start({ binary: given.binary, data, options: ['--demo-at', monday, ...manyVisitors] })
const later = await startLater(given.binary, dataOfLater)
const browser = await chromium.launch({
  executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium-headless-shell',  // Debian's Chromium without its own windows: a third of the work
  args: ['--disable-dev-shm-usage', '--force-color-profile=srgb', ...(process.getuid?.() === 0 ? ['--no-sandbox'] : [])],
})
const incomplete = new Map()
const allMain = [...main, ...mainOfAppointments]

/** A page waits for the screen more than it works: four of them keep two cores busy. */
const atOnce = worker => Promise.all([worker(), worker(), worker(), worker()])

/** The pages of one visitor share a context with that visitor's cookies. */
function contexts(more) {
  const found = new Map()
  return {
    async page(template) {
      if (!found.has(template.visitor)) {
        const context = await browser.newContext({ serviceWorkers: 'block', locale: 'de-DE', ...more })
        context.setDefaultTimeout(patience)
        for (const [name, value] of template.visitor?.cookies ?? []) await context.addCookies([{ name, value, url: template.origin.replace('http:', 'https:'), httpOnly: true, secure: true, sameSite: 'Lax' }])
        found.set(template.visitor, context)
      }
      return found.get(template.visitor).newPage()
    },
    async close() { for (const context of found.values()) await context.close() },
  }
}

async function classesOf(asset, path) {
  const page = (await server.request('gescher', path)).text
  return classesIn((await server.request('gescher', new RegExp(`href="(/assets/${asset}\\.[^"]+\\.css)"`).exec(page)[1])).text)
}

/** A service of the official catalogue without a text of ours. */
async function serviceWithoutText() {
  for (let after = ''; after !== null;) {
    const list = (await server.request('gescher', `/api/v1/services?limit=500&after=${encodeURIComponent(after)}`)).json()
    const found = list.items.find(service => !service.described)
    if (found) return found.slug
    after = list.next
  }
  return 'personalausweis'
}

async function allGates(page, template, language, known) {
  const findings = new Findings()
  // Colours and markup are the same in all languages: looked at in German. Arabic turns the layout round, the others only change the words.
  const colours = language === 'de', layout = language === 'de' || language === 'ar'
  const wide = allMain.includes(template.name) && layout
  const seen = watch(page, template)
  await page.setViewportSize({ width: 1280, height: 900 })
  await page.emulateMedia({ colorScheme: 'light', reducedMotion: 'reduce' })
  const answer = await open(page, template, language)
  findings.want(answer.status() === template.status, `status ${answer.status()}, expected ${template.status}`)
  const html = await answer.text()
  const add = list => list.forEach(text => findings.add(text))

  if (colours) add(await validate(html))
  add(unknownClasses(html, html.includes('/assets/staff.') ? known.staff : known.resident))
  const spoken = template.germanOnly ? 'de' : language
  add(await structure(page, { language: spoken, direction: direction(spoken) }))
  if (spoken !== 'de' && !template.germanText) add(await untranslated(page, spoken))
  add(await axe(page, { incomplete }))
  if (colours && (wide || template.dark)) {
    await page.emulateMedia({ colorScheme: 'dark', reducedMotion: 'reduce' })
    add((await axe(page, { only: ['color-contrast', 'link-in-text-block'] })).map(text => `dark: ${text}`))
    await page.emulateMedia({ colorScheme: 'light', forcedColors: 'active', reducedMotion: 'reduce' })
    add((await reflow(page)).map(text => `forced colours: ${text}`))
    await page.emulateMedia({ colorScheme: 'light', forcedColors: 'none', reducedMotion: 'reduce' })
    add(await clipped(page, 'spacing'))
  }
  await page.setViewportSize({ width: 320, height: 720 })
  add(await reflow(page))
  add(await targets(page))
  if (wide) {
    if (colours) add((await axe(page, {})).map(text => `at 320 px: ${text}`))
    await page.setViewportSize({ width: 390, height: 844 })
    add(await clipped(page, 'spacing'))
  }
  if (layout) {
    await page.setViewportSize({ width: 768, height: 900 })
    add(await reflow(page))
  }
  if (wide) add(await clipped(page, 'doubled text'))
  add(seen.close())
  findings.close()
}

async function pagesThroughGates(all) {
  const resident = await classesOf('app', '/')
  const known = { resident, staff: new Set([...resident, ...await classesOf('staff', '/verwaltung/anmelden')]) }
  const work = []
  for (const language of languages) {
    for (const template of all) {
      const everywhere = [...allMain, 'services-az', 'competence', 'not-found-service'].includes(template.name)
      if (template.languages && !template.languages.includes(language)) continue
      const wanted = template.languages ? true : everywhere
      if (language !== 'de' && (template.germanOnly || (given.quick ? !['service', 'form-errors'].includes(template.name) || language !== 'ar' : !wanted))) continue
      if (given.quick && language === 'de' && !everywhere) continue
      work.push([template, language])
    }
  }
  work.sort(([a], [b]) => Number(b.soon ?? false) - Number(a.soon ?? false))  // first what the clock takes away: a time is held for twenty minutes
  const worker = async () => {
    const people = contexts()
    for (let next = work.shift(); next; next = work.shift()) {
      const [template, language] = next
      await report.test(`page ${template.name} ${language} ${template.origin}${prefix(language)}${template.path}`, async () => {
        const page = await people.page(template)
        try { await allGates(page, template, language, known) } finally { await page.close() }
      })
    }
    await people.close()
  }
  await atOnce(worker)
}

async function screenshots(all) {
  mkdirSync(given.screenshots, { recursive: true })
  const sizes = template => template.name === 'display' ? [1920] : template.name.startsWith('kiosk') ? [1080] : [390, 1280]
  const wanted = []
  for (const template of all) {
    const shots = sizes(template)
    for (const width of shots) wanted.push([template, 'de', width, 'light'])
    if (!allMain.includes(template.name)) continue
    for (const width of shots) wanted.push([template, 'ar', width, 'light'], [template, 'de', width, 'dark'])
    if (!template.visitor) wanted.push([template, 'uk', shots[0], 'light'])
  }
  await atOnce(async () => {
    const people = contexts()
    for (let next = wanted.shift(); next; next = wanted.shift()) {
      const [template, language, width, colorScheme] = next
      if (template.languages && !template.languages.includes(language)) continue
      const page = await people.page(template)
      await page.setViewportSize({ width, height: width === 1920 ? 1080 : width === 1080 ? 1920 : 900 })
      await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' })
      await open(page, template, language)
      await page.evaluate(() => document.fonts.ready)
      await page.screenshot({ path: join(given.screenshots, `${template.name}-${language}-${width}-${colorScheme}.png`), fullPage: true })
      await page.close()
    }
    await people.close()
  })
}

try {
  const all = [...templates(server, await serviceWithoutText()), ...await appointmentTemplates(server, later), ...await moduleTemplates(server)]
  await pagesThroughGates(all)
  await weight(report, server, browser)
  await head(report, server, browser)
  if (given.screenshots) await report.test('screenshots of all pages', () => screenshots(all))
  await later.again()
  // Side by side: those who look for services and those who book do not meet.
  await Promise.all([journeys(report, server, browser), applications(report, server, browser), accounts(report, server, browser), staffSignsIn(report, server, browser), clerks(report, server, browser), uploads(report, { ...given, data: dataOfUploads }, browser), appointments(report, server, later, browser)])
  await report.test('the program is still running', () => { if (!server.alive()) throw new Error(server.log) })
} finally {
  await browser.close()
  await server.stop()
  await later.server.stop()
}
if (incomplete.size > 0) console.log(`axe could not decide (needs eyes):\n${[...incomplete].map(([at, count]) => `  ${at}: ${count}`).join('\n')}`)
process.exitCode = report.close()
