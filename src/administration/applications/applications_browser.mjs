// Pages of applications for the browser suite: each with its state, brought about as people do it.
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

export async function pages({ visitor, page, staff }) {
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
  const inbox = '/verwaltung/amt/bauamt/antraege'
  const one = /\/verwaltung\/amt\/bauamt\/antraege\/\d+/.exec((await clerk.get(inbox)).text)?.[0]
  if (one) await clerk.send(await clerk.get(one), one, { tun: 'uebernehmen' })
  const talk = `${sent}/nachrichten`
  await resident.send(await resident.get(talk), talk, { nachricht: 'Das Sofa steht hinter dem Haus.\nReicht das?' })
  if (one) await clerk.send(await clerk.get(`${one}/nachrichten`), `${one}/nachrichten`, { nachricht: 'Passt es Ihnen am Freitag?', antwort: '1' })
  return [
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
