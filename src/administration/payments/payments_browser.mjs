// Pages of payments for the browser suite: each with its state, brought about as people do it. `page` and `staff` make the entries.
export async function pages({ visitor, page, staff }) {
  const [payer, treasurer] = [visitor(), visitor()]
  await treasurer.signIn('leitung')
  const entrance = '/testbezahlung'
  const owe = async () => (await payer.send(await payer.get(entrance), entrance, { betrag: '25,00' })).location
  const begin = async own => (await payer.send(await payer.get(own), own)).location
  const answer = async (service, tun) => payer.get((await payer.send(await payer.get(service), service, { tun, verhalten: 'normal' })).location)
  const [open, begun, paid] = [await owe(), await owe(), await owe()]
  const service = await begin(begun)
  await answer(await begin(paid), 'bezahlen')
  const all = { languages: ['de', 'en', 'ar'] }
  return [
    page('payment-open', open, all),
    page('payment-aborted', `${open}?abgebrochen`),
    page('payment-begun', begun, all),
    page('payment-paid', paid, all),
    page('payment-together', `${open}/zusammen`, all),
    page('payment-debit', `${open}/lastschrift`, all),
    page('payment-entrance', entrance),
    page('payment-service', service),
    staff('treasury', treasurer, '/verwaltung/kasse'),
    staff('treasury-receivable', treasurer, '/verwaltung/kasse/forderung/1'),
    staff('treasury-debits', treasurer, '/verwaltung/kasse/lastschriften'),
  ]
}
