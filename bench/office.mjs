// A town with one office, served by the program, and clerks who have signed in: what benchmarks of case work ask over HTTP.
import { spawnSync } from 'node:child_process';
import { createHash, randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import http from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { first_answer, free_port, launch, output_of, stop } from './processes.mjs';

const authorities = 'key,name,designation,district,population,postal_codes,longitude,latitude,outline,boundary\n05554,Borken,Kreis,,,,,,,\n05554016,Gescher,Stadt,05554,17600,48712,7.00,51.95,,\n';
const offices = 'authority,id,kinds,name,street,postal_code,place,phone,email,website,longitude,latitude,hours,accessibility,note,sample\ngescher,buergerbuero,buergerbuero,Bürgerbüro,Marktplatz 1,48712,Gescher,,bb@gescher.example,,,,Mo 08:00-12:30,,,0\n';
export const cases_path = '/verwaltung/amt/buergerbuero/faelle';
const town = 'gescher', key = '05554016', service = '99001009004002';

export class Office {
  /// `postgres`: an empty database instead of a folder.
  static async open(repository, { postgres } = {}) {
    const one = new Office();
    one.folder = mkdtempSync(join(tmpdir(), 'kreislauf-office-'));
    one.kreislauf = join(repository, 'build/release/kreislauf');
    one.postgres = postgres;
    one.location = postgres ?? join(one.folder, 'data');
    one.agent = new http.Agent({ keepAlive: true, maxSockets: 64 });
    await one.tool('import', 'authorities', one.file('authorities.csv', authorities));
    await one.tool('import', 'offices', one.file('offices.csv', offices));
    return one;
  }
  file(name, text) {
    const path = join(this.folder, name);
    writeFileSync(path, text);
    return path;
  }
  tool(...words) {
    return output_of(this.kreislauf, [...words, this.postgres ? '--store' : '--data', this.location], { seconds: 120 });
  }
  sql(text) {
    const words = this.postgres ? ['psql', ['-qAt', '-v', 'ON_ERROR_STOP=1', this.postgres, '-c', `SET search_path TO "authority_${key}"`, '-c', text]] : ['sqlite3', ['-cmd', '.timeout 10000', join(this.location, `authorities/${key}/authority.db`), text]];
    const { status, stdout, stderr } = spawnSync(words[0], words[1], { encoding: 'utf8' });
    if (status !== 0) throw new Error(`${words[0]}: ${stderr}`);
    return stdout.trim();
  }

  /// Somebody who has signed in; what a program cannot type are the codes of an app. Of no services: of all.
  async clerk(login, services = []) {
    await this.tool('staff', 'add', town, login, `Name ${login}`, '--role', 'clerk', '--office', 'buergerbuero');
    const token = randomBytes(32).toString('hex'), at = (ms) => new Date(Date.now() + ms).toISOString().replace(/\.\d+/, '');
    this.sql(`INSERT INTO staff_sessions (key, kind, holder, csrf, new_totp, browser, created_at, seen_at, expires_at, way)
      SELECT '${createHash('sha256').update(token).digest('hex')}', 'staff', id, '${randomBytes(32).toString('hex')}', '', 'Bench', '${at(0)}', '${at(0)}', '${at(36e5)}', 'bench' FROM staff WHERE login = '${login}'`);
    for (const one of services) this.sql(`INSERT INTO staff_role_services (staff, role, office, service) SELECT id, 'clerk', 'buergerbuero', '${one}' FROM staff WHERE login = '${login}'`);
    return `__Host-kl_verwaltung=${token}`;
  }
  /// The town takes applications for "Sperrmüll abholen"; `answers` to more questions of the service.
  async take_applications(answers = {}) {
    const lines = Object.entries({ online: 'ja', ...answers }).map(([question, answer]) => `${town},${service},${question},${answer}\n`);
    await this.tool('import', 'answers', this.file('answers.csv', `authority,service,question,answer\n${lines.join('')}`));
    await this.tool('import', 'overrides', this.file('prices.csv', `authority,service,office,fee,note\n${town},${service},,kostenlos,\n`));
  }

  async serve(...words) {
    this.port = await free_port();
    this.child = launch(this.kreislauf, ['serve', this.postgres ? '--store' : '--data', this.location, '--port', String(this.port), '--rate-limit', '0', '--without-limits', ...words]);
    this.host = `${town}.localhost:${this.port}`;
    await first_answer(this.child, this.port, this.host, '/');
  }
  /// `fields`: sent as a form; `type` and `body`: as they are.
  ask(path, { cookie, fields, type, body } = {}) {
    const sent = fields ? new URLSearchParams(fields).toString() : body;
    const headers = { host: this.host, ...(cookie && { cookie }), ...(sent !== undefined && { origin: `http://${this.host}`, 'content-type': type ?? 'application/x-www-form-urlencoded', 'content-length': Buffer.byteLength(sent) }) };
    return new Promise((done, fail) => {
      const begun = performance.now();
      const call = http.request({ host: '127.0.0.1', port: this.port, path, agent: this.agent, headers, method: sent === undefined ? 'GET' : 'POST' }, (answer) => {
        const parts = [];
        answer.on('data', (part) => parts.push(part));
        answer.on('end', () => done({ status: answer.statusCode, location: answer.headers.location?.replace(/^https?:\/\/[^/]+/, ''), text: Buffer.concat(parts).toString(), ms: performance.now() - begun }));
        answer.on('error', fail);
      });
      call.on('error', fail);
      call.end(sent);
    });
  }
  async get(path, cookie) {
    const answer = await this.ask(path, { cookie });
    if (answer.status !== 200) throw new Error(`${path}: ${answer.status}`);
    return answer;
  }
  async send(path, fields, cookie) {
    const answer = await this.ask(path, { cookie, fields: { form: randomBytes(16).toString('hex'), ...fields } });
    if (answer.status !== 303) throw new Error(`${path.replace(/[0-9a-f]{32}/, 'TOKEN')}: ${answer.status}`);
    return answer;
  }
  /// A button on a page of staff.
  async press(path, fields, cookie) {
    const page = await this.get(path, cookie);
    const csrf = /name="csrf" value="([^"]+)"/.exec(page.text)?.[1] ?? '';
    return this.send(path, { csrf, ...fields }, cookie);
  }
  /// An application as somebody fills it in, up to its last look; the address of its pages.
  async draft(number = 0) {
    const begun = await this.send('/antrag/sperrmuell-abholen', {});
    const own = begun.location.slice(0, begun.location.lastIndexOf('/'));
    await this.send(`${own}/adresse`, { 'abholort-strasse': 'Marktplatz', 'abholort-hausnummer': '1', 'abholort-plz': '48712', 'abholort-ort': 'Gescher' });
    await this.send(`${own}/dinge`, { dinge: '1', 'dinge-1-art': 'sofa', 'dinge-1-anzahl': '1', elektro: 'nein' });
    await this.send(`${own}/kontakt`, { 'person-vorname': 'Erika', 'person-nachname': 'Mustermann', 'kontakt-mail': `p${number}@example.org`, 'kontakt-telefon': '' });
    return own;
  }

  async close() {
    if (this.child) await stop(this.child);
    this.agent.destroy();
    rmSync(this.folder, { recursive: true, force: true });
  }
}

/// The middle one, and the one that one in a hundred is above.
export function spread_of(times) {
  const sorted = [...times].sort((a, b) => a - b);
  return { median: sorted[sorted.length >> 1], p99: sorted[Math.floor(sorted.length * 0.99)] };
}
