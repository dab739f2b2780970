// One entry for each kind of page. `path` is German; the language prefix is put before it.
export const languages = ['de', 'en', 'tr', 'uk', 'ar']
export const prefix = language => (language === 'de' ? '' : `/${language}`)
export const direction = language => (language === 'ar' ? 'rtl' : 'ltr')

export const main = ['gallery', 'gallery-errors', 'region', 'home', 'search', 'service', 'office', 'form-errors']

export function templates(server, unpackaged) {
  const town = server.town('gescher')
  const page = (name, path, more = {}) => ({ name, origin: town, path, status: 200, ...more })
  return [
    page('region', '/', { origin: server.region }),
    page('town-choice', '/ort?q=Burg', { origin: server.region }),
    page('town-unknown', '/ort?q=Quittenhausen', { origin: server.region }),
    page('town-elsewhere', '/ort?q=Berlin', { origin: server.region }),
    page('home', '/'),
    page('home-district', '/', { origin: server.town('kreis-borken') }),
    page('home-city', '/', { origin: server.town('koeln') }),
    page('search', '/suche?q=umziehen'),
    page('search-typo', '/suche?q=Hunndesteuer'),
    page('search-empty', '/suche?q=quittenxylophon'),
    page('service', '/dienste/personalausweis'),
    page('service-delegated', '/dienste/wohngeld'),
    page('service-catalogue', `/dienste/${unpackaged}`),
    page('offices', '/aemter'),
    page('offices-none', '/aemter', { origin: server.town('koeln') }),
    page('home-town', '/', { origin: server.town('ahaus') }),
    page('office', '/aemter/buergerbuero'),
    page('competence', '/zustaendigkeit'),
    page('situations', '/lebenslagen'),
    page('situation', '/lebenslagen/umzug'),
    page('services-az', '/dienste'),
    page('services-all', '/dienste?umfang=alle&buchstabe=k'),
    page('privacy', '/datenschutz'),
    page('accessibility', '/barrierefreiheit'),
    page('imprint', '/impressum'),
    page('easy-language', '/leichte-sprache', { germanOnly: true }),
    page('easy-appointments', '/leichte-sprache/termine', { germanOnly: true }),
    page('developers', '/entwickler'),
    page('form', '/rueckmeldung?von=/dienste/personalausweis'),
    page('barrier-form', '/barriere-melden?von=/suche'),
    page('form-errors', '/rueckmeldung', { status: 422, send: wrongForm }),
    page('confirmation', '/rueckmeldung/danke'),
    page('not-found-service', '/dienste/personalausweiss', { status: 404 }),
    page('not-found', '/gibt-es-nicht', { status: 404 }),
    page('gallery', '/galerie', { languages: ['de', 'ar'], germanText: true }),
    page('gallery-errors', '/galerie?stand=falsch', { languages: ['de', 'ar'], germanText: true, status: 422 }),
    page('gallery-filled', '/galerie?stand=richtig', { languages: ['de'], germanText: true }),
    page('unknown-host', '/', { origin: server.town('gesher'), status: 404 }),
  ]
}

/** Sends the form without a verdict and with half an address. */
async function wrongForm(page) {
  await page.fill('#mail', 'erika.mustermann@')
  await page.fill('#text', 'Die Seite ist gut.')
  const [answer] = await Promise.all([
    page.waitForResponse(response => response.request().method() === 'POST'),
    page.click('main form button[type=submit]'),
  ])
  await page.waitForLoadState('load')
  return answer
}

export async function open(page, template, language) {
  const answer = await page.goto(template.origin + prefix(language) + template.path, { waitUntil: 'load' })
  return template.send ? template.send(page) : answer
}
