// What people come for, done as they do it: with a mouse, with the keyboard alone, without JavaScript.
import { check, equal, Findings } from '../support/report.mjs'
import { journeysIn } from './journey.mjs'

const keyboardStop = 250  // more Tab presses than any page has stops

export async function journeys(report, server, browser) {
  const town = server.town('gescher')
  const { journey, at } = journeysIn(report, browser, { viewport: { width: 1280, height: 900 } })

  for (const javaScriptEnabled of [true, false]) {
    const how = javaScriptEnabled ? '' : ', no JavaScript'
    const options = { javaScriptEnabled }

    for (const [words, exact] of [['Gescher', true], ['gescher', true], ['48712', true], ['Geschr', true], ['Burg', false]]) {
      await journey(`find a town by typing "${words}"${how}`, options, async page => {
        await page.goto(server.region)
        await page.fill('#ort', words)
        await page.press('#ort', 'Enter')
        if (!exact) {
          await at(page, /\/ort\?q=Burg$/)
          check(await page.locator('main .kl-links a').count() > 1, 'several towns to choose from')
          return
        }
        await at(page, `${town}/`)
        equal(await page.textContent('.kl-brand__name'), 'Stadt Gescher', 'name in the header')
      })
    }
    await journey(`find a town in the list${how}`, options, async page => {
      await page.goto(server.region)
      await page.click('.kl-az a:has-text("G")')
      await page.click('.kl-towns a:text-is("Gescher")')
      await at(page, `${town}/`)
    })
    await journey(`find a town on the map${how}`, options, async page => {
      await page.goto(server.region)
      const area = page.locator('.kl-map a[href*="gescher.localhost"] path').first()
      await area.scrollIntoViewIfNeeded()
      const box = await area.boundingBox()
      await page.mouse.click(box.x + box.width / 2, box.y + box.height / 2)
      await at(page, `${town}/`)
    })
    for (const [words, slug] of [['umziehen', 'wohnsitz-ummelden'], ['hund anmelden', 'hund-anmelden'], ['sperrmuell', 'sperrmuell-abholen'], ['Hunndesteuer', 'hund-anmelden']]) {
      await journey(`search "${words}" and reach ${slug}${how}`, options, async page => {
        await page.goto(town)
        await page.fill('#suche', words)
        await page.click('main .kl-search__go')
        await at(page, /\/suche\?q=/)
        const links = await page.locator('.kl-result h3 a').evaluateAll(all => all.map(a => new URL(a.href).pathname))
        const place = links.indexOf(`/dienste/${slug}`)
        check(place >= 0 && place < 3, `/dienste/${slug} is not among the first three: ${links.slice(0, 5).join(', ')}`)
        await page.locator('.kl-result h3 a').nth(place).click()
        await at(page, `${town}/dienste/${slug}`)
        check((await page.textContent('h1')).trim().length > 3, 'the service page has a heading')
        check(await page.locator('.kl-facts dt').count() === 4, 'four facts')
      })
    }
    await journey(`the language switch keeps the page${how}`, options, async page => {
      for (const [from, to] of [['/dienste/personalausweis', '/en/dienste/personalausweis'], ['/suche?q=hund', '/en/suche?q=hund'], ['/aemter/buergerbuero', '/en/aemter/buergerbuero']]) {
        await page.goto(town + from)
        await page.click('.kl-langs a[hreflang=en]')
        await at(page, town + to)
        equal(await page.getAttribute('html', 'lang'), 'en', 'language of the page')
        await page.click('.kl-langs a[hreflang=de]')
        await at(page, town + from)
      }
    })
    await journey(`from the service to the office and its hours${how}`, options, async page => {
      await page.goto(`${town}/dienste/personalausweis`)
      await page.locator('main a[href="/aemter/buergerbuero"]').first().click()
      await at(page, `${town}/aemter/buergerbuero`)
      check(await page.locator('.kl-hours tr').count() >= 7, 'a week of hours')
      check((await page.textContent('.kl-hours tr >> nth=0')).includes('Heute'), 'today comes first')
    })
    await journey(`a mistake in the form is shown, and nothing is lost${how}`, { ...options, status: 422 }, async page => {
      await page.goto(`${town}/rueckmeldung?von=/dienste/personalausweis`)
      await page.fill('#text', 'Straße „Ümläut“ <b>fett</b> & mehr')
      await page.fill('#mail', 'erika.mustermann@')
      await page.click('main form button[type=submit]')
      await page.waitForSelector('#fehler')
      check((await page.title()).startsWith('Fehler:'), `title "${await page.title()}"`)
      equal(await page.inputValue('#text'), 'Straße „Ümläut“ <b>fett</b> & mehr', 'the text')
      equal(await page.inputValue('#mail'), 'erika.mustermann@', 'the address')
      equal(await page.getAttribute('input[name=von]', 'value'), '/dienste/personalausweis', 'the page it is about')
      equal(await page.getAttribute('#mail', 'aria-invalid'), 'true', 'aria-invalid')
      equal(await page.locator('#fehler li').count(), 2, 'errors in the summary')
      if (javaScriptEnabled) equal(await page.evaluate(() => document.activeElement.id), 'fehler', 'focus')
      await page.click('#fehler a[href="#mail"]')
      equal(await page.evaluate(() => document.activeElement.id), 'mail', 'the link in the summary leads to the field')
      await page.reload()
      equal(await page.inputValue('#text'), 'Straße „Ümläut“ <b>fett</b> & mehr', 'the text after loading again')
    })
    await journey(`a remark is stored once, however often it is sent${how}`, options, async page => {
      const words = `Probe ${Math.random().toString(36).slice(2)}`
      const stored = () => server.command('feedback', 'gescher').filter(item => item.message === words)
      await page.goto(`${town}/dienste/hund-anmelden`)
      await page.click('.kl-feedback a')
      await at(page, /\/rueckmeldung\?von=/)
      await page.check('#urteil-ja')
      await page.fill('#text', words)
      const key = await page.getAttribute('input[name=form]', 'value')
      await page.dblclick('main form button[type=submit]')
      await at(page, `${town}/rueckmeldung/danke`)
      equal(stored().length, 1, 'stored remarks after a double click')
      const send = fields => server.request('gescher', '/rueckmeldung', { method: 'POST', headers: { 'content-type': 'application/x-www-form-urlencoded' }, body: new URLSearchParams({ form: key, ...fields }).toString() })
      const same = { von: '/dienste/hund-anmelden', urteil: 'ja', text: words, mail: '' }
      equal((await send(same)).status, 303, 'sent again with the same key')
      equal((await send({ ...same, urteil: 'nein' })).status, 409, 'other words with the same key')
      equal(stored().length, 1, 'stored remarks after sending the same form again')
      equal(stored()[0].page, '/dienste/hund-anmelden', 'the page it is about')
      await page.goBack()
      check(await page.locator('main form').count() === 1, 'the back button shows the form')
      await page.reload()
      equal(stored().length, 1, 'stored remarks after the back button')
      equal(server.command('feedback', 'ahaus').filter(item => item.message === words).length, 0, 'remarks in another town')
    })
  }

  await journey('find the town by position', { permissions: ['geolocation'], geolocation: { latitude: 51.95, longitude: 7.02 } }, async page => {
    await page.goto(server.region)
    await page.click('button[data-kl-place]')
    await at(page, `${town}/`)
  })
  await journey('position refused: words, and the form still works', { permissions: [] }, async page => {
    await page.goto(server.region)
    await page.click('button[data-kl-place]')
    await page.waitForFunction(() => document.querySelector('#ort-stand').textContent.includes('nicht verfügbar'))
  })
  await journey('position outside the state', { permissions: ['geolocation'], geolocation: { latitude: 48.14, longitude: 11.58 } }, async page => {
    await page.goto(server.region)
    await page.click('button[data-kl-place]')
    await at(page, /\/ort\?lat=48\.14&lon=11\.58$/)
    check((await page.textContent('h1')).includes('keinen Ort'), `heading "${await page.textContent('h1')}"`)
  })

  await journey('suggestions with the keyboard alone', {}, async page => {
    await page.goto(town)
    const input = page.locator('main #suche')
    await typed(page, input, 'hund')
    equal(await input.getAttribute('aria-expanded'), 'true', 'aria-expanded')
    const options = await page.locator('[role=option]').count()
    check(options >= 1 && options <= 8, `${options} suggestions`)
    await page.keyboard.press('ArrowDown')
    const first = await input.getAttribute('aria-activedescendant')
    check(first && await page.locator(`#${first}[aria-selected=true]`).count() === 1, 'the first suggestion is marked')
    await page.keyboard.press('ArrowDown')
    await page.keyboard.press('ArrowUp')
    equal(await input.getAttribute('aria-activedescendant'), first, 'down and up again')
    check((await page.textContent('[role=status].kern-sr-only')).includes(String(options)), 'the number of suggestions is announced')
    await page.keyboard.press('Escape')
    equal(await input.getAttribute('aria-expanded'), 'false', 'aria-expanded after Escape')
    equal(await input.inputValue(), 'hund', 'Escape keeps the text')
    await page.keyboard.press('ArrowDown')
    equal(await input.getAttribute('aria-expanded'), 'true', 'the arrow opens the list again')
    const text = await page.textContent('[role=option][aria-selected=true]')
    await page.keyboard.press('Enter')
    await at(page, /\/dienste\//)
    check(text.includes((await page.textContent('h1')).trim()) || text.length > 0, 'the chosen service')
    await page.goto(town)
    await typed(page, page.locator('main #suche'), 'hund')
    await page.keyboard.press('Enter')
    await at(page, /\/suche\?q=hund$/)
  })
  await journey('suggestions for towns with the keyboard alone', {}, async page => {
    await page.goto(server.region)
    await typed(page, page.locator('#ort'), 'gesc')
    await page.waitForSelector('[role=option]:has-text("Gescher")')
    await page.keyboard.press('ArrowDown')
    await page.keyboard.press('Enter')
    await at(page, `${town}/`)
  })
  await journey('suggestions with the mouse', {}, async page => {
    await page.goto(`${town}/dienste`)
    await typed(page, page.locator('#suche'), 'pass')
    await page.click('[role=option] >> nth=0')
    await at(page, /\/dienste\/[a-z0-9-]+$/)
  })

  await journey('from home to a service to the office with the keyboard alone', {}, async page => {
    const findings = new Findings()
    await page.goto(town)
    await page.keyboard.press('Tab')
    const first = await stop(page)
    check(first.classes.includes('kl-skip'), `the first stop is ${first.name}, not the skip link`)
    findings.want(first.visible, 'the skip link is not visible with focus')
    await page.keyboard.press('Enter')
    equal(await page.evaluate(() => document.activeElement.id), 'inhalt', 'the skip link leads to the content')
    await tabTo(page, findings, { selector: 'main .kl-tiles a[href="/dienste/personalausweis"]' })
    await page.keyboard.press('Enter')
    await at(page, `${town}/dienste/personalausweis`)
    await tabTo(page, findings, { selector: 'main a[href="/aemter/buergerbuero"]' })
    await page.keyboard.press('Enter')
    await at(page, `${town}/aemter/buergerbuero`)
    await tabTo(page, findings, { selector: 'footer a[href="/impressum"]' })
    findings.close()
  })
  await journey('every stop of the form, of the competence table and of the Arabic page can be seen', {}, async page => {
    const findings = new Findings()
    for (const path of ['/rueckmeldung', '/zustaendigkeit', '/ar/dienste/personalausweis']) {
      await page.goto(town + path)
      await tabTo(page, findings, { selector: 'footer .kl-footer__top > :last-child li:last-child a', path })
    }
    findings.close()
  })
  await journey('feedback with the keyboard alone', {}, async page => {
    const findings = new Findings()
    await page.goto(`${town}/barriere-melden`)
    await tabTo(page, findings, { selector: '#text' })
    await page.keyboard.type('Der Knopf ist zu klein.')
    await tabTo(page, findings, { selector: 'main button[type=submit]' })
    await page.keyboard.press('Enter')
    await at(page, `${town}/barriere-melden/danke`)
    findings.close()
  })
}

/** Types, and waits for the suggestions to all that was typed: those to its first letters may have come before. */
async function typed(page, input, words) {
  const answer = page.waitForResponse(response => new URL(response.url()).searchParams.get('q') === words)
  await input.focus()
  await page.keyboard.type(words, { delay: 20 })
  const { suggestions } = await (await answer).json()
  check(suggestions.length > 0, `nothing is suggested for "${words}"`)
  await page.waitForFunction(first => document.querySelector('[role=listbox]:not([hidden]) [role=option]')?.textContent.startsWith(first), suggestions[0].text)
}

/** Presses Tab until the wanted element has the focus, and looks at every stop on the way. */
export async function tabTo(page, findings, { selector, path = new URL(page.url()).pathname }) {
  let before = ''
  for (let i = 0; i < keyboardStop; ++i) {
    await page.keyboard.press('Tab')
    const here = await stop(page, selector)
    findings.want(here.name !== before || here.wanted, `${path}: the focus is caught at ${here.name}`)
    if (here.name === before) break
    before = here.name
    findings.want(here.ring, `${path}: no focus ring at ${here.name}`)
    findings.want(here.visible, `${path}: the focus is outside the window or covered at ${here.name}`)
    if (here.wanted) return
  }
  throw new Error(`${path}: ${selector} cannot be reached with Tab`)
}

/** The element with the focus: its name, whether its ring can be seen, whether it is on the screen. */
function stop(page, selector = 'html') {
  return page.evaluate(selector => {
    const element = document.activeElement
    const box = element.getBoundingClientRect()
    const rings = [element, element.parentElement, element.parentElement?.parentElement, element.nextElementSibling].filter(Boolean).map(e => getComputedStyle(e))
    const ring = rings.slice(0, 3).some((style, i) => (style.outlineStyle !== 'none' && parseFloat(style.outlineWidth) >= 2) || (i < 2 && style.boxShadow !== 'none'))
    const inside = box.bottom > 0 && box.top < innerHeight && box.right > 0 && box.left < innerWidth && box.width > 0
    const points = [...element.getClientRects()].map(r => document.elementFromPoint(Math.min(Math.max(r.left + r.width / 2, 0), innerWidth - 1), Math.min(Math.max(r.top + r.height / 2, 0), innerHeight - 1)))
    const onTop = points.some(hit => hit && (element.contains(hit) || hit.contains(element)))
    const position = [...document.querySelectorAll(element.tagName)].indexOf(element)
    return {
      name: `${element.tagName.toLowerCase()}[${position}] “${(element.textContent || element.id || '').trim().slice(0, 40)}”`,
      classes: [...element.classList], ring, visible: inside && onTop, wanted: element.matches(selector),
    }
  }, selector)
}
