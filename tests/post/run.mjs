// What leaves the program by itself: mails at least once, also after a kill; live news to open pages.
//
//   node tests/post/run.mjs --binary BINARY --data DATA
import { execFileSync, spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { options, root } from '../support/options.mjs'
import { pause, until } from '../support/patience.mjs'
import { check, equal, Report } from '../support/report.mjs'
import { prepareData, TestServer } from '../support/server.mjs'
import { readMail, SmtpPeer } from '../support/smtp.mjs'
import { stream } from '../support/stream.mjs'

const given = options()
const report = new Report(given)

/** A store and the tools that look at it from outside. */
function store(data) {
  const tool = (...words) => spawnSync(given.binary, [...words, '--data', data], { cwd: root, encoding: 'utf8' })
  const serve = (...words) => TestServer.start({ binary: given.binary, data, demo: false, options: words })
  return {
    data, tool, serve,
    outbox: () => JSON.parse(execFileSync(given.binary, ['outbox', 'gescher', '--data', data, '--json'], { encoding: 'utf8' })),
    enqueue: address => { const { status, stderr } = tool('mail', 'test', 'gescher', address); check(status === 0, stderr) },
    withPeer: (peer, ...words) => serve('--smtp', peer.url, '--mail-from', 'post@gescher.example', ...words),
  }
}

const folder = mkdtempSync(join(tmpdir(), 'kreislauf-post-'))
process.on('exit', () => rmSync(folder, { recursive: true, force: true }))
let stores = 0

/** Runs beside the other tests: a mail server that answers 45 s after the last dot. */
async function lateAnswer() {
  const { enqueue, outbox, withPeer } = small()
  const peer = await SmtpPeer.start(step => (step === 'end' ? 'late 45000' : undefined))
  const server = await withPeer(peer)
  try {
    enqueue('erika@example.org')
    await until('the mail', () => peer.mails.length === 1)
    await pause(44000)
    await until('the mark', () => outbox().length === 0)
    equal(peer.mails.length, 1, 'copies')
  } finally { await server.stop(); await peer.stop() }
}

/** A store of one test with two authorities: no mail of another test comes due in it. */
function small() {
  const mine = store(join(folder, String(++stores)))
  const file = (name, text) => { const path = join(folder, name); writeFileSync(path, text); return path }
  for (const [kind, text] of [
    ['authorities', 'key,name,designation,district,population,postal_codes,longitude,latitude,outline,boundary\n05554,Borken,Kreis,,,,,,,\n05554016,Gescher,Stadt,05554,17600,48712,7.00,51.95,,\n'],
    ['offices', 'authority,id,kinds,name,street,postal_code,place,phone,email,website,longitude,latitude,hours,accessibility,note,sample\ngescher,buergerbuero,buergerbuero,Bürgerbüro,Marktplatz 1,48712,Gescher,,bb@gescher.example,,,,Mo 08:00-12:30,,,0\n'],
  ]) {
    const { status, stderr } = mine.tool('import', kind, file(`${kind}.csv`, text))
    check(status === 0, stderr)
  }
  return mine
}

/** `whole`: a store of all authorities, where the program needs half a minute to look at each once. */
async function mails(whole) {
  const filtered = lateAnswer()
  filtered.catch(() => {})  // told by its test below
  await report.test('a mail from the outbox arrives once, whole, and is marked', async () => {
    const { enqueue, outbox, withPeer } = whole
    const peer = await SmtpPeer.start()
    const server = await withPeer(peer)
    try {
      enqueue('erika@example.org')
      await until('the mail', () => peer.mails.length > 0)
      await until('the mark', () => outbox().length === 0)
      const { headers, text } = readMail(peer.mails[0].raw)
      equal(peer.mails[0].to.join(), 'erika@example.org', 'recipient')
      equal(peer.mails[0].from, 'post@gescher.example', 'sender')
      equal(headers.subject, 'Probe-E-Mail: Stadt Gescher', 'subject')
      equal(headers['auto-submitted'], 'auto-generated', 'says that a machine wrote it')
      check(text.includes('Sie müssen nichts tun.'), text)
      await pause(1500)
      equal(peer.mails.length, 1, 'mails')
      check(!/erika|Probe-E-Mail/.test(server.log), 'the log names a person or a subject')
      const metrics = (await server.request('', '/metrics')).text
      check(!/erika|Probe-E-Mail/.test(metrics), 'the metrics name a person or a subject')
      equal((await server.request('', '/health')).json().mail, 'mails are sent', 'health')
    } finally { await server.stop(); await peer.stop() }
  })

  await report.test('killed after the mail server has it and before it is marked: it is sent again and marked', async () => {
    const { enqueue, outbox, withPeer } = whole
    let server
    let killed = false
    const peer = await SmtpPeer.start(step => {
      if (step === 'end' && !killed) { killed = true; server.killNow(); return 'hang' }
    })
    try {
      server = await withPeer(peer)
      enqueue('erika@example.org')
      await until('the first mail', () => peer.mails.length === 1)
      await until('the end of the program', () => !server.alive())
      equal(outbox().length, 1, 'messages that wait after the kill')
      server = await withPeer(peer)
      await until('the second mail', () => peer.mails.length === 2)
      await until('the mark', () => outbox().length === 0)
      const ids = peer.mails.map(mail => readMail(mail.raw).headers['message-id'])
      equal(ids[0], ids[1], 'both carry the same Message-ID')
    } finally { await server.stop(); await peer.stop() }
  })

  await report.test('an address that does not exist is given up at once, with the words of the server but without the address', async () => {
    const { enqueue, outbox, withPeer } = small()
    const peer = await SmtpPeer.start(step => (step === 'rcpt' ? '550 5.1.1 <nobody@example.org>: no such user nobody here' : undefined))
    const server = await withPeer(peer)
    try {
      enqueue('nobody@example.org')
      const [message] = await until('the failure', () => { const all = outbox(); return all[0]?.attempts === 1 && all })
      equal(message.state, 'dead', 'state')
      check(/^permanent: .*550.*5\.1\.1.*no such user/.test(message.lastError), message.lastError)
      check(!message.lastError.includes('nobody'), `the reason names the recipient: ${message.lastError}`)
      check(!server.log.includes('nobody'), 'the log names the recipient')
    } finally { await server.stop(); await peer.stop() }
  })

  await report.test('a refusal for reasons of policy (5.7.x) is tried again and holds up no other mail', async () => {
    const { enqueue, outbox, withPeer } = small()
    let refused = 0
    const peer = await SmtpPeer.start(step => (step === 'rcpt' && refused++ === 0 ? '550 5.7.1 sender not allowed here' : undefined))
    const server = await withPeer(peer)
    try {
      enqueue('nobody@example.org')
      const [message] = await until('the failure', () => { const all = outbox(); return all[0]?.attempts === 1 && all })
      equal(message.state, 'waiting', 'state')
      enqueue('erika@example.org')
      await until('the next mail', () => peer.mails.some(mail => mail.to.includes('erika@example.org')))
    } finally { await server.stop(); await peer.stop() }
  })

  await report.test('a server that closes for a moment (421) costs no try', async () => {
    const { enqueue, outbox, withPeer } = small()
    let closed = 0
    const peer = await SmtpPeer.start(step => (step === 'mail' && closed++ === 0 ? '421 closing for now' : undefined))
    const server = await withPeer(peer)
    try {
      enqueue('erika@example.org')
      await until('the refusal', () => closed === 1)
      await until('the pause', async () => (await server.request('', '/health')).json().mail.includes('421'))
      equal(outbox()[0].attempts, 0, 'tries')
    } finally { await server.stop(); await peer.stop() }
  })

  await report.test('refused for now: tried again later, here by the operator', async () => {
    const { enqueue, outbox, tool, withPeer } = small()
    let refusals = 0
    const peer = await SmtpPeer.start(step => (step === 'rcpt' && refusals++ === 0 ? '451 try later, erika@example.org' : undefined))
    const server = await withPeer(peer)
    try {
      const begun = Date.now()
      enqueue('erika@example.org')
      const [message] = await until('the failure', () => { const all = outbox(); return all[0]?.attempts === 1 && all })
      check(message.lastError.startsWith('temporary: the mail server answered 451'), message.lastError)
      check(!message.lastError.includes('erika'), message.lastError)
      equal(message.state, 'waiting', 'state')
      check(Date.parse(message.dueAt) >= begun + 59000, 'it is due after a minute, not at once')
      equal(tool('outbox', 'gescher', '--retry', String(message.id)).status, 0, 'retry')
      await until('the mail', () => peer.mails.length === 1)
      await until('the mark', () => outbox().length === 0)
    } finally { await server.stop(); await peer.stop() }
  })

  await report.test('refused for good: counted, told, and the next mail is not held up', async () => {
    const { enqueue, outbox, withPeer } = small()
    const peer = await SmtpPeer.start((step, p) => (step === 'end' && p.mails.length === 0 && !p.refused++ ? '554 no' : undefined))
    peer.refused = 0
    const server = await withPeer(peer)
    try {
      enqueue('nobody@example.org')
      await until('the failure', () => outbox()[0]?.attempts === 1)
      check(outbox()[0].lastError.startsWith('permanent: the mail server answered 554'), outbox()[0].lastError)
      equal(outbox()[0].state, 'dead', 'state')
      enqueue('erika@example.org')
      await until('the next mail', () => peer.mails.some(mail => mail.to.includes('erika@example.org')))
      check(!JSON.stringify(outbox()).includes('nobody'), 'the list names the recipient')
      check(!server.log.includes('nobody'), 'the log names the recipient')
    } finally {
      await server.stop()
      await peer.stop()
    }
  })

  await report.test('dropped after DATA: counts as not sent and comes again', async () => {
    const { enqueue, outbox, tool, withPeer } = small()
    let drops = 0
    const peer = await SmtpPeer.start(step => (step === 'end' && drops++ === 0 ? 'drop' : undefined))
    const server = await withPeer(peer)
    try {
      enqueue('erika@example.org')
      const message = await until('the failure', () => outbox().find(one => one.attempts === 1))
      check(message.lastError.startsWith('unsure: '), message.lastError)
      tool('outbox', 'gescher', '--retry', String(message.id))
      await until('it comes again', () => peer.mails.length === 2)
    } finally { await server.stop(); await peer.stop() }
  })

  await report.test('a mail server that is away costs no tries, and health says so', async () => {
    const { enqueue, outbox, withPeer } = small()
    const peer = await SmtpPeer.start()
    await peer.stop()
    const server = await withPeer(peer)
    try {
      enqueue('erika@example.org')
      const health = await until('health', async () => { const { mail } = (await server.request('', '/health')).json(); return mail.startsWith('mails wait') && mail })
      check(health.startsWith('mails wait: the mail server cannot be used'), health)
      equal(outbox()[0].attempts, 0, 'tries')
    } finally { await server.stop() }
  })

  await report.test('a mail server that hangs does not hold up the end of the program', async () => {
    const { enqueue, withPeer } = small()
    const asked = []
    const peer = await SmtpPeer.start(step => { asked.push(step); return step === 'rcpt' ? 'hang' : undefined })
    const server = await withPeer(peer)
    try {
      enqueue('erika@example.org')
      await until('the recipient', () => asked.includes('rcpt'))
      await pause(300)
      const begun = Date.now()
      await server.stop()
      // The mail server would be given 40 s.
      check(Date.now() - begun < 20000, `${Date.now() - begun} ms`)
    } finally { await server.stop(); await peer.stop() }
  })

  await report.test('without a mail server everything waits, and health says so', async () => {
    const { enqueue, outbox, serve } = small()
    const server = await serve()
    try {
      enqueue('erika@example.org')
      await pause(2500)
      const waiting = outbox().at(-1)
      equal(`${waiting.state} ${waiting.attempts}`, 'waiting 0', 'the message')
      check((await server.request('', '/health')).json().mail.startsWith('no mail server: mails wait'), 'health')
      equal((await server.request('gescher', '/probepost')).status, 404, 'the sample mailbox')
    } finally { await server.stop() }
  })

  await report.test('the demonstration shows its mails instead of sending them', async () => {
    const server = await TestServer.start({ binary: given.binary, data: whole.data })
    try {
      whole.enqueue('erika@example.org')
      const page = await until('the mail', async () => { const found = await server.request('gescher', '/probepost'); return found.text.includes('erika@example.org') && found })
      equal(page.status, 200, 'status')
      check(page.text.includes('Probe-E-Mail: Stadt Gescher'), 'the mail is not shown')
      check(page.text.includes('Muster'), 'it is not marked as a sample')
      equal(page.headers['cache-control'], 'no-store', 'caching')
      check(!(await server.request('ahaus', '/probepost')).text.includes('erika'), 'another town shows it')
    } finally { await server.stop() }
  })

  await report.test('a server that filters for longer than other answers may take gets the mail once', () => filtered)

  await report.test('wrong options are refused with a reason', () => {
    const { tool } = small()
    for (const words of [['--smtp', 'http://mail.example'], ['--smtp', 'smtp://user:secret@mail.example'], ['--smtp', 'smtp://mail.example', '--mail-from', 'nobody'], ['--smtp', 'smtp://mail.example', '--smtp-user', 'u']]) {
      equal(tool('serve', '--port', '0', ...words).status, 2, words.join(' '))
    }
    equal(tool('mail', 'test', 'gescher', 'nobody').status, 1, 'an address without @')
    equal(tool('outbox', 'nirgendwo').status, 1, 'an authority nobody knows')
  })
}

async function officeNews(server, town) {
  const answer = (await server.request(town, '/api/v1/offices')).json()
  return `/aemter/${(answer.offices ?? answer.items ?? answer)[0].id}/neues`
}

async function streams(server, quiet, { enqueue }) {
  const path = await officeNews(server, 'gescher'), opened = []

  await report.test('a stream greets at once and has the right headers', async () => {
    const open = await stream(server, 'gescher', path)
    opened.push(open)
    equal(open.status, 200, 'status')
    equal(open.headers['content-type'], 'text/event-stream; charset=utf-8', 'type')
    equal(open.headers['cache-control'], 'no-store', 'caching')
    equal(open.headers['content-length'], undefined, 'length')
    await until('greeting', () => open.text.endsWith('\n\n'), 20)  // a sign of life comes after 25 s only
    equal(open.text, ': hello\nretry: 3000\n\n', 'greeting')
    equal((await server.request('gescher', '/aemter/gibt-es-nicht/neues')).status, 404, 'an office that is not there')
    equal((await server.request('gescher', path, { method: 'HEAD' })).status, 200, 'HEAD')
  })

  await report.test('a stream tells of what another program has written, and only to its own town', async () => {
    const mine = await stream(server, 'gescher', path)
    opened.push(mine)
    const others = quiet.events()
    await pause(2500)
    equal(mine.events(), 0, 'events before anything was written')
    enqueue('live@example.org')
    await until('the event', () => mine.events() > 0)
    equal(mine.events(), 1, 'events')
    equal(quiet.events(), others, 'events of the other town')
  })

  await report.test('what this program writes itself is not told as the work of another', async () => {
    const mine = await stream(server, 'gescher', path)
    opened.push(mine)
    await pause(1500)
    const form = { method: 'POST', headers: { 'content-type': 'application/x-www-form-urlencoded' }, body: 'form=0123456789abcdef0123456789abcdef&text=Stufe' }
    equal((await server.request('gescher', '/barriere-melden', form)).status, 303, 'a report')
    await pause(2500)
    equal(mine.events(), 0, 'events')
  })

  await report.test('twenty streams of one client, then 503 with Retry-After; room comes back when one ends', async () => {
    for (const one of opened) one.close()
    // The program may still count a stream that has just ended.
    const admitted = () => until('room for a stream', async () => { const one = await stream(server, 'gescher', path); return one.status === 200 && one })
    const open = []
    for (let i = 0; i < 19; ++i) open.push(await admitted())  // and the quiet one
    const refused = await stream(server, 'gescher', path)
    equal(refused.status, 503, 'the 21st')
    check(refused.headers['retry-after'], 'no Retry-After')
    open.pop().close()
    const again = await admitted()
    for (const one of [...open, again]) one.close()
  })

  await report.test('a stream gives signs of life and outlives the idle limit', async () => {
    await pause(Math.max(0, quiet.begun + 80000 - Date.now()))
    check(quiet.text.includes('\n:\n\n'), `no heartbeat: ${JSON.stringify(quiet.text)}`)
    check(!quiet.ended, 'it was closed')
  })

  await report.test('the end of the program ends streams', async () => {
    await server.stop()
    await until('the end', () => quiet.ended)
  })
  await report.test('they are not given the two seconds of answers in progress', async () => {
    const { serve } = small()
    const took = []
    for (let i = 0; i < 6 && !took.some(ms => ms < 1900); ++i) {  // once is enough: on a busy machine everything takes longer
      const short = await serve()
      const open = await stream(short, 'gescher', '/aemter/buergerbuero/neues')
      equal(open.status, 200, 'status')
      const begun = Date.now()
      await short.stop()
      took.push(Date.now() - begun)
    }
    check(took.some(ms => ms < 1900), `${took.join(', ')} ms`)
  })
}

const all = prepareData(given.binary, given.data)
await (await TestServer.start({ binary: given.binary, data: all })).stop()  // loads the sample offices
const whole = store(prepareData(given.binary, all)), listening = store(all)
const news = await listening.serve()
try {
  const quiet = await stream(news, 'ahaus', await officeNews(news, 'ahaus'))
  equal(quiet.status, 200, 'a stream of Ahaus')
  await mails(whole)
  await streams(news, quiet, listening)
} finally { await news.stop() }
process.exitCode = report.close()
