// Pages about how staff sign in, for the browser suite; the page to sign in itself is among those of appointments.
export async function pages({ visitor, staff }) {
  const [head, administrator] = [visitor(), visitor()]
  await head.signIn('leitung')
  await administrator.signIn('verwaltung')
  const clerk = /href="(\/verwaltung\/personen\/\d+)">Bodo Baumann/.exec((await administrator.get('/verwaltung/personen')).text)[1]
  return [
    staff('staff-passkeys', head, '/verwaltung/konto/passkeys'),
    staff('staff-person', administrator, clerk),
    staff('staff-services', administrator, `${clerk}/dienste/bauamt`),
  ]
}
