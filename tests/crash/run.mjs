// What was acknowledged is there: reports are sent while the server is killed again and again, and while the disk is full.
//
//   node tests/crash/run.mjs --binary BINARY --data DATA [--kills 10] [--store postgresql://...]
import { spawn, execFileSync } from 'node:child_process';
import { cpSync, mkdtempSync, rmSync, truncateSync, writeFileSync, existsSync } from 'node:fs';
import http from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { randomBytes } from 'node:crypto';
import { pause, until } from '../support/patience.mjs';

const option = (name, otherwise) => { const i = process.argv.indexOf(`--${name}`); return i < 0 ? otherwise : process.argv[i + 1]; };
const binary = option('binary', 'build/release/kreislauf');
const source = option('data');
const kills = Number(option('kills', 10));
let passed = 0, failed = 0;
const check = (name, fine, detail = '') => { fine ? passed++ : failed++; console.log(`${fine ? 'ok  ' : 'FAIL'} ${name}${detail ? `: ${detail}` : ''}`); };

const start = (data) => new Promise((done, fail) => {
  const server = spawn(binary, ['serve', '--data', data, '--port', '0', '--rate-limit', '0', '--without-limits'], { stdio: ['ignore', 'pipe', 'pipe'] });
  let text = '';
  server.stdout.on('data', (chunk) => {
    text += chunk;
    const port = text.match(/Health\s+http:\/\/[^:]+:(\d+)/)?.[1];
    if (port) done({ server, port: Number(port) });
  });
  server.on('exit', () => fail(new Error(`the server ended before it was ready: ${text}`)));
  setTimeout(() => fail(new Error('not ready in 180 s')), 180000).unref();
});

const ended = (server) => new Promise((done) => (server.exitCode !== null || server.signalCode ? done() : server.on('exit', done)));

const request = (port, method, path, body, town = 'gescher') => new Promise((done) => {
  const call = http.request({ host: '127.0.0.1', port, method, path, agent: false,
    headers: { Host: `${town}.localhost:${port}`, ...(body ? { 'Content-Type': 'application/x-www-form-urlencoded', 'Content-Length': Buffer.byteLength(body) } : {}) } },
  (answer) => { let text = ''; answer.on('data', (chunk) => (text += chunk)); answer.on('end', () => done({ status: answer.statusCode, text })); answer.on('error', () => done(null)); });
  call.on('error', () => done(null));
  call.setTimeout(60000, () => { call.destroy(); });
  call.end(body);
});

const stored = (data) => JSON.parse(execFileSync(binary, ['feedback', 'gescher', '--data', data, '--json'], { maxBuffer: 1 << 28 })).map((item) => item.message);

const folder = mkdtempSync(join(tmpdir(), 'kreislauf-crash-'));
/** Sends a report as the form would: with a key of its own. */
const report = (port, text) => request(port, 'POST', '/barriere-melden', `form=${randomBytes(16).toString('hex')}&text=${text}`);

try {
  const data = join(folder, 'data');
  cpSync(source, data, { recursive: true });
  const acknowledged = new Set();
  let sent = 0;
  for (let round = 0; round < kills; round++) {
    const { server, port } = await start(data);
    let running = true;
    const writers = Array.from({ length: 8 }, async () => {
      while (running) {
        const message = `r${round}-${sent++}`;
        const answer = await report(port, message);
        if (answer?.status === 303) acknowledged.add(message);
      }
    });
    const before = acknowledged.size;
    await pause(150 + 37 * round % 200);
    await until('an acknowledged report', () => acknowledged.size > before);  // a kill before that proves nothing
    server.kill('SIGKILL');
    await ended(server);
    running = false;
    await Promise.all(writers);
  }
  const found = stored(data);
  const lost = [...acknowledged].filter((message) => !found.includes(message));
  check(`${kills} kills under load lose nothing that was acknowledged`, lost.length === 0 && acknowledged.size > 0, `${acknowledged.size} acknowledged, ${found.length} stored, ${lost.length} lost`);
  check('nothing is stored twice', new Set(found).size === found.length);

  // A full disk: reading goes on, writing says 507, and works again when there is room.
  const small = join(folder, 'small');
  let mounted = false;
  try {
    execFileSync('mkdir', ['-p', small]);
    execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=48m', 'tmpfs', small]);
    mounted = true;
  } catch { console.log('skipped: a full disk needs the right to mount a tmpfs'); }
  if (mounted) {
    try {
      cpSync(data, join(small, 'data'), { recursive: true, filter: (path) => !/authorities\/(?!05554016|05554004|05554044)/.test(path) || !/authorities\/\d/.test(path) });
      const { server, port } = await start(join(small, 'data'));
      check('before: a report is stored', (await report(port, 'vorher'))?.status === 303);
      try { execFileSync('dd', ['if=/dev/zero', `of=${join(small, 'fill')}`, 'bs=64k'], { stdio: 'ignore' }); } catch { /* full: as intended */ }
      let refused = 0, others = [];
      // The log of the database is used again from its beginning, so a good deal still fits after the disk is full.
      for (let i = 0; i < 4000 && refused < 10; i++) {
        const answer = await report(port, `${'x'.repeat(1500)}${i}`);
        if (answer?.status === 507) refused++; else others.push(answer?.status);
      }
      check('full: writing is refused with 507', refused > 0 && others.every((status) => status === 303), `${refused} refused, ${others.length} still fitted`);
      check('full: reading goes on', (await request(port, 'GET', '/dienste/hund-anmelden'))?.status === 200);
      // Its file is there, but the index of its log has no room: that is a full disk, not a fault of the store.
      const unopened = await request(port, 'GET', '/', undefined, 'reken');
      check('full: a town that nobody has opened says so', [200, 507].includes(unopened?.status), `${unopened?.status}`);
      check('full: health answers', (await request(port, 'GET', '/health'))?.status === 200);
      rmSync(join(small, 'fill'));
      await pause(300);
      check('room again: writing works', (await report(port, 'nachher'))?.status === 303);
      check('room again: the other town, too', (await request(port, 'GET', '/', undefined, 'reken'))?.status === 200);
      server.kill('SIGTERM');
      await ended(server);
      const kept = stored(join(small, 'data'));
      check('what was acknowledged before and after is there', kept.includes('vorher') && kept.includes('nachher'));
    } finally { execFileSync('umount', [small]); }
  }

  // Databases that are damaged stop nobody else, and are told: file and town in the log, how many in /health.
  const damaged = { '05554004': (path) => truncateSync(path, 40000), '05554008': (path) => writeFileSync(path, ''), '05554012': (path) => writeFileSync(path, 'no data'), '05554020': (path) => rmSync(join(path, '..'), { recursive: true }) };
  for (const [key, harm] of Object.entries(damaged)) harm(join(data, 'authorities', key, 'authority.db'));
  {
    const { server, port } = await start(data);
    let log = '';
    server.stderr.on('data', (chunk) => (log += chunk));
    const health = async () => JSON.parse((await request(port, 'GET', '/health')).text);
    await until('all damaged towns are told', async () => (await health()).authoritiesUnreadable === 4 && (await health()).status === 'degraded' && log.includes('authorities_unreadable'));
    check('a damaged town answers 503, the others work', (await request(port, 'GET', '/', undefined, 'ahaus'))?.status === 503 && (await report(port, 'trotzdem'))?.status === 303);
    check('the log names town and file', Object.keys(damaged).every((key) => log.includes(`${key} opening: `) && (key === '05554020' || log.includes(`authorities/${key}/authority.db`))), log.slice(0, 600));
    check('a file that is missing is not made anew', !existsSync(join(data, 'authorities', '05554020', 'authority.db')));
    server.kill('SIGTERM');
    await ended(server);
  }
} finally { rmSync(folder, { recursive: true, force: true }); }
console.log(`${passed} passed, ${failed} failed`);
process.exit(failed ? 1 : 0);
