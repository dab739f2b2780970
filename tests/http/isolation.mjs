// Nothing of one town may appear in another: canary words in every field that belongs to one town, then all pages of others.
import { check, equal, Findings } from '../support/report.mjs'

const form = 'application/x-www-form-urlencoded'

export async function isolation(report, server) {
  await report.test('texts of one town appear in no page of another', async () => {
    // The sample district gives every office its own telephone number and mail address: those are the canaries.
    const offices = async town => (await server.request(town, '/api/v1/offices')).json().items
    const mine = await offices('gescher')
    check(mine.length >= 3, `${mine.length} offices in Gescher`)
    const canaries = [...mine.flatMap(o => [o.email, o.phone]), 'In Gescher kostet der erste Hund'].filter(Boolean)
    const own = await allTexts(server, 'gescher', mine)
    for (const word of ['buergerbuero@gescher.example', 'In Gescher kostet der erste Hund']) check(own.some(([, text]) => text.includes(word)), `"${word}" is not even in Gescher`)
    const findings = new Findings(), asksForTown = '/suche?q=gescher'  // who types the name of another town is led there, to its home page alone
    for (const other of ['ahaus', 'heek', 'koeln', 'rhede']) {
      for (const [url, text] of await allTexts(server, other, await offices(other))) {
        for (const word of canaries) findings.want(!text.includes(word) && !text.includes(word.replace(/ /g, '&nbsp;').replace(/-/g, '&#8209;')), `${other}${url} shows "${word}" of Gescher`)
        findings.want(!/[^\w]sample@|\bgescher\.localhost/.test(text) || url.startsWith('/ort') || url === asksForTown, `${other}${url} links to Gescher`)
      }
    }
    findings.close()
  })
  await report.test('an office, an override and a remark are found in their own town only', async () => {
    for (const town of ['ahaus', 'koeln']) {
      const theirs = new Set((await server.request(town, '/api/v1/offices')).json().items.map(o => o.id))
      for (const office of (await server.request('kreis-borken', '/api/v1/offices')).json().items) {
        if (theirs.has(office.id)) continue
        equal((await server.request(town, `/aemter/${office.id}`)).status, 404, `${town}/aemter/${office.id}`)
        equal((await server.request(town, `/api/v1/offices/${office.id}`)).status, 404, `${town}/api/v1/offices/${office.id}`)
      }
    }
    const canary = `kanarienvogel${Date.now()}`
    equal((await server.request('rhede', '/barriere-melden', { method: 'POST', headers: { 'content-type': form }, body: new URLSearchParams({ form: Date.now().toString(16).padEnd(32, 'd'), von: '/', text: canary, mail: `${canary}@example.org` }).toString() })).status, 303, 'remark in Rhede')
    check(server.command('feedback', 'rhede').some(item => item.message === canary), 'the remark is stored in Rhede')
    for (const town of ['gescher', 'ahaus', 'kreis-borken']) check(!JSON.stringify(server.command('feedback', town)).includes(canary), `the remark appears in ${town}`)
    for (const [host, path] of [['rhede', '/'], ['rhede', '/barriere-melden'], ['rhede', '/rueckmeldung/danke'], ['', '/metrics'], ['', '/health'], ['rhede', '/feed.atom']]) check(!(await server.request(host, path)).text.includes(canary), `the remark appears at ${host}${path}`)
    check(!server.log.includes(canary), 'the remark appears in the log')
  })
  await report.test('fields that only a proxy may set do not choose the town', async () => {
    const plain = [(await server.request('ahaus', '/')).text]
    for (const headers of [{ 'x-forwarded-host': `gescher.localhost:${server.port}` }, { forwarded: 'host=gescher.localhost' }, { 'x-original-url': '/metrics', 'x-rewrite-url': '/metrics' }, { 'x-host': 'gescher.localhost' }, { 'x-forwarded-proto': 'https' }]) {
      const { text } = await server.request('ahaus', '/', { headers })
      // The page says what is open now, and a minute may have ended.
      if (text !== plain.at(-1)) plain.push((await server.request('ahaus', '/')).text)
      check(plain.slice(-2).includes(text), () => `${JSON.stringify(headers)} changes the page`)
    }
  })
}

async function allTexts(server, town, offices) {
  const paths = ['/', '/dienste', '/aemter', '/zustaendigkeit', '/lebenslagen', '/lebenslagen/tiere', '/dienste/hund-anmelden', '/dienste/wohngeld', '/dienste/personalausweis', '/dienste/sperrmuell-abholen', '/suche?q=hund', '/suche?q=b%C3%BCrgerb%C3%BCro', '/suche?q=gescher',
    '/impressum', '/datenschutz', '/barrierefreiheit', '/leichte-sprache', '/entwickler', '/rueckmeldung', '/gibt-es-nicht', '/dienste/gibt-es-nicht', '/site.webmanifest', '/robots.txt', '/sitemap.xml', '/feed.atom', '/en/dienste/hund-anmelden', '/ar/',
    '/api/v1/offices', '/api/v1/services/hund-anmelden', '/api/v1/services?q=hund', '/api/v1/suggest?q=hund', '/api/v1/competence?limit=500', '/api/openapi.json', ...offices.map(o => `/aemter/${o.id}`)]
  return Promise.all(paths.map(async path => [path, (await server.request(town, path)).text]))
}
