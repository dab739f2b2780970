// Pages of accounts for the browser suite: each with its state, brought about as people do it.
const facts = { vorname: 'Erika', nachname: 'Mustermann', 'geboren.tag': '12', 'geboren.monat': '8', 'geboren.jahr': '1964', strasse: 'Marktplatz', hausnummer: '1', plz: '48712', ort: 'Gescher', telefon: '02542 60123' }

/** Where the code is typed, and the code. */
async function askCode(resident, mail) {
  const asked = (await resident.send(await resident.get('/konto'), '/konto/anmelden', { mail })).location
  return [asked, (await resident.link(mail, /\b\d{4} \d{4}\b/)).replace(' ', '')]
}

export async function pages({ visitor, page }) {
  const [stranger, resident] = [visitor(), visitor()]
  const [waiting] = await askCode(stranger, 'warten@example.org')
  const [asked, code] = await askCode(resident, 'konto@example.org')
  await resident.send(await resident.get(asked), asked, { code })
  await resident.send(await resident.get('/konto/angaben'), '/konto/angaben', facts)
  const start = await resident.get('/antrag/sperrmuell-abholen')
  const draft = (await resident.send(start, '/antrag/sperrmuell-abholen')).location.replace(/\/[^/]+$/, '')
  const own = (name, path, more = {}) => page(name, path, { visitor: resident, ...more })
  return [
    page('account-entrance', '/konto', { languages: ['de', 'ar'] }),
    page('account-code', waiting, { languages: ['de', 'ar'] }),
    page('account-code-over', `/konto/code/${'0'.repeat(64)}`, { status: 410 }),
    own('account', '/konto', { languages: ['de', 'ar'] }),
    own('account-facts', '/konto/angaben', { languages: ['de', 'ar'] }),
    own('account-uses', '/konto/daten', { languages: ['de', 'ar'] }),
    own('account-security', '/konto/sicherheit', { languages: ['de', 'ar'] }),
    own('account-notifications', '/konto/benachrichtigungen', { languages: ['de', 'ar'] }),
    own('account-end', '/konto/loeschen'),
    own('account-offer', `${draft}/kontakt`, { languages: ['de', 'ar'] }),
    own('account-draft', draft),
    own('application-uses', `${draft}/datennutzung`),
  ]
}
