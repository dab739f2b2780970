// One hostile visitor: bodies in crumbs, passwords for every town, a crowd of slow senders; and the operator's own copies. Do the others notice? With --program the
// same against another build.
import http from 'node:http';
import { mkdtempSync, rmSync } from 'node:fs';
import net from 'node:net';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { latency } from './client.mjs';
import { launch, serve, stop, town } from './processes.mjs';
import { figure, median, spread } from './table.mjs';

const attacker = '198.51.100.66';
const form = 'application/x-www-form-urlencoded';
const head = (port, length) => `POST /rueckmeldung HTTP/1.1\r\nHost: ${town(port)}\r\nX-Forwarded-For: ${attacker}\r\nContent-Type: ${form}\r\n${length}\r\n\r\n`;

/// A connection that sends `piece` every so many milliseconds and comes again when it is closed.
function drip(port, begin, piece, every, going) {
  const open = () => {
    if (!going.on) return;
    const socket = net.connect(port, '127.0.0.1', () => socket.write(begin));
    const timer = setInterval(() => socket.write(piece), every);
    socket.resume().on('error', () => {}).on('close', () => { clearInterval(timer); setTimeout(open, 100); });
    going.sockets.add(socket);
  };
  open();
}

/// 32,000 chunks of ten bytes in ten seconds, six times at once: 115 KB/s together.
function crumbs(port, going) {
  for (let i = 0; i < 6; ++i) drip(port, head(port, 'Transfer-Encoding: chunked'), `a\r\n${'x'.repeat(10)}\r\n`.repeat(160), 50, going);
}

/// A chunk a second from each of many.
function slow(port, going) {
  for (let i = 0; i < 1500; ++i) drip(port, head(port, 'Transfer-Encoding: chunked'), '1\r\na\r\n', 1000, going);
}

/// Fifteen passwords a second, each at another town.
async function passwords(port, going) {
  const towns = JSON.parse(await new Promise(done => http.get({ host: '127.0.0.1', port, path: '/api/v1/authorities?limit=500', headers: { host: `localhost:${port}` } }, answer => { let text = ''; answer.on('data', part => { text += part; }).on('end', () => done(text)); }))).items.map(one => /\/\/([^.]+)\./.exec(one.url ?? one.portal ?? '')?.[1]).filter(Boolean);
  const agent = new http.Agent({ keepAlive: true, maxSockets: 64 });
  const guess = slug => {
    const call = http.request({ host: '127.0.0.1', port, path: '/verwaltung/anmelden', method: 'POST', agent, headers: { host: town(port, slug), 'content-type': form, 'x-forwarded-for': attacker } }, answer => answer.resume());
    call.on('error', () => {});
    call.end('name=leitung&passwort=falsch-und-lang');
  };
  towns.slice(0, 290).forEach(guess);  // within the burst of requests that everybody has
  let next = 0;
  const timer = setInterval(() => { if (going.on) guess(towns[next++ % towns.length]); else clearInterval(timer); }, 66);
}

/// Copies of all authorities, one after another.
async function copies(port, going, bench) {
  const folder = mkdtempSync(join(bench.folder, 'copies-'));
  const work = async () => {
    for (let number = 0; going.on; number++) {
      const to = join(folder, String(number));
      const code = await launch(bench.program, ['backup', to, '--data', bench.data], { stdio: 'ignore' }).over;
      if (code !== 0) throw new Error(`the copy ended with ${code}`);
      rmSync(to, { recursive: true });
    }
    rmSync(folder, { recursive: true, force: true });
  };
  going.ended = work();
}

export async function hostile(bench) {
  const { quick } = bench;
  const rows = [];
  for (const [name, attack] of [['a body in crumbs, six connections (115 KB/s)', crumbs], ['passwords at 290 towns, then 15 a second', passwords], ['1,500 slow chunked senders', slow], ['copies of all authorities, one after another', copies]]) {
    const server = await serve({ ...bench, limited: true, words: ['--trusted-proxy', '127.0.0.1'] });
    const ask = () => latency(bench, server, ['/dienste/hund-anmelden', '/termine'], ['open', 100, quick ? 5 : 10]);
    await ask();
    const calm = [], attacked = [];
    for (let round = 0; round < (quick ? 2 : 3); round++) {
      calm.push((await ask()).p99);
      const going = { on: true, sockets: new Set() };
      await attack(server.port, going, bench);
      await pause(1500);
      attacked.push((await ask()).p99);
      going.on = false;
      for (const socket of going.sockets) socket.destroy();
      await going.ended;
      await pause(1000);
    }
    await stop(server.child);
    rows.push(figure(`p99 of others during ${name}`, { most: 1.2, unit: ' ×', digits: 2, value: median(attacked) / median(calm), note: `${median(calm).toFixed(2)} ms before (${spread(calm, 2)}), ${median(attacked).toFixed(2)} ms during (${spread(attacked, 2)})` }));
  }
  return rows;
}
