// Work lists as a clerk asks for them: over HTTP, signed in, of an office with very many cases.
import { createHash, randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import http from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { free_port, launch, output_of, first_answer, stop } from './processes.mjs';

const views = ['meine', 'neu', 'alle', 'wartend', 'vorlage', 'mitzeichnung', 'ueberfaellig', 'erledigt', 'alle&dienst=dienst-7', 'erledigt&dienst=dienst-7'];

/// Somebody who has signed in; what a program cannot type are the codes of an app.
async function session(folder, kreislauf) {
  await output_of(kreislauf, ['staff', 'add', 'gescher', 'bench', 'Name', '--role', 'clerk', '--office', 'buergerbuero', '--data', folder]);
  const token = randomBytes(32).toString('hex'), at = (ms) => new Date(Date.now() + ms).toISOString().replace(/\.\d+/, '');
  const file = join(folder, 'authorities/05554016/authority.db');
  await output_of('sqlite3', [file, `INSERT INTO staff_sessions (key, kind, holder, csrf, new_totp, browser, created_at, seen_at, expires_at, way)
    SELECT '${createHash('sha256').update(token).digest('hex')}', 'staff', id, '${randomBytes(32).toString('hex')}', '', 'Bench', '${at(0)}', '${at(0)}', '${at(36e5)}', 'bench' FROM staff WHERE login = 'bench'`]);
  return `__Host-kl_verwaltung=${token}`;
}

/// Milliseconds of each answer, and how long they were.
export async function case_pages({ repository, cases, rounds }) {
  const folder = mkdtempSync(join(tmpdir(), 'kreislauf-cases-')), kreislauf = join(repository, 'build/release/kreislauf');
  let server;
  try {
    const file = (name, text) => { const path = join(folder, name); writeFileSync(path, text); return path; };
    await output_of(kreislauf, ['import', 'authorities', file('a.csv', 'key,name,designation,district,population,postal_codes,longitude,latitude,outline,boundary\n05554,Borken,Kreis,,,,,,,\n05554016,Gescher,Stadt,05554,17600,48712,7.00,51.95,,\n'), '--data', folder]);
    await output_of(kreislauf, ['import', 'offices', file('o.csv', 'authority,id,kinds,name,street,postal_code,place,phone,email,website,longitude,latitude,hours,accessibility,note,sample\ngescher,buergerbuero,buergerbuero,Bürgerbüro,Marktplatz 1,48712,Gescher,,bb@gescher.example,,,,Mo 08:00-12:30,,,0\n'), '--data', folder]);
    const cookie = await session(folder, kreislauf);
    await output_of(join(repository, 'build/release/cases_bench'), ['fill', folder, String(cases)], { seconds: 900 });
    const port = await free_port();
    server = launch(kreislauf, ['serve', '--data', folder, '--port', String(port), '--rate-limit', '0', '--without-limits']);
    const host = `gescher.localhost:${port}`;
    await first_answer(server, port, host, '/');
    const agent = new http.Agent({ keepAlive: true, maxSockets: 1 }), took = [];
    const ask = (path) => new Promise((done, fail) => {
      const begun = performance.now();
      http.get({ host: '127.0.0.1', port, path, agent, headers: { host, cookie } }, (answer) => {
        answer.resume();
        answer.on('end', () => (answer.statusCode === 200 ? done(performance.now() - begun) : fail(new Error(`${path}: ${answer.statusCode}`))));
      }).on('error', fail);
    });
    for (let i = 0; i < rounds; i++) for (const view of views) {
      const ms = await ask(`/verwaltung/amt/buergerbuero/faelle?sicht=${view}`);
      if (i > 0) took.push(ms);  // the first of each warms what every later one finds
    }
    took.sort((a, b) => a - b);
    return { median: took[Math.floor(took.length / 2)], p99: took[Math.floor(took.length * 0.99)] };
  } finally {
    if (server) await stop(server);
    rmSync(folder, { recursive: true, force: true });
  }
}
