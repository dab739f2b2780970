// Pages of paper that came back for the browser suite.
export async function pages({ visitor, staff }) {
  const clerk = visitor()
  await clerk.signIn('schalter1')
  return [staff('paper post', clerk, '/verwaltung/amt/buergerbuero/papierpost')]
}
