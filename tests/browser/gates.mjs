// Checks that run inside the page. Each returns a list of findings in words.
import { createRequire } from 'node:module'
import { readFileSync } from 'node:fs'

const require = createRequire(import.meta.url)
const axeSource = readFileSync(require.resolve('axe-core/axe.min.js'), 'utf8')
const tags = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice']

/** axe-core's violations. CDP evaluation is outside the page's CSP, so the page stays as it is. */
export async function axe(page, { only, incomplete } = {}) {
  await page.evaluate(axeSource)
  const result = await page.evaluate(async ({ tags, only }) => {
    const run = only ? { runOnly: { type: 'rule', values: only } } : { runOnly: { type: 'tag', values: tags } }
    const found = await globalThis.axe.run(document, { ...run, resultTypes: ['violations', 'incomplete'] })
    const brief = rule => ({ id: rule.id, help: rule.help, nodes: rule.nodes.slice(0, 4).map(n => ({ at: n.target.join(' '), html: n.html.slice(0, 140), why: n.failureSummary?.split('\n').slice(1, 3).join(' ').trim() })), count: rule.nodes.length })
    return { violations: found.violations.map(brief), incomplete: found.incomplete.map(brief) }
  }, { tags, only })
  for (const rule of result.incomplete) for (const node of rule.nodes) incomplete?.set(`${rule.id} ${node.at}`, (incomplete.get(`${rule.id} ${node.at}`) ?? 0) + 1)
  return result.violations.map(v => `axe ${v.id} (${v.count}): ${v.help}\n  ${v.nodes.map(n => `${n.at} ${n.html} ${n.why ?? ''}`).join('\n  ')}`)
}

/** What makes the page scroll sideways. Tables and maps may scroll inside themselves. */
export function reflow(page) {
  return page.evaluate(() => {
    const width = document.documentElement.clientWidth
    const over = document.documentElement.scrollWidth - width
    if (over <= 0) return []
    const culprits = [...document.body.querySelectorAll('*')]
      .filter(e => !e.closest('.kl-scroll, .kl-map, svg, .kern-sr-only'))
      .map(e => [e, e.getBoundingClientRect()])
      .filter(([, box]) => box.width > 0 && (box.right > width + 1 || box.left < -1))
      .map(([e, box]) => `${e.tagName.toLowerCase()}${e.className ? `.${String(e.className).replace(/ /g, '.')}` : ''} ${Math.round(box.left)}–${Math.round(box.right)} “${e.textContent.trim().slice(0, 40)}”`)
    return [`scrolls sideways by ${over} px at ${width} px: ${culprits.slice(0, 4).join(' | ')}`]
  })
}

/** Controls smaller than 24 × 24 px (WCAG 2.5.8); links inside a sentence are exempt, and the map repeats the list. */
export function targets(page) {
  return page.evaluate(() => {
    const inSentence = element => {
      if (getComputedStyle(element).display !== 'inline') return false
      const block = element.parentElement
      return [...block.childNodes].some(node => node.nodeType === Node.TEXT_NODE && node.textContent.trim().length > 1)
    }
    const small = []
    for (const element of document.querySelectorAll('a[href], button, input:not([type=hidden]), select, textarea, summary, [role=button], [role=option]')) {
      if (element.closest('.kl-map') || element.matches('.kl-skip')) continue
      if (!element.checkVisibility({ visibilityProperty: true })) continue
      let box = element.getBoundingClientRect()
      if (box.width === 0 && box.height === 0) continue
      const label = element.labels?.[0]?.getBoundingClientRect()
      if (label && /radio|checkbox/.test(element.type)) box = { width: label.width + box.width, height: Math.max(label.height, box.height) }
      if ((box.width < 23.5 || box.height < 23.5) && !inSentence(element)) small.push(`${element.tagName.toLowerCase()} “${(element.textContent || element.id).trim().slice(0, 40)}” in ${element.parentElement.className || element.parentElement.tagName}: ${Math.round(box.width)} × ${Math.round(box.height)} px`)
    }
    return small.slice(0, 6).map(text => `target smaller than 24 px: ${text}`)
  })
}

// Constructed style sheets are not inline styles: the page's CSP need not be switched off for this.
const spacing = '* { line-height: 1.5 !important; letter-spacing: .12em !important; word-spacing: .16em !important } p { margin-bottom: 2em !important }'
const doubled = 'html { font-size: 200% !important }'

/** Text that is cut off when people space it out (1.4.12) or double it (1.4.4). */
export async function clipped(page, kind) {
  await page.evaluate(css => {
    const sheet = new CSSStyleSheet()
    sheet.replaceSync(css)
    document.adoptedStyleSheets = [sheet]
  }, kind === 'spacing' ? spacing : doubled)
  const found = await page.evaluate(kind => {
    const cut = []
    for (const element of document.body.querySelectorAll('*')) {
      if (element.closest('svg, .kl-map, .kern-sr-only, .kl-skip, [hidden]') || !element.checkVisibility()) continue
      const style = getComputedStyle(element)
      const text = [...element.childNodes].some(n => n.nodeType === Node.TEXT_NODE && n.textContent.trim() !== '')
      const hides = /hidden|clip/.test(`${style.overflowX} ${style.overflowY}`)
      if (hides && element.textContent.trim() && (element.scrollWidth > element.clientWidth + 2 || element.scrollHeight > element.clientHeight + 2)) cut.push(element)
      else if (text && style.display !== 'inline' && style.overflowX === 'visible' && element.scrollWidth > element.clientWidth + 2 && element.clientWidth > 0) cut.push(element)
    }
    return cut.slice(0, 5).map(e => `${kind}: text cut off or over its box: ${e.tagName.toLowerCase()}.${String(e.className).replace(/ /g, '.')} “${e.textContent.trim().slice(0, 50)}” (${e.scrollWidth} × ${e.scrollHeight} in ${e.clientWidth} × ${e.clientHeight})`)
  }, kind)
  const sideways = await reflow(page)
  await page.evaluate(() => { document.adoptedStyleSheets = [] })
  return [...found, ...sideways.map(text => `${kind}: ${text}`)]
}

/** Letters of another script, images and ids that point nowhere, addresses that are not links of this site. */
export function structure(page, { language, direction }) {
  return page.evaluate(({ language, direction }) => {
    const found = []
    const html = document.documentElement
    if (html.lang !== language) found.push(`<html lang="${html.lang}">, expected ${language}`)
    if (html.dir !== direction) found.push(`<html dir="${html.dir}">, expected ${direction}`)
    if (getComputedStyle(document.body).direction !== direction) found.push(`the body is laid out ${getComputedStyle(document.body).direction}`)
    if (document.querySelectorAll('h1').length !== 1) found.push(`${document.querySelectorAll('h1').length} h1`)
    if (!document.title.trim()) found.push('no title')
    for (const use of document.querySelectorAll('use')) if (!use.getAttribute('href')?.startsWith('/assets/')) found.push(`use without asset: ${use.getAttribute('href')}`)
    for (const link of document.querySelectorAll('a[href^="#"]')) if (!document.getElementById(link.getAttribute('href').slice(1))) found.push(`link to nowhere: ${link.getAttribute('href')} “${link.textContent.trim()}”`)
    for (const element of document.querySelectorAll('[style], script:not([src]):not([type="application/ld+json"]), style')) found.push(`inline code or style: ${element.outerHTML.slice(0, 80)}`)
    return found
  }, { language, direction })
}

/** German words left in a page of another language: text that neither it nor its ancestors mark as German. */
export function untranslated(page, language) {
  return page.evaluate(language => {
    const words = /\b(und|oder|Sie|der|die|das|für|nicht|eine[nrs]?|bei|Dienst|Öffnungszeiten|Seite|Rückmeldung|Uhr|geschlossen|Ihre?)\b/
    const found = []
    const walk = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT)
    while (walk.nextNode()) {
      // A German term in brackets behind its translation is meant: people need it at the counter.
      const text = walk.currentNode.textContent.replace(/\([^)]*\)/g, '').trim()
      const parent = walk.currentNode.parentElement
      if (text.length < 4 || !words.test(text) || parent.closest('script, svg, textarea')) continue
      if (parent.closest('[lang]').lang === language) found.push(`German text without lang="de": “${text.slice(0, 80)}” in ${parent.tagName.toLowerCase()}.${parent.className}`)
    }
    return [...new Set(found)].slice(0, 5)
  }, language)
}
