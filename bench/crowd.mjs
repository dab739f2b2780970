// 10,000 silent connections, 200 slow heads and 200 slow bodies: what they cost in memory, and whether others notice.
import { setTimeout as pause } from 'node:timers/promises';
import { latency } from './client.mjs';
import { launch, memory_mib, serve, stop } from './processes.mjs';
import { figure, median, report, spread } from './table.mjs';

const wanted = 10_000;
const page = '/dienste/hund-anmelden';

/// Comes, and is there when the promise is kept; `leave` sends it home and tells what it saw.
async function bring_crowd({ clients }, server) {
  const child = launch(clients.crowd, [server.port, server.host, page, wanted, 200, 200, 90].map(String), { stdio: ['pipe', 'pipe', 'pipe'] });
  let text = '';
  await new Promise((done, fail) => {
    child.stdout.on('data', (data) => { text += data; if (text.includes('ready')) done(); });
    child.over.then(() => fail(new Error('the crowd did not get in')));
  });
  return { leave: async () => { child.stdin.end(); await child.over; return JSON.parse(text.trim().split('\n').at(-1)); } };
}

export async function crowd(bench) {
  const { quick } = bench;
  const server = await serve(bench);
  const ask = () => latency(bench, server, [page], ['open', 200, quick ? 6 : 15]);
  await latency(bench, server, [page], ['closed', 64, 20_000]); // warm: memory as after ordinary work
  const calm = [], crowded = [];
  let grown = 0, seen;
  const memory = memory_mib(server.child.pid);
  for (let round = 0; round < (quick ? 2 : 3); round++) {
    calm.push((await ask()).p99);
    const visitors = await bring_crowd(bench, server);
    await pause(2000); // the slow ones have begun to drip
    crowded.push((await ask()).p99);
    grown = Math.max(grown, memory_mib(server.child.pid) - memory);
    seen = await visitors.leave();
    await pause(1000);
  }
  await stop(server.child);
  const there = seen.idle < wanted ? `only ${seen.idle} fit into the limit of ${seen.limit} file descriptors` : `${seen.idle} were there`;
  return [
    figure('memory added by 10,000 idle keep-alive connections, 200 slow heads, 200 slow bodies', { most: 64, unit: ' MiB', value: grown, note: `${there}, ${(grown * 1024 / seen.idle).toFixed(1)} KiB each` }),
    figure('p99 of others during it, against before (200 requests/s)', { most: 1.2, unit: ' ×', digits: 2, value: median(crowded) / median(calm), note: `${median(calm).toFixed(2)} ms before (${spread(calm, 2)}), ${median(crowded).toFixed(2)} ms during (${spread(crowded, 2)})` }),
    report('slow visitors sent away in the last round', String(seen.shut_out)),
  ];
}
