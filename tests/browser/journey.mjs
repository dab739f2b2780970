// The frame of a journey: a fresh visitor, and nothing that goes wrong unseen on the way.
import { Findings } from '../support/report.mjs'
import { watch } from './watch.mjs'

export const patience = 90000  // ms; nothing takes long here, but a machine may be busy

/** `journey` runs a body with a page of its own, `at` waits for an address. */
export function journeysIn(report, browser, defaults) {
  const journey = (name, options, body) => report.test(`journey ${name}`, async () => {
    const context = await browser.newContext({ locale: 'de-DE', reducedMotion: 'reduce', ...defaults, ...options })
    context.setDefaultTimeout(patience)
    const page = await context.newPage()
    const seen = watch(page, { status: options.status })
    try {
      await body(page, context)
      const findings = new Findings()
      seen.close().forEach(text => findings.add(text))
      findings.close()
    } finally {
      await context.close()
    }
  })
  const at = (page, url) => page.waitForURL(url, { timeout: patience }).catch(() => { throw new Error(`expected to be at ${url}, but still at ${page.url()}`) })
  return { journey, at }
}
