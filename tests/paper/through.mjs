// A paper form through the whole program: printed, filled in and scanned by simulation, put into the paper post of an office, read by the real reader, looked at, sent. Kept are the application
// with its pages, and a stack that is no form on the clearing list.
//
//   node tests/paper/through.mjs --binary build/release/kreislauf [--data DIR] [--screenshots DIR]      pictures of the pages at 390 and 1280 points
import { execFileSync } from 'node:child_process'
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { options, root } from '../support/options.mjs'
import { until } from '../support/patience.mjs'
import { prepareData, TestServer } from '../support/server.mjs'
import { formIn, formKey, Visitor } from '../support/visitor.mjs'

const given = options()
const shots = given.screenshots
let [passed, failed] = [0, 0]
const check = (name, fine, detail = '') => { fine ? passed++ : failed++; console.log(`${fine ? 'ok  ' : 'FAIL'} ${name}${!fine && detail ? `: ${detail}` : ''}`) }
const done = () => { console.log(`${passed} passed, ${failed} failed`); process.exit(failed > 0 ? 1 : 0) }
if (!existsSync('/usr/share/tesseract-ocr/5/tessdata/Latin.traineddata') || !existsSync(join(given.binary, '../kreislauf-reader'))) {
  console.log('skipped: tesseract-ocr-script-latn or kreislauf-reader is missing')
  done()
}

const folder = mkdtempSync(join(tmpdir(), 'kreislauf-through-'))
process.on('exit', () => rmSync(folder, { recursive: true, force: true }))
const data = prepareData(given.binary, given.data)
const server = await TestServer.start({ binary: given.binary, data, options: ['--scanner', 'none'] })
const service = 'sperrmuell-abholen', office = 'bauamt', post = `/verwaltung/amt/${office}/papierpost`

// What python needs of the store: the layout that was kept when the sheet was printed.
const printed = await server.request('gescher', `/antrag/${service}/formular.pdf`)
check('the form is printed', printed.status === 200 && printed.body.subarray(0, 4).toString() === '%PDF', `${printed.status} ${printed.text.slice(0, 200)} ${server.log.slice(-1500)}`)
writeFileSync(join(folder, 'form.pdf'), printed.body)
const layout_of = `import glob, json, sqlite3, sys
for path in glob.glob(sys.argv[1] + '/authorities/*/authority.db'):
    db = sqlite3.connect(path)
    try: rows = db.execute("SELECT layout FROM paper_layouts WHERE service = ?", (sys.argv[2],)).fetchall()
    except sqlite3.OperationalError: continue
    for (layout,) in rows:
        keys = ('name', 'kind', 'value', 'group', 'cells', 'page', 'x', 'y', 'w', 'h')
        print(json.dumps([dict(zip(keys, place)) for place in json.loads(layout)['places']])); sys.exit()`
writeFileSync(join(folder, 'layout.json'), execFileSync('/usr/bin/python3', ['-c', layout_of, data, service]))
const scan = (name, seed, ...more) => {
  const path = join(folder, name)
  return { path, answers: JSON.parse(execFileSync('/usr/bin/python3', [join(root, 'tests/paper/scan.py'), join(folder, 'form.pdf'), join(folder, 'layout.json'), path, seed, ...more], { encoding: 'utf8' })) }
}

const clerk = new Visitor(server)
await clerk.signIn(office)
const put = async (...paths) => {
  const { fields } = formIn((await clerk.get(post)).text, '/papierpost')
  const parts = fields.map(([name, value]) => Buffer.from(`--GRENZE\r\nContent-Disposition: form-data; name="${name}"\r\n\r\n${value}\r\n`))
  for (const path of paths) parts.push(Buffer.from(`--GRENZE\r\nContent-Disposition: form-data; name="scans"; filename="${path.split('/').pop()}"\r\nContent-Type: application/octet-stream\r\n\r\n`), readFileSync(path), Buffer.from('\r\n'))
  parts.push(Buffer.from('--GRENZE--\r\n'))
  return server.request('gescher', post, { method: 'POST', headers: { cookie: [...clerk.cookies].map(([name, value]) => `${name}=${value}`).join('; '), 'content-type': 'multipart/form-data; boundary=GRENZE' }, body: Buffer.concat(parts) })
}
const one = scan('Formular.tif', 'through', '--stamp')
const taken = await put(one.path)
check('a scan of several pages is taken in', taken.status === 303, `${taken.status} ${taken.text.slice(0, 300)}`)
// The back of a letter: no form, but ink.
const letter = join(folder, 'Brief.pdf')
writeFileSync(join(folder, 'letter.typ'), '#set page(paper: "a4")\n= Sehr geehrte Damen und Herren\n#lorem(200)')
execFileSync('/usr/bin/python3', ['-c', `import sys; sys.path.append(${JSON.stringify(join(root, 'build/pdf'))}); import typst; typst.compile(${JSON.stringify(join(folder, 'letter.typ'))}, output=${JSON.stringify(letter)})`])
check('a letter is taken in', (await put(letter)).status === 303)
await until('everything is read', async () => { const { text } = await clerk.get(post); return !text.includes('id="wartet"') && text.includes('Gelesen, bitte prüfen') })
const list = (await clerk.get(post)).text
check('the form stands under its name', list.includes('Sperrmüll'))
check('the letter waits with its reason', list.includes('Kein Code zu lesen'))

const sheets = [...list.matchAll(/href="([^"]*\/papierpost\/(\d+))"/g)].map(found => found[1])
const own = sheets.find(path => list.indexOf(path) > list.indexOf('Gelesen, bitte prüfen'))
const page = await clerk.get(own)
const picture = await clerk.get(`${own}/seite/1`)
check('each page is a picture', picture.headers['content-type'] === 'image/jpeg' && picture.body.subarray(0, 2).toString('hex') === 'ffd8')
const begun = await clerk.send(page, own.split('/').slice(-2).join('/'), { tun: 'pruefen' })
check('it becomes a draft of the office', begun.status === 303 && /\/aufnahme\/\d+$/.test(begun.location), `${begun.status} ${begun.location}`)
const review = await clerk.get(begun.location)
const typed = Object.entries(one.answers).filter(([, value]) => typeof value === 'string')
const there = typed.filter(([name, value]) => review.text.includes(`value="${value.replaceAll('&', '&amp;')}"`))
check('what was typed on paper stands in the form', there.length >= typed.filter(([name]) => !/-art$|-anzahl$|-zahl$|-was$|-geraet$/.test(name)).length - 1, typed.filter(one => !there.includes(one)).map(([name, value]) => `${name}=${value}`).join(', '))
check('beside its pictures', (review.text.match(/<figure class="kl-cutout">/g) ?? []).length > 5)
await shoot('sheet', begun.location)
await shoot('list', post)
await shoot('clearing', sheets.find(path => path !== own))
check('nothing was sent by itself', !(await clerk.get(`/verwaltung/amt/${office}/faelle`)).text.includes('von Papier'))
await server.stop?.()
done()

/** Looks at a page as its clerk, without JavaScript, on a phone and on a desk. */
async function shoot(name, path) {
  if (!shots) return
  mkdirSync(shots, { recursive: true })
  const { chromium } = await import('playwright-core')
  const browser = await chromium.launch({ executablePath: '/usr/bin/chromium-headless-shell', args: ['--disable-dev-shm-usage', '--no-sandbox'] })
  for (const width of [390, 1280]) {
    const context = await browser.newContext({ viewport: { width, height: 900 }, javaScriptEnabled: false, locale: 'de-DE' })
    const origin = server.town('gescher')
    for (const [key, value] of clerk.cookies) await context.addCookies([{ name: key, value, url: origin.replace('http:', 'https:'), httpOnly: true, secure: true, sameSite: 'Lax' }])
    const tab = await context.newPage()
    await tab.goto(origin + path, { timeout: 120000 })
    await tab.screenshot({ path: join(shots, `${name}-${width}.png`), fullPage: true })
    await context.close()
  }
  await browser.close()
}
