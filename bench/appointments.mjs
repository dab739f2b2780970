// Bookings: durable ones against raw commits of the same size on SQLite and on PostgreSQL, races for one time, and a busy city over HTTP.
import { execFileSync } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { cpSync, existsSync } from 'node:fs';
import { request, Agent } from 'node:http';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { latency } from './client.mjs';
import { fetch_raw } from './http.mjs';
import { memory_mib, output_of, serve, stop } from './processes.mjs';
import { figure, median, report, spread } from './table.mjs';

const slug = 'koeln';

async function durable({ quick, repository }) {
  const program = join(repository, 'build/release/bookings_bench');
  if (!existsSync(program)) return [report('durable bookings', 'bookings_bench is not built')];
  const [, ours, raw, ratio, bytes, p50, p99, of_disk, ratio_of_disk, disk] = (await output_of(program, ['durable', quick ? '3' : '10', '64'], { seconds: 120 })).trim().split(' ').map(Number);
  const clients = quick ? 200 : 1000, rounds = quick ? 20 : 200;
  const [, , , right, seconds, wrong] = (await output_of(program, ['race', String(clients), String(rounds)], { seconds: 600 })).trim().split(' ').map(Number);
  return [
    figure('confirmed bookings of one authority (hold, book, confirm: three acts each), 64 threads, against raw SQLite group commits that write the same bytes to the disk', { least: 0.5, unit: ' ×', digits: 2, value: ratio_of_disk,
      note: `${ours} bookings/s against ${of_disk}/s; ${disk} bytes to log and file a booking; p50 ${p50} ms, p99 ${p99} ms` }),
    report('  the same against rows of the same content, one insert an act without index, question or event', `${ratio.toFixed(2)} ×: ${raw} of them/s, ${bytes} bytes each`),
    figure(`${clients} clients for one time: rounds of ${rounds} with one winner and the next times for all others`, { least: rounds, unit: '', digits: 0, value: wrong ? 0 : right, note: `${seconds} s` }),
  ];
}

/// On a PostgreSQL server of its own, with and without waiting for the disk; an older program takes turns with ours on the same server.
async function onPostgres({ quick, repository, before }) {
  const ours = join(repository, 'build/release/bookings_bench'), programs = [...(before ? [before] : []), ours];
  const rounds = quick ? 2 : 5, seconds = quick ? 2 : 4, threads = 64;
  const turns = 'rounds=$1 seconds=$2 threads=$3; shift 3; for round in $(seq "$rounds"); do for program; do "$program" durable "$seconds" "$threads"; done; done';
  const rows = [];
  for (const [fsync, how] of [['on', 'each commit on the disk'], ['off', 'without waiting for the disk']]) {
    const lines = (await output_of(join(repository, 'tests/support/postgres.sh'), ['bash', '-c', turns, 'turns', String(rounds), String(seconds), String(threads), ...programs],
      { seconds: 600, env: { ...process.env, POSTGRES_FSYNC: fsync } })).trim().split('\n').map((line) => line.split(' ').map(Number));
    const of = (program, column) => lines.filter((_, at) => at % programs.length === programs.indexOf(program)).map((line) => line[column]);
    const rate = of(ours, 1);
    rows.push(report(`  confirmed bookings on PostgreSQL, ${how}, ${threads} threads`, `${median(rate).toFixed(0)}/s (${spread(rate)})`,
      `p50 ${median(of(ours, 5)).toFixed(0)} ms, p99 ${median(of(ours, 6)).toFixed(0)} ms; ${median(of(ours, 3)).toFixed(2)} × of ${median(of(ours, 2)).toFixed(0)} raw rows/s`));
    if (!before) continue;
    const ratios = rate.map((one, at) => one / of(before, 1)[at]);
    rows.push(report('  the same against the older program, in turns', `${median(ratios).toFixed(2)} × (${spread(ratios, 2)})`, `${median(of(before, 1)).toFixed(0)}/s (${spread(of(before, 1))})`));
  }
  return rows;
}

/// Random combinations of what the offices offer, as pages and for programs.
export async function searches(server) {
  const { body } = await fetch_raw(server.port, server.host, '/api/v1/appointments/offices');
  const { items } = JSON.parse(body);
  const targets = [];
  for (let i = 0; i < 2000; i++) {
    const { services } = items[Math.floor(Math.random() * items.length)];
    const chosen = new Map();
    for (let n = 1 + Math.floor(Math.random() * 3); n > 0; n--) {
      const one = services[Math.floor(Math.random() * services.length)];
      chosen.set(one.slug, 1 + Math.floor(Math.random() * Math.min(3, one.most)));
    }
    const pairs = [...chosen];
    targets.push(i % 2 ? `/api/v1/appointments/times?${pairs.map(([s, n]) => `service=${s}&quantity=${n}`).join('&')}` : `/termine/zeiten?${pairs.map(([s, n]) => `dienst=${s}&anzahl-${s}=${n}`).join('&')}`);
  }
  return { targets, services: items.flatMap((one) => one.services.map((service) => ({ office: one.office, service: service.service }))) };
}

/// `rate` bookings a second: a search, a hold, the form. Times count from the moment when each was due.
async function bookings(server, services, rate, seconds) {
  const agent = new Agent({ keepAlive: true, maxSockets: 64 });
  const times = [];
  let failures = 0, taken = 0;
  const ask = (method, path, body, client) => new Promise((done) => {
    const text = body && JSON.stringify(body);
    const call = request({ host: '127.0.0.1', port: server.port, agent, method, path, headers: { host: server.host, 'x-forwarded-for': client, ...(text ? { 'content-type': 'application/json', 'content-length': Buffer.byteLength(text), 'idempotency-key': randomBytes(12).toString('hex') } : {}) } }, (answer) => {
      let got = '';
      answer.on('data', (part) => { got += part; });
      answer.on('end', () => done({ status: answer.statusCode, body: got }));
    });
    call.on('error', () => done({ status: 0, body: '' }));
    call.end(text);
  });
  const book = async (due) => {
    const client = `10.${[0, 0, 0].map(() => Math.floor(Math.random() * 256)).join('.')}`;
    const { office, service } = services[Math.floor(Math.random() * services.length)];
    const found = await ask('GET', `/api/v1/appointments/times?service=${service}&office=${office}&limit=200`, undefined, client);
    const { items } = found.status === 200 ? JSON.parse(found.body) : { items: [] };
    if (items.length === 0) return;
    const { day, time } = items[Math.floor(Math.random() * items.length)];
    const begun = performance.now();
    const hold = await ask('POST', '/api/v1/appointments/holds', { service, office, day, time }, client);
    if (hold.status === 409) { taken++; return; }
    const booked = hold.status === 201 && await ask('POST', `/api/v1/appointments/${JSON.parse(hold.body).token}/booking`, { name: 'Erika Mustermann', email: `p${randomBytes(6).toString('hex')}@example.org` }, client);
    if (booked?.status !== 200) failures++;
    else times.push((performance.now() - begun) / 2);
  };
  const all = [];
  const begun = performance.now();
  for (let i = 0; i < rate * seconds; i++) {
    await pause(Math.max(0, begun + (i * 1000) / rate - performance.now()));
    all.push(book());
  }
  await Promise.all(all);
  agent.destroy();
  times.sort((a, b) => a - b);
  const at = (share) => times[Math.floor(share * (times.length - 1))];
  return { count: times.length, failures, taken, p50: at(0.5), p99: at(0.99) };
}

async function city(bench) {
  const data = join(bench.folder, 'city');
  cpSync(bench.data, data, { recursive: true });
  const seeded = execFileSync(bench.program, ['seed', 'city', slug, '--data', data], { encoding: 'utf8' }).trim();
  const seconds = bench.quick ? 10 : 30;
  const with_city = { program: bench.program, data, slug, words: ['--trusted-proxy', '127.0.0.1'] };
  await stop((await serve(with_city)).child);
  const server = await serve(with_city);
  const fresh = memory_mib(server.child.pid);
  const first = performance.now();
  const { targets, services } = await searches(server);
  const cold = performance.now() - first;
  await latency(bench, server, targets, ['closed', 4, 1000]); // warm
  const [found, booked] = await Promise.all([latency(bench, server, targets, ['open', 200, seconds]), bookings(server, services, 20, seconds)]);
  const memory = memory_mib(server.child.pid);
  await stop(server.child);
  return [
    figure('busy city over HTTP: 200 searches/s beside 20 bookings/s, searches p99', { most: 10, unit: ' ms', digits: 2, value: found.p99, note: `p50 ${found.p50.toFixed(2)} ms; ${seconds} s, ${seeded}; half pages, half API` }),
    report('  bookings beside them, one act (durable)', `p50 ${booked.p50.toFixed(2)} ms, p99 ${booked.p99.toFixed(2)} ms; ${booked.count} booked, ${booked.taken} times taken by others, ${booked.failures} failed`),
    report('  start to the first page, the first look at all offices, memory', `${(server.milliseconds / 1000).toFixed(2)} s, ${cold.toFixed(0)} ms, ${fresh.toFixed(0)} MiB after start, ${memory.toFixed(0)} MiB after the load`),
  ];
}

export async function appointments(bench) {
  return [...await durable(bench), ...await onPostgres(bench), ...await city(bench)];
}
