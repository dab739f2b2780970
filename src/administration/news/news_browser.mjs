// Pages of news for the browser suite: each with its state, brought about as people do it. `page` and `staff` make the entries.
export async function pages({ visitor, page, staff }) {
  const [writer, reader] = [visitor(), visitor()]
  await writer.signIn('leitung')
  const write = '/verwaltung/neues/schreiben'
  for (const title of ['Markt am Samstag', 'Straße gesperrt']) {
    await writer.send(await writer.get(write), write, { titel: title, text: 'Der Markt beginnt um acht.\n\nEr ist auf dem Marktplatz.' })
  }
  const list = (await writer.get('/verwaltung/neues')).text
  const [newest, older] = [...list.matchAll(/\/verwaltung\/neues\/(\d+)"/g)].map(match => match[1])
  await writer.send(await writer.get('/verwaltung/neues'), `/${newest}/zurueckziehen`)
  await reader.send(await reader.get('/neues'), '/neues/abo', { mail: 'neues@example.org' })
  const own = await reader.link('neues@example.org', /\/neues\/abo\/[0-9a-f]{32}/)
  return [
    page('news', '/neues', { languages: ['de', 'en', 'ar'] }),
    page('news-piece', `/neues/${older}`, { languages: ['de', 'ar'] }),
    page('news-withdrawn', `/neues/${newest}`, { status: 410 }),
    page('news-asked', '/neues/abo/gesendet'),
    page('news-confirm', own, { languages: ['de', 'ar'] }),
    page('news-ended', '/neues/abo/beendet'),
    staff('news-overview', writer, '/verwaltung/neues'),
    staff('news-write', writer, write),
    staff('news-change', writer, `/verwaltung/neues/${older}`),
  ]
}
