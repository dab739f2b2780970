import { chromium } from 'playwright-core'
import http from 'node:http'
import { Visitor } from './support/visitor.mjs'
import { pages } from '../src/administration/applications/applications_browser.mjs'
const port = 8310
const server = { port, request: (town, path, { method = 'GET', headers = {}, body } = {}) => new Promise((ok, bad) => {
  const r = http.request({ host: '127.0.0.1', port, path, method, headers: { host: `${town}.localhost:${port}`, ...headers } }, a => { let t = ''; a.setEncoding('utf8'); a.on('data', d => t += d); a.on('end', () => ok({ status: a.statusCode, headers: a.headers, text: t, json: () => JSON.parse(t) })) })
  r.on('error', bad); if (body) r.write(body); r.end() }) }
const where = { 'abholort-strasse': 'Marktplatz', 'abholort-hausnummer': '1', 'abholort-plz': '48712', 'abholort-ort': 'Gescher' }
const names = ["Erika Mustermann", "Ali Yılmaz"]
const sent = []
for (const full of names) {
  const v = new Visitor(server)
  const start = await v.get('/antrag/sperrmuell-abholen')
  const own = (await v.send(start, '/antrag/sperrmuell-abholen')).location.replace(/\/[^/]+$/, '')
  for (const [p, a] of [['adresse', where], ['dinge', { dinge: '1', 'dinge-1-art': 'sofa', 'dinge-1-anzahl': '2', elektro: 'nein' }], ['kontakt', { 'person-vorname': full.split(' ')[0], 'person-nachname': full.split(' ')[1], 'kontakt-mail': 'a@example.org', 'kontakt-telefon': '' }]])
    await v.send(await v.get(`${own}/${p}`), `/${p}`, a)
  await v.send(await v.get(`${own}/pruefen`), '/senden')
  sent.push(own)
}
// dog: address whole
const dogs = []
for (const full of names.slice(0, 2)) {
  const v = new Visitor(server)
  const own = (await v.send(await v.get('/antrag/hund-anmelden'), '/antrag/hund-anmelden')).location.replace(/\/[^/]+$/, '')
  for (const [p, a] of [['hund', { rufname: 'Rex', rasse: 'Dackel', 'geboren.tag': '1', 'geboren.monat': '3', 'geboren.jahr': '2026', 'seit.tag': '1', 'seit.monat': '6', 'seit.jahr': '2026', chip: '', gross: 'nein' }], ['halten', { andere: '0', vorher: 'nein' }], ['person', { 'person-vorname': full.split(' ')[0], 'person-nachname': full.split(' ')[1], 'anschrift-strasse': 'Markt', 'anschrift-hausnummer': '1', 'anschrift-plz': '48712', 'anschrift-ort': 'Gescher', 'kontakt-mail': 'b@example.org', 'kontakt-telefon': '', zu_zweit: 'nein' }], ['zahlen', { zahlweg: 'ueberweisung' }]])
    await v.send(await v.get(`${own}/${p}`), `/${p}`, a)
  await v.send(await v.get(`${own}/pruefen`), '/senden')
  dogs.push(own)
}
const clerk = new Visitor(server)
await clerk.signIn('bauamt')
const lists = await clerk.get('/verwaltung')
console.log([...new Set([...lists.text.matchAll(/\/verwaltung\/amt\/([a-z-]+)/g)].map(m => m[1]))])
const browser = await chromium.launch({ executablePath: '/usr/bin/chromium-headless-shell', args: ['--no-sandbox', '--disable-gpu', '--disable-quic', '--host-resolver-rules=MAP *.localhost 127.0.0.1'] })
const shot = async (who, path, name, act) => {
  for (const width of [1280, 390]) {
    const ctx = await browser.newContext({ viewport: { width, height: 900 } })
    await ctx.addCookies([...who.cookies].map(([n, value]) => ({ name: n, value, domain: 'gescher.localhost', path: '/', secure: n.startsWith('__Host'), httpOnly: true })))
    const page = await ctx.newPage()
    await page.goto(`http://gescher.localhost:${port}${path}`)
    if (act) await act(page)
    await page.screenshot({ path: `/tmp/shots/${name}-${width}.png`, fullPage: true })
    await ctx.close()
  }
}
export { server, clerk, shot, browser, sent, dogs, Visitor }
const plan = await import(process.argv[2])
await plan.run({ server, clerk, shot, browser, sent, dogs, Visitor })
await browser.close()
