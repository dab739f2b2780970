// Twice and ten times as many visitors as the server can serve: how many still get what they came for, and how soon the others are told.
// The server has one core, the generator the other. What is shed first is what costs most, so the mix that is served gets cheaper: that
// is why a share of the peak may be above one, and why each kind is told by itself. KREISLAUF_BENCH_DETAILS=1 prints each run.
import { execFileSync } from 'node:child_process';
import { cpSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { searches } from './appointments.mjs';
import { fetch_raw } from './http.mjs';
import { cpu_microseconds, output_of, serve, stop } from './processes.mjs';
import { figure, median, report, spread } from './table.mjs';

const slug = 'koeln';
// Of a hundred arrivals; each time that is held is booked as well. Pages and searches are answered where they are read and never refused;
// times and holds wait for the workers. A day on which everybody wants an appointment is therefore a case of its own.
const mixes = {
  'an ordinary day': { page: 50, search: 22, times: 25, hold: 3 },
  'everybody wants an appointment': { times: 95, hold: 5 },
};
const most_connections = 2000;  // more than the queue of the workers takes, otherwise the connections would be the limit
const server_core = 0, crowd_core = 1;
const words_of_search = ['hund', 'personalausweis', 'müll', 'kita', 'wohngeld', 'umzug', 'heirat', 'parken', 'reisepass', 'gewerbe', 'baum fällen', 'führungszeugnis', 'sperrmüll', 'elterngeld'];

function shuffled(list) {
  for (let i = list.length - 1; i > 0; i--) {
    const j = Math.floor(Math.random() * (i + 1));
    [list[i], list[j]] = [list[j], list[i]];
  }
  return list;
}

/// What is asked for, and times that are free, each once.
async function wishes_of(server) {
  const { targets, services } = await searches(server);
  const { body } = await fetch_raw(server.port, server.host, '/api/v1/services?limit=200');
  const pages = JSON.parse(body).items.map((one) => one.slug).filter(Boolean).map((name) => `/dienste/${name}`);
  const free = new Map();
  const one_of = new Map(services.map((one) => [one.office, one.service]));
  const { items } = JSON.parse((await fetch_raw(server.port, server.host, `/api/v1/appointments/times?service=${services[0].service}&limit=1`)).body);
  for (const [office, service] of one_of) {
    for (let day = new Date(items[0].day), n = 0; n < 50; n++, day.setDate(day.getDate() + 1)) {
      const found = await fetch_raw(server.port, server.host, `/api/v1/appointments/times?service=${service}&office=${office}&day=${day.toISOString().slice(0, 10)}&limit=200`);
      for (const { day: on, time } of JSON.parse(found.body).items ?? []) free.set(`${office} ${on} ${time}`, { service, office, day: on, time });
    }
  }
  return { page: pages, search: words_of_search.map((word) => `/suche?q=${encodeURIComponent(word)}`), times: targets, free: shuffled([...free.values()]), taken: 0 };
}

/// A file of requests in random order. Times to hold are not used again while there are others.
function write_requests(bench, name, wishes, mix, count) {
  const pick = (list) => list[Math.floor(Math.random() * list.length)];
  const lines = [];
  for (let i = 0; i < count; i++) {
    let chance = Math.random() * 100;
    const kind = Object.keys(mix).find((one) => (chance -= mix[one]) < 0) ?? 'times';
    lines.push(kind === 'hold' ? `hold\tPOST\t/api/v1/appointments/holds\t${JSON.stringify(wishes.free[wishes.taken++ % wishes.free.length])}` : `${kind}\tGET\t${pick(wishes[kind])}`);
  }
  const file = join(bench.folder, name);
  writeFileSync(file, lines.join('\n') + '\n');
  return file;
}

const pinned = (core, command, words) => ['taskset', ['-c', String(core), ...command, ...words]];

/// `rate` arrivals a second, and beside them one visitor of another network, measured by a process that goes before the crowd.
async function load(bench, server, wishes, mix, rate, seconds) {
  const crowd = write_requests(bench, 'crowd', wishes, mix, Math.min(60_000, Math.ceil(rate * seconds))), one = write_requests(bench, 'visitor', wishes, mix, 500);
  const run = async (nice, file, speed, connections, network) => {
    const [command, words] = pinned(crowd_core, ['nice', '-n', String(nice)], [bench.clients.overload, server.port, server.host, file, speed, seconds, connections, network].map(String));
    return JSON.parse(await output_of(command, words, { seconds: seconds + 60 }));
  };
  const begun = performance.now(), cpu = cpu_microseconds(server.child.pid);
  const [all, other] = await Promise.all([run(10, crowd, rate, most_connections, 10), run(0, one, 25, 16, 172)]);
  const used = (cpu_microseconds(server.child.pid) - cpu) / 1e6, wall = (performance.now() - begun) / 1000;
  const good = all.kinds.good?.inTime ?? 0, refused = all.kinds.refused?.count ?? 0;
  if (process.env.KREISLAUF_BENCH_DETAILS) bench.say(JSON.stringify({ rate, used, wall, all, other }));
  return { rate, all, other, refused, goodput: good / seconds, per_cpu: (all.kinds.good?.count ?? 0) / used, busy: used / wall, sent: all.sent / seconds };
}

/// Faster and faster: the last rate at which all but one in a hundred get what they came for. Three poor steps end it, because one or two
/// may be the fault of what else the machine does.
async function capacity_of(bench, server, wishes, mix) {
  let capacity = 0;
  for (let rate = 800, poor = 0; poor < 3 && rate < 60_000; rate *= bench.quick ? 1.3 : 1.2) {
    const { all } = await load(bench, server, wishes, mix, rate, 2);
    const fine = all.kinds.good?.count >= 0.99 * all.arrived;
    if (fine) capacity = rate;
    poor = fine ? 0 : poor + 1;
    await pause(300);
  }
  return capacity;
}

/// A quantile in each of the runs in which there were such answers.
const each = (runs, sort, where, quantile, who = 'all') => runs.map((run) => run[who].kinds[sort]?.[where][quantile]).filter(Number.isFinite);
const times = (runs, sort, where, quantile, digits = 1, who = 'all') => { const all = each(runs, sort, where, quantile, who); return all.length ? spread(all, digits) : 'none'; };

function rows_of(day, mix, factor, wish, at_peak, runs) {
  const peak = median(at_peak.map((run) => run.goodput));
  const share = runs.map((run) => run.goodput / peak), of_cpu = runs.map((run, i) => run.per_cpu / at_peak[i].per_cpu);
  const in_time = (list, kind) => median(list.map((run) => run.all.kinds[`good ${kind}`]?.inTime ?? 0));
  const served = (kind) => median(runs.map((run) => { const [good, refused] = ['good', 'refused'].map((sort) => run.all.kinds[`${sort} ${kind}`]?.count ?? 0); return good / Math.max(1, good + refused); }));
  const rows = [
    figure(`${day}: goodput at ${factor} × capacity, as a share of the peak`, { least: wish, unit: '', digits: 2, value: median(share),
      note: `rounds ${spread(share, 2)}; for each second of CPU ${spread(of_cpu, 2)} of the peak's; ${spread(runs.map((run) => run.goodput))} good answers/s of ${runs[0].rate.toFixed(0)} arrivals/s, ${spread(runs.map((run) => run.sent))} of them sent` }),
    report(`  by kind at ${factor} ×, as a share of the peak (and how many of what was answered was not refused)`, Object.keys(mix).map((kind) => `${kind} ${(in_time(runs, kind) / in_time(at_peak, kind)).toFixed(2)} (${(100 * served(kind)).toFixed(0)} %)`).join(', '),
      `bookings of held times: ${(100 * served('book')).toFixed(0)} % not refused, p50 ${times(runs, 'good book', 'server', 'p50', 0)} ms, p99 ${times(runs, 'good book', 'server', 'p99', 0)} ms at the server`),
  ];
  const given_up = median(runs.map((run) => run.all.givenUp / run.all.arrived));
  if (runs.some((run) => run.refused > 0)) {
    rows.push(figure(`  refusals (503, 429) at ${factor} ×: median at the server`, { most: 5, unit: ' ms', digits: 2, value: median(each(runs, 'refused', 'server', 'p50')),
      note: `rounds p50 ${times(runs, 'refused', 'server', 'p50')}, p99 ${times(runs, 'refused', 'server', 'p99')} ms; with the generator's own queue p50 ${times(runs, 'refused', 'whole', 'p50')}, p99 ${times(runs, 'refused', 'whole', 'p99')} ms` }));
  } else rows.push(report(`  refusals (503, 429) at ${factor} ×`, 'none'));
  rows.push(
    report(`  good answers at ${factor} ×, at the server`, `p50 ${times(runs, 'good', 'server', 'p50')} ms, p99 ${times(runs, 'good', 'server', 'p99')} ms; without a free connection within a second ${(100 * given_up).toFixed(0)} % of arrivals`),
    report(`  a visitor of another network at ${factor} ×, from the moment he wanted`, `p50 ${times(runs, 'good', 'whole', 'p50', 1, 'other')} ms, p99 ${times(runs, 'good', 'whole', 'p99', 1, 'other')} ms; refused ${spread(runs.map((run) => 100 * (run.other.kinds.refused?.count ?? 0) / run.other.arrived))} %`));
  return rows;
}

/// One kind of day: its capacity, then rounds at once, twice and ten times of it.
async function day_of(bench, server, wishes, day, mix) {
  const capacity = await capacity_of(bench, server, wishes, mix);
  const [peak, twice, tenfold] = [[], [], []];
  for (let round = 0; round < 2; round++) {
    for (const [runs, factor] of [[peak, 1], [twice, 2], [tenfold, 10]]) {
      runs.push(await load(bench, server, wishes, mix, factor * capacity, bench.quick ? 4 : 6));
      await pause(1500);
    }
  }
  return [
    report(`${day}: capacity, one core for the server, the other for the generator`, `${capacity.toFixed(0)} arrivals/s, of which 99 % get what they came for; good answers in rounds at that rate ${spread(peak.map((run) => run.goodput))}/s`,
      `${Object.entries(mix).map(([kind, share]) => `${share} % ${kind}`).join(', ')}, each hold booked; open loop, ${most_connections} connections, each arrival of another network; CPU of the server ${spread(peak.map((run) => 100 * run.busy))} %`),
    report('  at the peak', `p50 ${times(peak, 'good', 'server', 'p50')} ms, p99 ${times(peak, 'good', 'server', 'p99')} ms at the server; a visitor of another network p99 ${times(peak, 'good', 'whole', 'p99', 1, 'other')} ms`),
    ...rows_of(day, mix, 2, 0.9, peak, twice), ...rows_of(day, mix, 10, 0.8, peak, tenfold),
  ];
}

export async function overload(bench) {
  const data = join(bench.folder, 'full-city');
  cpSync(bench.data, data, { recursive: true });
  execFileSync(bench.program, ['seed', 'city', slug, '--data', data]);
  const with_city = { program: bench.program, data, slug, limited: true, words: ['--trusted-proxy', '127.0.0.1'] };
  await stop((await serve(with_city)).child);
  const server = await serve(with_city);
  execFileSync('taskset', ['-a', '-p', '-c', String(server_core), String(server.child.pid)], { stdio: 'ignore' });
  const wishes = await wishes_of(server);
  const rows = [];
  for (const [day, mix] of Object.entries(mixes)) {
    await load(bench, server, wishes, mix, 500, 2);  // warm
    rows.push(...await day_of(bench, server, wishes, day, mix));
  }
  const alive = server.child.exitCode === null;
  await stop(server.child);
  if (!alive) throw new Error('the server did not survive it');
  return rows;
}
