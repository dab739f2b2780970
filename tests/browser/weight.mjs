// What a first visit to a service page costs: bytes on the wire, by kind.
import { check, Findings } from '../support/report.mjs'
import { Visitor } from '../support/visitor.mjs'
import { patience } from './journey.mjs'

const limits = { total: 80 * 1024, script: 10 * 1024, stylesheet: 16 * 1024, document: 14 * 1024 }

export async function weight(report, server, browser) {
  const form = (await new Visitor(server).hold('dienst=fuehrungszeugnis')).location
  for (const path of ['/dienste/personalausweis', '/ar/dienste/personalausweis', '/uk/dienste/personalausweis', '/termine', '/termine/zeiten?dienst=personalausweis', form]) {
    await report.test(`first visit to ${path} stays within its bytes`, async () => {
      const context = await browser.newContext()
      context.setDefaultTimeout(patience)
      const page = await context.newPage()
      const session = await context.newCDPSession(page)
      await session.send('Network.enable')
      await session.send('Network.setCacheDisabled', { cacheDisabled: false })
      const kinds = new Map(), bytes = {}, names = []
      session.on('Network.responseReceived', ({ requestId, type, response }) => kinds.set(requestId, [type.toLowerCase(), response.url]))
      session.on('Network.loadingFinished', ({ requestId, encodedDataLength }) => {
        const [kind, url] = kinds.get(requestId) ?? ['other', '']
        bytes[kind] = (bytes[kind] ?? 0) + encodedDataLength
        names.push(`${encodedDataLength} ${url.replace(/^https?:\/\/[^/]+/, '')}`)
      })
      await page.goto(server.town('gescher') + path, { waitUntil: 'networkidle' })
      await context.close()
      const total = Object.values(bytes).reduce((sum, n) => sum + n, 0)
      console.log(`      ${path}: ${total} bytes (${Object.entries(bytes).map(([kind, n]) => `${kind} ${n}`).join(', ')})`)
      const findings = new Findings()
      for (const [kind, limit] of Object.entries(limits)) {
        const used = kind === 'total' ? total : bytes[kind] ?? 0
        findings.want(used <= limit, `${kind}: ${used} bytes, limit ${limit}\n${names.join('\n')}`)
      }
      check(total > 10000, `only ${total} bytes counted`)
      findings.close()
    })
  }
}
