// Pages of applications for the browser suite: each with its state, brought about as people do it.
import { until } from '../../../tests/support/patience.mjs'

const where = { 'abholort-strasse': 'Marktplatz', 'abholort-hausnummer': '1', 'abholort-plz': '48712', 'abholort-ort': 'Gescher' }
const things = { dinge: '1', 'dinge-1-art': 'sofa', 'dinge-1-anzahl': '2', elektro: 'nein' }
const who = { 'person-vorname': 'Erika', 'person-nachname': 'Mustermann', 'kontakt-mail': 'antrag@example.org', 'kontakt-telefon': '' }

/** Two who keep a dog. */
const keepers = [
  ['hund', { rufname: 'Rex', rasse: 'Dackel', 'geboren.tag': '1', 'geboren.monat': '3', 'geboren.jahr': '2026', 'seit.tag': '1', 'seit.monat': '6', 'seit.jahr': '2026', chip: '', gross: 'nein' }],
  ['halten', { andere: '0', vorher: 'nein' }],
  ['person', { 'person-vorname': 'Erika', 'person-nachname': 'Mustermann', 'anschrift-strasse': 'Markt', 'anschrift-hausnummer': '1', 'anschrift-plz': '48712', 'anschrift-ort': 'Gescher',
    'kontakt-mail': 'erste@example.org', 'kontakt-telefon': '', zu_zweit: 'ja', halter_2: 'Max Mustermann', halter_2_mail: 'zweite@example.org' }],
  ['zahlen', { zahlweg: 'ueberweisung' }],
]

/** A draft of this service; its address. */
async function begin(resident, service) {
  const start = await resident.get(`/antrag/${service}`)
  return (await resident.send(start, `/antrag/${service}`)).location.replace(/\/[^/]+$/, '')
}
async function fill(resident, own, pages) {
  for (const [name, answers] of pages) await resident.send(await resident.get(`${own}/${name}`), `/${name}`, answers)
}

/** Sent; its address. */
async function send(resident, pages) {
  const own = await begin(resident, 'sperrmuell-abholen')
  await fill(resident, own, pages)
  await resident.send(await resident.get(`${own}/pruefen`), '/senden')
  return own
}
/** The newest case that nobody has is taken; its address. */
async function taken(clerk, own) {
  const number = /2026-\d{6}/.exec((await clerk.get(own)).text)[0]
  const list = (await clerk.get('/verwaltung/amt/bauamt/faelle?sicht=neu')).text
  const row = list.slice(list.indexOf(number))
  const one = /\/verwaltung\/amt\/bauamt\/antraege\/\d+/.exec(row)[0]
  await clerk.send(await clerk.get(one), one, { tun: 'uebernehmen' })
  return one
}

export async function pages({ server, visitor, page, staff }) {
  const [resident, clerk] = [visitor(), visitor()]
  const sperrmuell = 'sperrmuell-abholen'
  const empty = await begin(resident, sperrmuell), wrong = await begin(resident, sperrmuell), full = await begin(resident, sperrmuell), sent = await begin(resident, sperrmuell)
  await fill(resident, wrong, [['adresse', { ...where, 'abholort-plz': '123456', 'abholort-ort': '' }], ['dinge', { ...things, liste: 'mehr dinge' }]])
  const all = [['adresse', where], ['dinge', things], ['kontakt', who]]
  await fill(resident, full, all)
  await fill(resident, sent, all)
  await resident.send(await resident.get(`${sent}/pruefen`), '/senden')
  const dog = await begin(resident, 'hund-anmelden'), lamp = await begin(resident, 'strassenbeleuchtung-melden')
  const both = await begin(resident, 'hund-anmelden')
  await fill(resident, both, keepers)
  await resident.send(await resident.get(`${both}/pruefen`), '/senden')
  const toSign = /\/unterschrift\/[0-9a-f]{32}/.exec((await resident.get('/probepost')).text)?.[0]
  const behalf = await begin(resident, 'meldebescheinigung')
  await resident.send(await resident.get(`${behalf}/frage?seite=person`), '/frage', { nachricht: 'Alle Vornamen?', mail: 'frage@example.org' })
  await clerk.signIn('bauamt')
  const inbox = '/verwaltung/amt/bauamt/faelle?sicht=alle'
  const one = /\/verwaltung\/amt\/bauamt\/antraege\/\d+/.exec((await clerk.get(inbox)).text)?.[0]
  if (one) await clerk.send(await clerk.get(one), one, { tun: 'uebernehmen' })
  const talk = `${sent}/nachrichten`
  await resident.send(await resident.get(talk), talk, { nachricht: 'Das Sofa steht hinter dem Haus.\nReicht das?' })
  if (one) await clerk.send(await clerk.get(`${one}/nachrichten`), `${one}/nachrichten`, { nachricht: 'Passt es Ihnen am Freitag?', antwort: '1' })
  const amended = await send(resident, all), decided = await send(resident, all)
  const [asked, noted, drafted] = [await taken(clerk, amended), await taken(clerk, decided), await taken(clerk, await send(resident, all))]
  const due = { 'bis': '2026-12-14' }
  await clerk.send(await clerk.get(`${asked}/nachfordern`), `${asked}/nachfordern`, { art: 'nachfordern', fragen: 'abholort', nachricht: 'Stimmt die Hausnummer?', ...due })
  for (const one of [noted, drafted]) await clerk.send(await clerk.get(`${one}/bescheid`), `${one}/bescheid`, { ergebnis: 'abgelehnt', begruendung: 'Der Hof ist zu eng.' })
  await clerk.send(await clerk.get(`${noted}/bescheid`), `${noted}/bescheid`, { tun: 'erlassen', weg: 'retrieval', text: 'Ihren Antrag lehnen wir ab.' })
  const cases = '/verwaltung/amt/bauamt/faelle'
  const head = visitor()
  await head.signIn('leitung')
  const fall = /faelle\/(\d+)\/stellungnahme/.exec((await clerk.get(drafted)).text)?.[1]
  const asking = `${cases}/${fall}/stellungnahme`
  await clerk.send(await clerk.get(asking), '/stellungnahme', { amt: 'buergerbuero', frage: 'Ist die Person dort gemeldet?', ...due })
  const opinions = '/verwaltung/amt/buergerbuero/stellungnahmen'
  const opinion = /\/stellungnahmen\/\d+/.exec((await head.get(opinions)).text)?.[0] ?? ''
  // In Ahaus it costs nothing: a case for which money is owed stays.
  const ahaus = { origin: server.town('ahaus') }, neighbour = visitor('ahaus'), colleague = visitor('ahaus')
  await colleague.signIn('bauamt')
  const passed = await send(neighbour, all)
  const away = await taken(colleague, passed), stays = await taken(colleague, await send(neighbour, all))
  const onward = `${away}/weitergeben?an=05554`
  await colleague.send(await colleague.get(onward), '/weitergeben', { an: '05554', amt: 'bauen', rechtsgrund: 'place', grund: 'Das Sofa steht an der Kreisstraße.', mit: 'nachrichten' })
  // Ahaus asks Gescher about a case, which reads a part of it.
  const toAsk = /\/beteiligen\/\d+/.exec((await colleague.get(stays)).text)[0], asks = `/verwaltung/amt/bauamt${toAsk}`
  await colleague.send(await colleague.get(`${asks}?an=05554016`), toAsk, { an: '05554016', amt: 'bauamt', frage: 'Gehört die Straße noch zu Ihnen?', zeigen: 'adresse', ...due })
  const consulted = await until('Gescher is asked', async () => /\/verwaltung\/amt\/bauamt\/beteiligungen\/[0-9a-f]+/.exec((await clerk.get('/verwaltung/amt/bauamt/stellungnahmen')).text)?.[0])
  return [
    staff('consultation-choose', colleague, `${asks}?suche=gescher`, ahaus),
    staff('consultation-ask', colleague, `${asks}?an=05554016`, ahaus),
    staff('consultation-case', colleague, stays, ahaus),
    staff('consultation-list', clerk, '/verwaltung/amt/bauamt/stellungnahmen'),
    staff('consultation-answer', clerk, consulted),
    staff('case-pass-on', colleague, `${stays}/weitergeben?suche=bocholt`, ahaus),
    staff('case-pass-on-form', colleague, `${stays}/weitergeben?an=05554`, ahaus),
    staff('case-pass-on-hindered', clerk, `${drafted}/weitergeben`),
    staff('case-passed-on', colleague, away, ahaus),
    page('application-passed-on', passed, { ...ahaus, languages: ['de', 'en', 'ar'] }),
    staff('case-opinion-ask', clerk, asking),
    staff('case-opinions', head, opinions),
    staff('case-opinion', head, `/verwaltung/amt/buergerbuero${opinion}`),
    staff('case-post', clerk, '/verwaltung/amt/bauamt/post'),
    page('application-amend', amended, { languages: ['de', 'ar'] }),
    page('application-amend-page', `${amended}/ergaenzen/adresse`, { languages: ['de', 'ar'] }),
    page('application-amend-check', `${amended}/ergaenzen/pruefen`),
    page('application-notice', decided, { languages: ['de', 'ar'] }),
    staff('cases-mine', clerk, cases),
    staff('cases-overdue', clerk, `${cases}?sicht=ueberfaellig`),
    staff('cases-done', clerk, `${cases}?sicht=erledigt`),
    staff('case-absence', clerk, '/verwaltung/amt/bauamt/vertretung'),
    staff('case-figures', head, '/verwaltung/amt/buergerbuero/kennzahlen'),
    staff('case-hand-over', clerk, `${drafted}/abgeben`),
    staff('case-ask', clerk, `${drafted}/nachfordern`),
    staff('case-waiting', clerk, asked),
    staff('case-notice', clerk, noted),
    staff('case-notice-draft', clerk, `${drafted}/bescheid`),
    page('application-start', `/antrag/${sperrmuell}`, { languages: ['de', 'ar'] }),
    page('application-page', `${empty}/adresse`, { languages: ['de', 'en', 'ar'] }),
    page('application-wrong', `${wrong}/adresse?fehler=1`, { status: 422, languages: ['de', 'ar'] }),
    page('application-list', `${wrong}/dinge`, { languages: ['de', 'ar'] }),
    page('application-dates', `${dog}/hund`),
    page('application-files', `${lamp}/schaden`),
    page('application-tasks', wrong, { languages: ['de', 'ar'] }),
    page('application-check', `${full}/pruefen`, { languages: ['de', 'ar'] }),
    page('application-unready', `${wrong}/pruefen`),
    page('application-sent', `${sent}?neu=1`, { languages: ['de', 'en', 'ar'] }),
    page('application-asked', sent, { languages: ['de', 'ar'] }),
    page('application-notifications', `${sent}/benachrichtigungen`, { languages: ['de', 'en', 'ar'] }),
    page('application-messages', talk, { languages: ['de', 'ar'] }),
    page('application-waits', both, { languages: ['de', 'ar'] }),
    page('application-to-sign', toSign ?? both, { languages: ['de', 'ar'] }),
    page('application-behalf', `${behalf}/fuer-wen`, { languages: ['de', 'ar'] }),
    page('application-question', `${behalf}/frage?seite=person`, { languages: ['de', 'ar'] }),
    page('application-login-unknown', '/anmeldung/zurueck?code=a&state=b', { status: 400 }),
    page('application-track', '/verfolgen'),
    page('receipt-check', '/pruefen'),
    staff('application-inbox', clerk, inbox),
    staff('application-sign-here', clerk, '/verwaltung/amt/bauamt/unterschrift'),
    staff('application-questions', clerk, '/verwaltung/amt/bauamt/fragen'),
    staff('application-days', clerk, '/verwaltung/amt/bauamt/tage'),
    staff('application-one', clerk, one ?? inbox),
    staff('application-write', clerk, one ? `${one}/nachrichten` : inbox),
  ]
}
