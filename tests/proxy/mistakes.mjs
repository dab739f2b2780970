// What an operator may forget in the file of a proxy, and what still holds then.
import { check, equal } from '../support/report.mjs'
import { figuresSeen } from './journeys.mjs'
import { Outside } from './outside.mjs'
import { startCaddy } from './proxies.mjs'

const forgets = (text, line, instead = '') => {
  check(line.test(text), `the sample has no line ${line}`)
  return text.replace(line, instead)
}

async function seenWith(start, before, certificate, name, change) {
  const proxy = await start({ ...before, name, change })
  const outside = new Outside(proxy, certificate)
  try { return await figuresSeen(outside) } finally { outside.close(); await proxy.stop() }
}

export async function mistakes(report, start, before, certificate) {
  const caddy = start === startCaddy
  const name = caddy ? 'Caddy' : 'nginx'
  await report.test(`${name}: /metrics stays here when the field with the visitor's address is forgotten`, async () => {
    const change = text => (caddy ? forgets(text, /(reverse_proxy 127\.0\.0\.1:\d+ \{)/, '$1\n\t\theader_up -X-Forwarded-For') : forgets(text, /proxy_set_header X-Forwarded-For .*;/))
    equal((await seenWith(start, before, certificate, `${name}-without-address`, change)).join('\n'), '', 'figures that a visitor saw')
  })
  await report.test(`${name}: /metrics stays here when its rule is forgotten`, async () => {
    const change = text => (caddy ? forgets(text, /\n\t@metrics [^\n]*/, '\n\t@metrics path /nothing') : forgets(text, /location ~\* [^\n]*metrics[^\n]*\{/, 'location = /nothing {'))
    equal((await seenWith(start, before, certificate, `${name}-without-rule`, change)).join('\n'), '', 'figures that a visitor saw')
  })
}
