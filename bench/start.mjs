// From exec to the first page of a town, and the memory once every authority was visited.
import { fetch_raw } from './http.mjs';
import { memory_mib, serve, stop } from './processes.mjs';
import { figure, median, report, spread } from './table.mjs';

const whole_catalogue = 5000; // rows of leistungen.csv: 5,251

async function all_authorities(server) {
  const found = [];
  for (let after = ''; ;) {
    const { body } = await fetch_raw(server.port, server.host, `/api/v1/authorities?limit=500&after=${after}`);
    const { items } = JSON.parse(body);
    found.push(...items);
    if (items.length < 500) return found;
    after = items.at(-1).key;
  }
}

async function visit_all(server, authorities) {
  for (const { url } of authorities) {
    const { status } = await fetch_raw(server.port, new URL(url).host, '/');
    if (status !== 200) throw new Error(`${url} answered ${status}`);
  }
}

export async function start(bench) {
  await stop((await serve(bench)).child); // warm: migrations done, files in the page cache
  const times = [];
  for (let round = 0; round < (bench.quick ? 2 : 5); round++) {
    const server = await serve(bench);
    times.push(server.milliseconds / 1000);
    await stop(server.child);
  }
  const server = await serve(bench);
  const fresh = memory_mib(server.child.pid);
  const authorities = await all_authorities(server);
  await visit_all(server, authorities);
  const memory = memory_mib(server.child.pid);
  await stop(server.child);
  const services = Number(/(\d+) services/.exec(server.said())?.[1] ?? 0);
  if (services < whole_catalogue) return [report('start and memory', `not measured against the figure: only ${services} services are loaded, the official catalogue is missing`)];
  return [
    figure('start to the first page of a town, whole of NRW loaded', { most: 3, unit: ' s', digits: 2, value: median(times), note: `${times.length} starts ${spread(times, 2)}` }),
    figure(`memory (RSS) after a visit to the home pages of all ${authorities.length} authorities`, { most: 600, unit: ' MiB', value: memory, note: `after start ${fresh.toFixed(0)} MiB` }),
    report('  loaded', server.said()),
  ];
}
