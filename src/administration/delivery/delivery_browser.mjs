// Pages of deliveries for the browser suite.
export async function pages({ visitor, staff }) {
  const clerk = visitor()
  await clerk.signIn('bauamt')
  return [staff('deliveries', clerk, '/verwaltung/amt/bauamt/zustellungen')]
}
