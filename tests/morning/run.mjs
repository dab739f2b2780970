// A morning at a citizens' office: about 200 residents with and without appointments, six desks, people who do not come, a display in a
// second window. Everything goes through the pages, as staff and residents use them. The clock of the demonstration runs 120 times as fast.
//   node tests/morning/run.mjs --binary build/release/kreislauf --data DIR [--pictures DIR]
import { spawn } from 'node:child_process'
import agent from 'node:http'
import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { chromium } from 'playwright-core'
import { options } from '../support/options.mjs'
import { Report } from '../support/report.mjs'
import { prepareData } from '../support/server.mjs'

const given = options()
const report = new Report(given)
const pace = 120
const start = Date.parse('2026-11-23T06:40:00Z') // 7:40 in Ahaus
const end = Date.parse('2026-11-23T11:30:00Z')
const office = '/verwaltung/amt/buergerbuero'
const desks = 6
const walkIns = 125

// The same morning each time.
let seed = 7
const chance = () => ((seed = (seed * 1103515245 + 12345) % 2147483648) / 2147483648)
const now = () => start + (Date.now() - began) * pace
const sleep = (ms) => new Promise((resolve) => setTimeout(resolve, ms))

const server = spawn(given.binary, ['serve', '--data', prepareData(given.binary, given.data), '--port', '0', '--demo', '--rate-limit', '0', '--without-limits',
  '--demo-at', '2026-11-23T07:40', '--demo-pace', String(pace)], { stdio: ['ignore', 'pipe', 'inherit'] })
const began = Date.now()
const port = await new Promise((resolve, reject) => {
  let said = ''
  server.stdout.on('data', (text) => {
    said += text
    const found = /Health\s+http:\/\/[^\s:]+:(\d+)\/health/.exec(said)?.[1]
    if (found) resolve(Number(found))
  })
  server.on('exit', () => reject(new Error('the server did not start')))
})
const town = `http://ahaus.localhost:${port}`

/** Somebody with a browser: cookies, and the hidden fields of the last page. */
class Person {
  cookie = ''
  ask(path, body) {
    const form = body ? String(new URLSearchParams({ ...this.hidden, ...body })) : ''
    return new Promise((resolve, reject) => {
      const request = agent.request({ host: '127.0.0.1', port, path, method: body ? 'POST' : 'GET',
        headers: { Host: `ahaus.localhost:${port}`, ...(this.cookie && { Cookie: this.cookie }), ...(body && { Origin: town, 'Content-Type': 'application/x-www-form-urlencoded', 'Content-Length': Buffer.byteLength(form) }) } }, (answer) => {
        let text = ''
        answer.setEncoding('utf8').on('data', (part) => (text += part)).on('end', () => {
          for (const set of answer.headers['set-cookie'] ?? []) this.cookie = set.split(';')[0]
          const value = (name) => new RegExp(`name="${name}" value="([^"]*)"`).exec(text)?.[1]
          if (value('form')) this.hidden = { csrf: value('csrf') ?? '', form: value('form') }
          resolve({ status: answer.statusCode, text, location: answer.headers.location ?? '' })
        })
      })
      request.on('error', reject).end(form)
    })
  }
  /** Opens the page for a fresh form, then sends it. */
  hidden = {}
  async act(page, path, body) {
    await this.ask(page)
    return this.ask(path, body)
  }
}

async function signIn(login) {
  for (;;) {
    const person = new Person()
    const page = await person.ask('/verwaltung/anmelden')
    const code = new RegExp(`<td>${login}</td>.*?(\\d{6})`, 's').exec(page.text)?.[1] ?? new RegExp(`${login}[\\s\\S]*?(\\d{6})`).exec(page.text)?.[1]
    const password = /Beispiel-Kreislauf-\d+/.exec(page.text)[0]
    const names = [...page.text.matchAll(/<input[^>]*name="([^"]+)"[^>]*>/g)].map((m) => m[1]).filter((n) => !['form', 'csrf', 'q', 'ziel'].includes(n))
    const answer = await person.ask('/verwaltung/anmelden', { [names[0]]: login, [names[1]]: password, [names[2]]: code })
    if (answer.status === 303) return person
    await sleep(900) // the next code
  }
}

const tickets = new Map()
const figures = { arrived: 0, walkIns: 0, called: 0, finished: 0, missed: 0, refused: 0, late: 0 }

async function runDesk(number, clerk, services) {
  const page = `${office}/schalter?schalter=${services.desks[number]}`
  const body = (was) => ({ schalter: services.desks[number], was })
  while (now() < end) {
    const looked = await clerk.ask(page)
    const person = /schalter\/(\d+)"[^>]*method="post"|action="[^"]*schalter\/(\d+)"/.exec(looked.text)
    const offered = (was) => looked.text.includes(`value="${was}"`)
    if (person && offered('start')) {
      const id = person[1] ?? person[2]
      const comes = !tickets.get(id)?.gone && chance() > 0.04
      await sleep(20_000 / pace)
      if (comes) await clerk.ask(`${office}/schalter/${id}`, body('start'))
      else if ((await clerk.act(page, `${office}/schalter/${id}`, body('no_show'))).status === 303) figures.missed++
    } else if (person && offered('finish')) {
      const id = person[1] ?? person[2]
      await sleep((4 + 9 * chance()) * 60_000 / pace)
      const answer = await clerk.act(page, `${office}/schalter/${id}`, body('finish'))
      if (answer.status === 303) figures.finished++
      else figures.refused++
    } else if (/Es warte[nt] /.test(looked.text)) {
      const answer = await clerk.ask(`${office}/schalter/aufruf`, { schalter: services.desks[number] })
      if (answer.status === 303) figures.called++
    } else await sleep(40_000 / pace)
  }
}

async function runEntrance(reception, services) {
  const day = await reception.ask(`${office}/tag?tag=2026-11-23`)
  const booked = [...day.text.matchAll(/<tr[^>]*>[\s\S]*?<\/tr>/g)].map((row) => row[0])
    .map((row) => ({ time: /(\d{1,2}):(\d{2})/.exec(row), code: /\b([A-HJKMNP-Z2-9]{6})\b/.exec(row.replace(/<[^>]*>/g, ' '))?.[1] }))
    .filter((one) => one.time && one.code)
    .map((one) => ({ code: one.code, at: Date.parse('2026-11-22T23:00:00Z') + (Number(one.time[1]) * 60 + Number(one.time[2])) * 60_000 }))
    .filter((one) => one.at < end && one.at > now())
  const comes = booked.filter(() => chance() > 0.1)
  const events = [...comes.map((one) => ({ at: one.at - chance() * 12 * 60_000 + chance() * 4 * 60_000, code: one.code })),
    ...Array.from({ length: walkIns }, () => ({ at: start + 25 * 60_000 + chance() * 3.2 * 3_600_000 }))].sort((a, b) => a.at - b.at)
  for (const event of events) {
    while (now() < event.at) await sleep(30)
    if (!event.code && !services.keys.length) {
      const entrance = await reception.ask(`${office}/empfang`)
      services.keys = [...new Set([...entrance.text.matchAll(/name="dienst" value="([^"]+)"/g)].map((m) => m[1]))]
    }
    const answer = event.code ? await reception.act(`${office}/empfang`, `${office}/empfang`, { wer: event.code })
      : await reception.act(`${office}/empfang`, `${office}/empfang`, { dienst: services.keys[Math.floor(chance() * services.keys.length)] })
    if (answer.status !== 303) figures.refused++
    else if (event.code) figures.arrived++
    else figures.walkIns++
  }
  figures.expected = events.length
}

const browser = await chromium.launch({ executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium-headless-shell', args: ['--disable-dev-shm-usage', ...(process.getuid?.() === 0 ? ['--no-sandbox'] : [])] })
try {
  const clerks = []
  for (let i = 0; i < desks; ++i) clerks.push(await signIn(`schalter${1 + i % 3}`))
  const reception = await signIn('empfang')
  const chooser = await clerks[0].ask(`${office}/schalter`)
  const services = { desks: [...new Set([...chooser.text.matchAll(/schalter=(\d+)|name="schalter" value="(\d+)"|value="(\d+)"/g)].map((m) => m[1] ?? m[2] ?? m[3]))].slice(0, desks), keys: [] }
  await report.test('six desks', async () => { if (services.desks.length < desks) throw new Error(JSON.stringify(services)) })

  const display = await browser.newPage({ viewport: { width: 1920, height: 1080 } })
  await display.goto(`${town}/aemter/buergerbuero/aufruf`)
  const pictures = given.pictures ?? 'build/screenshots'
  mkdirSync(pictures, { recursive: true })
  const takePictures = async () => {
    while (now() < Date.parse('2026-11-23T09:00:00Z')) await sleep(200)
    await display.screenshot({ path: join(pictures, 'morning-display.png') })
    figures.shown = await display.textContent('body')
    const desk = await browser.newContext({ viewport: { width: 1280, height: 900 }, extraHTTPHeaders: { Cookie: clerks[0].cookie } })
    const page = await desk.newPage()
    await page.goto(`${town}${office}/schalter?schalter=${services.desks[0]}`)
    await page.screenshot({ path: join(pictures, 'morning-desk.png') })
    await page.setViewportSize({ width: 390, height: 844 })
    await page.goto(`${town}/aemter/buergerbuero/warteraum`)
    await page.screenshot({ path: join(pictures, 'morning-waiting-room.png') })
  }
  await Promise.all([runEntrance(reception, services), takePictures(), ...clerks.map((clerk, i) => runDesk(i, clerk, services))])
  const line = /Heute[^<]*/.exec((await clerks[0].ask(`${office}/schalter?schalter=${services.desks[0]}`)).text)?.[0]
  console.log(`${figures.arrived} with and ${figures.walkIns} without an appointment, ${figures.finished} served, ${figures.missed} did not answer, ${figures.refused} refused. ${line}`)
  const want = async (name, good) => report.test(name, async () => { if (!good) throw new Error(JSON.stringify({ ...figures, shown: undefined })) })
  await want('nearly everybody who came was served', figures.finished + figures.missed >= 0.9 * (figures.arrived + figures.walkIns))
  await want('150 people and more came', figures.arrived + figures.walkIns >= 150)
  await want('the display shows who is called, without being reloaded by hand', /[AB]\s?\d{3}/.test(figures.shown ?? ''))
} finally {
  await browser.close()
  server.kill('SIGTERM')
}
process.exit(report.close())
