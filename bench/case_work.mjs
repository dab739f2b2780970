// What a clerk and an applicant wait for: the page of a case with very many documents, a decision by programme, the next case by keyboard.
import { once } from 'node:events';
import { cpSync, existsSync, readFileSync, writeFileSync } from 'node:fs';
import { randomBytes } from 'node:crypto';
import { createServer } from 'node:http';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { SmtpPeer } from '../tests/support/smtp.mjs';
import { cases_path, Office, spread_of } from './office.mjs';
import { cpu_microseconds, output_of } from './processes.mjs';
import { figure, report } from './table.mjs';

const in_a_message = 3;  // no more files are taken with one
const applications = '/verwaltung/amt/buergerbuero/antraege';

function with_files(fields, count, number) {
  const edge = `----${randomBytes(12).toString('hex')}`;
  const part = (head, text) => `--${edge}\r\nContent-Disposition: form-data; ${head}\r\n\r\n${text}\r\n`;
  const files = Array.from({ length: count }, (_, i) => part(`name="dateien"; filename="nachweis-${number + i}.txt"\r\nContent-Type: text/plain`, `Nachweis Nummer ${number + i}: bezahlt am 1. Juni.\n`));
  return { type: `multipart/form-data; boundary=${edge}`, body: `${Object.entries(fields).map(([name, value]) => part(`name="${name}"`, value)).join('')}${files.join('')}--${edge}--\r\n` };
}

/// Both sides write to each other, with as many files as a message takes.
async function exchange(office, own, cookie, documents) {
  const theirs = `${applications}/1/nachrichten`;
  const csrf = /name="csrf" value="([^"]+)"/.exec((await office.get(theirs, cookie)).text)[1];
  for (let sent = 0, turn = 0; sent < documents; sent += in_a_message, turn++) {
    const count = Math.min(in_a_message, documents - sent), by_office = turn % 2 === 1;
    const fields = { form: randomBytes(16).toString('hex'), nachricht: `Das ist Nachricht ${turn + 1} mit ${count} Nachweisen.`, ...(by_office && { csrf }) };
    const answer = await office.ask(by_office ? theirs : `${own}/nachrichten`, { ...(by_office && { cookie }), ...with_files(fields, count, sent + 1) });
    if (answer.status !== 303) throw new Error(`a message with files: ${answer.status}`);
  }
}

async function documents({ repository, quick }) {
  const office = await Office.open(repository), wanted = 500;
  try {
    await office.take_applications();
    const cookie = await office.clerk('anna');
    await office.serve('--scanner', 'none');
    const own = await office.draft();
    await office.send(`${own}/senden`, {});
    await office.press(`${applications}/1`, { tun: 'uebernehmen' }, cookie);
    const empty = [], full = [], rounds = quick ? 60 : 300;
    for (let i = 0; i < rounds / 3; i++) empty.push((await office.get(`${applications}/1`, cookie)).ms);
    await exchange(office, own, cookie, wanted);
    let text = '';
    const before = cpu_microseconds(office.child.pid);
    for (let i = 0; i < rounds; i++) {
      const answer = await office.get(`${applications}/1`, cookie);
      full.push(answer.ms);
      text = answer.text;
    }
    const cpu = (cpu_microseconds(office.child.pid) - before) / rounds / 1000;
    const links = text.match(/nachweis-\d+\.txt/g)?.length ?? 0;
    if (links < wanted) throw new Error(`the page names ${links} documents`);
    const { median, p99 } = spread_of(full);
    return figure(`page of a case with ${wanted} documents over HTTP, p99, one client`, { most: 20, unit: ' ms', value: p99, note: `median ${median.toFixed(1)} ms, ${(Buffer.byteLength(text) / 1024).toFixed(0)} KiB, processor ${cpu.toFixed(1)} ms; without documents ${spread_of(empty).median.toFixed(1)} ms` });
  } finally {
    await office.close();
  }
}

/// The package without the one rule that asks for a day of collection: a town without such days can use it.
function package_for_programme(repository, folder) {
  const place = join(folder, 'sperrmuell-abholen');
  cpSync(join(repository, 'services/sperrmuell-abholen'), place, { recursive: true });
  const file = join(place, 'case.toml'), text = readFileSync(file, 'utf8');
  const shorter = text.replace(/\[\[automatic\.rule\]\]\nthat *= "abholtag != null"\nbecause = "[^"]*"\n/, '');
  if (shorter === text) throw new Error('the rule on the day is not there');
  writeFileSync(file, shorter);
  return place;
}

/// From the press on "send" until the document can be read, in milliseconds; nothing where chance leaves it to a person.
async function decided_in(office, own, patience) {
  const begun = performance.now();
  await office.send(`${own}/senden`, {});
  while (performance.now() - begun < patience) {
    const file = /href="([^"]*\/bescheid\/\d+\.pdf)"/.exec((await office.get(own)).text)?.[1];
    if (file) {
      const { text } = await office.get(file);
      if (!text.startsWith('%PDF')) throw new Error('the notice is no document');
      return performance.now() - begun;
    }
    await pause(10);
  }
  return undefined;
}

async function programme({ repository, quick }) {
  const office = await Office.open(repository), box = await SmtpPeer.start();
  try {
    await office.take_applications({ automatisch: 'ja' });
    await office.serve('--smtp', box.url, '--mail-from', 'post@gescher.example');
    // Behind the start, which brings the packages of the program itself; what another process imports is seen within a second.
    await office.tool('import', 'service', package_for_programme(repository, office.folder));
    await pause(2000);
    const times = [], wanted = quick ? 20 : 60;
    let left = 0;
    for (let i = 0; i < wanted; i++) {
      const own = await office.draft(i);
      const ms = await decided_in(office, own, 10_000);
      if (ms !== undefined) times.push(ms);
      else if (office.sql(`SELECT automation FROM cases WHERE id = ${i + 1}`) === 'sampled') left++;
      else throw new Error(`no notice within 10 s: ${office.sql(`SELECT automation FROM cases WHERE id = ${i + 1}`)}`);
    }
    const { median, p99 } = spread_of(times);
    return figure('automatic case, from sent to a notice that can be read, the slowest', { most: 2, unit: ' s', digits: 2, value: Math.max(...times) / 1000, note: `median ${(median / 1000).toFixed(2)} s, p99 ${(p99 / 1000).toFixed(2)} s of ${times.length}, ${left} left to a person by chance; ${box.mails.length} mails meanwhile` });
  } finally {
    await office.close();
    await box.stop();
  }
}

// Remembers on which moment a key was pressed, over the change of pages.
const watch = () => addEventListener('keydown', () => sessionStorage.setItem('pressed', String(performance.timeOrigin + performance.now())), true);
const shown_after = () => new Promise((done) => {
  const tell = () => { const paint = performance.getEntriesByName('first-contentful-paint')[0]; if (!paint) return false; done(performance.timeOrigin + paint.startTime - Number(sessionStorage.getItem('pressed'))); return true; };
  if (!tell()) new PerformanceObserver(() => tell()).observe({ type: 'paint', buffered: true });
});

/** The same key between two pages of one line, in the same browser: what the browser takes for any page. */
async function nearly_empty(browser, rounds) {
  const line = '<!doctype html><title>x</title><p>x<script>addEventListener("keydown", () => location.assign("/" + Math.random()))</script>';
  const server = createServer((_, answer) => answer.setHeader('content-type', 'text/html').end(line)).listen(0, '127.0.0.1');
  try {
    await once(server, 'listening');
    const page = await browser.newPage(), times = [];
    await page.evaluateOnNewDocument(watch);
    await page.goto(`http://127.0.0.1:${server.address().port}/`);
    for (let i = 0; i < rounds; i++) {
      await Promise.all([page.waitForNavigation({ waitUntil: 'load' }), page.keyboard.press('n')]);
      if (i > 0) times.push(await page.evaluate(shown_after));
    }
    await page.close();
    return spread_of(times);
  } finally {
    server.close();
  }
}

async function keyboard({ repository, quick }) {
  if (!existsSync(join(repository, 'bench/node_modules/puppeteer-core'))) return report('next case by keyboard', 'puppeteer-core is not installed');
  const chromium = (await output_of('sh', ['-c', 'command -v chromium || command -v chromium-headless-shell || true'])).trim();
  if (!chromium) return report('next case by keyboard', 'chromium is not installed');
  const { default: puppeteer } = await import('puppeteer-core');
  const office = await Office.open(repository), cases = quick ? 20 : 60;
  let browser;
  try {
    await office.take_applications();
    const cookie = await office.clerk('anna');
    await office.serve();
    for (let i = 0; i < cases; i++) await office.send(`${await office.draft(i)}/senden`, {});
    browser = await puppeteer.launch({ executablePath: chromium, args: ['--no-sandbox', '--disable-dev-shm-usage'] });
    const page = await browser.newPage();
    const [name, value] = cookie.split('=');
    await browser.setCookie({ name, value, domain: office.host.replace(/:.*/, ''), path: '/', secure: true, httpOnly: true });
    await page.evaluateOnNewDocument(watch);
    await page.goto(`http://${office.host}${cases_path}?sicht=alle`);
    await page.click('[data-kl-keys]');
    const times = [], seen = new Set();
    for (let i = 0; i < cases; i++) {
      await Promise.all([page.waitForNavigation({ waitUntil: 'load' }), page.keyboard.press('n')]);
      if (i > 0) times.push(await page.evaluate(shown_after));
      seen.add(new URL(page.url()).pathname);
    }
    if (seen.size < cases) throw new Error(`${seen.size} of ${cases} cases were shown`);
    const { median, p99 } = spread_of(times), empty = await nearly_empty(browser, cases);
    return figure('next case by keyboard: one key, until its page is painted, p99', { most: 100, unit: ' ms', digits: 0, value: p99, note: `median ${median.toFixed(0)} ms; ${times.length} cases in Chromium, which takes ${empty.median.toFixed(0)} ms (p99 ${empty.p99.toFixed(0)}) for a page of one line` });
  } finally {
    await browser?.close();
    await office.close();
  }
}

export async function case_work(bench) {
  const rows = [];
  for (const [name, measure] of Object.entries({ documents, programme, keyboard })) {
    bench.say(`  ${name}`);
    try {
      rows.push(await measure(bench));
    } catch (error) {
      rows.push(report(name, `could not be measured: ${error.message}`));
    }
  }
  return rows;
}
