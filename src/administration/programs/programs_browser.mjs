// Pages of specialist systems for the browser suite: each with its state, brought about as people do it.
export async function pages({ visitor, staff }) {
  const head = visitor()
  await head.signIn('leitung')
  const own = '/verwaltung/amt/buergerbuero/fachverfahren'
  await head.send(await head.get(own), '/schluessel', { name: 'Abfuhrplan', dienste: 'sperrmuell-abholen', aendern: '1', bis: '2027-06-30' })
  await head.send(await head.get(own), '/empfaenger', { empfaenger: 'Abfuhrplan', adresse: 'https://plan.example/hooks', mail: 'technik@example.org' })
  const one = `${own}/empfaenger/1`
  await head.send(await head.get(one), '/empfaenger/1', { tun: 'anhalten' })
  return [staff('programs', head, own), staff('programs-receiver', head, one)]
}
