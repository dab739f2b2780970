// The same question to Debian's request-tracker5: the open ones of somebody who may see ten of a hundred queues, by the day on which they are due, a page
// of 50. Both stand on one PostgreSQL server and answer in turns; RT has 20,000 tickets, we have fifty times as many.
//   tests/support/postgres.sh node bench/request_tracker.mjs CASES ROUNDS       prints one line of JSON
import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import http from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { cases_path, Office, spread_of } from './office.mjs';
import { free_port, launch, output_of, stop } from './processes.mjs';
import { figure, report } from './table.mjs';

const here = fileURLToPath(new URL('.', import.meta.url)), repository = join(here, '..');
const tool = '/usr/sbin/rt-setup-database-5', server = '/usr/share/request-tracker5/libexec/rt-server';
const packages = 'request-tracker5 rt5-db-postgresql rt5-standalone dbconfig-no-thanks msmtp-mta';
const tickets = 20_000, queues = 100;

/// RT with tickets in a database of its own. It reads /etc unless both of its variables say otherwise.
class Tracker {
  static async open(postgres) {
    const one = new Tracker();
    one.folder = mkdtempSync(join(tmpdir(), 'kreislauf-tracker-'));
    one.port = await free_port();
    one.cookies = new Map();
    mkdirSync(join(one.folder, 'empty'));
    const settings = { rtname: 'bench', Organization: 'bench.example', DatabaseType: 'Pg', DatabaseHost: '127.0.0.1', DatabasePort: new URL(postgres).port, DatabaseName: 'rt5', DatabaseUser: 'rt', DatabasePassword: 'x',
      DatabaseAdmin: new URL(postgres).username, WebDomain: '127.0.0.1', WebPort: one.port, WebPath: '', MailCommand: 'testfile', LogToSTDERR: 'error' };
    writeFileSync(join(one.folder, 'site.pm'), `${Object.entries(settings).map(([name, value]) => `Set($${name}, '${value}');`).join('\n')}\nSet($LogToSyslog, undef);\n1;\n`);
    one.env = { ...process.env, RT_SITE_CONFIG: join(one.folder, 'site.pm'), RT_SITE_CONFIG_DIR: join(one.folder, 'empty') };
    await output_of(tool, ['--action', 'init', '--dba', settings.DatabaseAdmin, '--dba-password', 'x'], { env: one.env, seconds: 300 });
    const first = (await output_of('perl', [join(here, 'tracker/town.pl'), String(queues), '10'], { env: one.env, seconds: 300 })).trim();
    execFileSync('psql', ['-q', '-v', 'ON_ERROR_STOP=1', '-v', `tickets=${tickets}`, '-v', `first=${first}`, '-v', `queues=${queues}`, '-f', join(here, 'tracker/tickets.sql'), `${postgres}/rt5`], { stdio: ['ignore', 'ignore', 'inherit'] });
    one.child = launch('perl', [server, '--port', String(one.port), '--host', '127.0.0.1'], { env: one.env, stdio: ['ignore', 'ignore', 'pipe'] });
    for (let tries = 0; !(await one.ask('/NoAuth/Login.html').catch(() => null)); tries++) {
      if (tries > 600 || one.child.exitCode !== null) throw new Error(`RT does not start: ${one.child.errors()}`);
      await new Promise((done) => setTimeout(done, 100));
    }
    return one;
  }
  ask(path, { who, fields, user } = {}) {
    const sent = fields && new URLSearchParams(fields).toString();
    const headers = { referer: `http://127.0.0.1:${this.port}/`, ...(this.cookies.has(who) && { cookie: this.cookies.get(who) }), ...(user && { authorization: `Basic ${Buffer.from(`${user}:geheim-und-lang`).toString('base64')}` }),
      ...(sent && { 'content-type': 'application/x-www-form-urlencoded', 'content-length': Buffer.byteLength(sent) }) };
    return new Promise((done, fail) => {
      const begun = performance.now();
      const call = http.request({ host: '127.0.0.1', port: this.port, path, headers, method: sent ? 'POST' : 'GET' }, (answer) => {
        const parts = [];
        answer.on('data', (part) => parts.push(part));
        answer.on('end', () => {
          for (const one of answer.headers['set-cookie'] ?? []) this.cookies.set(who, one.split(';')[0]);
          done({ status: answer.statusCode, text: Buffer.concat(parts).toString(), ms: performance.now() - begun });
        });
      });
      call.on('error', fail);
      call.end(sent);
    });
  }
  /// The page as somebody in a browser sees it.
  async page(who) {
    if (!this.cookies.has(who)) await this.ask('/NoAuth/Login.html', { who, fields: { user: who, pass: 'geheim-und-lang' } });
    const query = new URLSearchParams({ Query: "Status = '__Active__'", OrderBy: 'Due', Order: 'ASC', Rows: '50', Format: "'__id__', '__Subject__', '__QueueName__', '__Status__', '__Due__', '__OwnerName__'" });
    const answer = await this.ask(`/Search/Results.html?${query}`, { who });
    const rows = new Set([...answer.text.matchAll(/Antrag \d+/g)].map(([name]) => name)).size;
    if (answer.status !== 200 || rows !== 50) throw new Error(`RT showed ${rows} tickets, ${answer.status}`);
    return answer.ms;
  }
  /// The same by its interface for programs, with as many columns.
  async by_interface(user) {
    const query = new URLSearchParams({ query: "Status = '__Active__'", orderby: 'Due', order: 'ASC', per_page: '50', fields: 'Subject,Queue,Status,Due,Owner', 'fields[Queue]': 'Name' });
    const answer = await this.ask(`/REST/2.0/tickets?${query}`, { user });
    const rows = answer.status === 200 ? JSON.parse(answer.text).items.length : 0;
    if (rows !== 50) throw new Error(`RT gave ${rows} tickets, ${answer.status}`);
    return answer.ms;
  }
  async close() {
    if (this.child) await stop(this.child);
    rmSync(this.folder, { recursive: true, force: true });
  }
}

async function both(postgres, cases, rounds) {
  execFileSync('psql', ['-q', `${postgres}/postgres`, '-c', 'CREATE DATABASE bench']);
  const office = await Office.open(repository, { postgres: `${postgres}/bench` });
  let tracker;
  try {
    const some = Array.from({ length: 10 }, (_, i) => `dienst-${i * 10 + 3}`);
    const who = { alle: await office.clerk('alle'), manche: await office.clerk('manche', some) };
    await output_of(join(repository, 'build/release/cases_bench'), ['fill', office.location, String(cases)], { seconds: 1800 });
    execFileSync('psql', ['-q', `${postgres}/bench`, '-c', 'ANALYZE']);
    await office.serve();
    tracker = await Tracker.open(postgres);
    const took = { ours: { alle: [], manche: [] }, pages: { alle: [], manche: [] }, programs: { alle: [], manche: [] } };
    for (let i = 0; i <= rounds; i++) for (const name of ['manche', 'alle']) {
      const page = await tracker.page(name), program = await tracker.by_interface(name), ours = [];
      for (let n = 0; n < 10; n++) ours.push((await office.get(`${cases_path}?sicht=alle`, who[name])).ms);
      if (i === 0) continue;  // the first of each warms what every later one finds
      took.pages[name].push(page);
      took.programs[name].push(program);
      took.ours[name].push(...ours);
    }
    return Object.fromEntries(Object.entries(took).map(([kind, of]) => [kind, Object.fromEntries(Object.entries(of).map(([name, times]) => [name, spread_of(times).median]))]));
  } finally {
    await tracker?.close();
    await office.close();
  }
}

export async function request_tracker({ quick }) {
  if (!existsSync(tool)) return [report('request-tracker', `skipped: it is not installed (as root: apt-get install --no-install-recommends ${packages})`)];
  const words = [fileURLToPath(import.meta.url), quick ? '200000' : '1000000', quick ? '5' : '15'];
  const { ours, pages, programs } = JSON.parse(await output_of(join(repository, 'tests/support/postgres.sh'), [process.execPath, ...words], { seconds: 1800, env: { ...process.env, POSTGRES_FSYNC: 'off' } }));
  const ms = (value) => `${value.toFixed(value < 20 ? 1 : 0)} ms`;
  return [
    figure(`list of 50 for who sees ten services of a hundred, ${Number(words[1]) / tickets} times as many cases, against request-tracker5 with ${tickets}`, { least: 100, unit: ' ×', digits: 0, value: pages.manche / ours.manche, note: `medians: ${ms(ours.manche)} against ${ms(pages.manche)}; both on PostgreSQL, pages in turns` }),
    report('  for who sees all', `${(pages.alle / ours.alle).toFixed(0)} ×`, `${ms(ours.alle)} against ${ms(pages.alle)}`),
    report('  our page against its interface for programs', `${(programs.manche / ours.manche).toFixed(0)} ×`, `${ms(programs.manche)}; for who sees all ${ms(programs.alle)}`),
  ];
}

if (process.argv[1] === fileURLToPath(import.meta.url)) console.log(JSON.stringify(await both(process.env.KREISLAUF_TEST_POSTGRES, ...process.argv.slice(2).map(Number))));
