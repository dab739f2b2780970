// What a first visit to a service page costs: bytes on the wire as a browser asks for them, and Lighthouse's marks.
import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fetch_raw } from './http.mjs';
import { output_of, serve, stop } from './processes.mjs';
import { figure, median, report } from './table.mjs';

const path = '/dienste/hund-anmelden';
const browser = { 'Accept-Encoding': 'gzip, deflate, br, zstd', 'User-Agent': 'Mozilla/5.0' };
const categories = ['performance', 'accessibility', 'best-practices', 'seo'];

/// Addresses on this site that the page itself makes a browser fetch.
function parts_of(html) {
  const found = new Set();
  for (const [tag] of html.matchAll(/<(?:link|script|img|use)\b[^>]*>/g)) {
    const address = /\b(?:href|src)="([^"#]*)/.exec(tag)?.[1];
    if (!address?.startsWith('/')) continue;
    if (!tag.startsWith('<link') || /rel="(?:stylesheet|preload|modulepreload|icon|manifest)"/.test(tag)) found.add(address);
  }
  return found;
}

async function count_bytes(server, also) {
  const page = await fetch_raw(server.port, server.host, path, browser);
  const plain = await fetch_raw(server.port, server.host, path);
  const parts = parts_of(plain.body.toString());
  for (const address of also) parts.add(address);
  parts.delete(path);
  const sums = { page: page.wire, styles: 0, scripts: 0, fonts: 0, images: 0, other: 0 };
  for (const address of parts) {
    const answer = await fetch_raw(server.port, server.host, address, browser);
    if (answer.status !== 200) throw new Error(`${address} answered ${answer.status}`);
    const type = answer.headers['content-type'];
    const kind = /css/.test(type) ? 'styles' : /javascript/.test(type) ? 'scripts' : /font/.test(type) ? 'fonts' : /image/.test(type) ? 'images' : 'other';
    sums[kind] += answer.wire;
  }
  return { sums, requests: parts.size + 1, total: Object.values(sums).reduce((a, b) => a + b) };
}

function chromium() {
  try { return execFileSync('sh', ['-c', 'command -v chromium'], { encoding: 'utf8' }).trim(); } catch { return ''; }
}

async function judge({ repository, folder }, server, round) {
  const file = join(folder, `lighthouse-${round}.json`);
  const flags = ['--headless=new', '--no-sandbox', '--disable-background-networking', '--disable-component-update', '--disable-sync', '--no-first-run',
    '--disable-dev-shm-usage', '--host-resolver-rules="MAP * ~NOTFOUND, EXCLUDE localhost, EXCLUDE *.localhost"'];
  await output_of(process.execPath, [join(repository, 'bench/node_modules/lighthouse/cli/index.js'), `http://${server.host}${path}`, '--quiet', '--output=json', `--output-path=${file}`,
    `--only-categories=${categories}`, `--chrome-flags=${flags.join(' ')}`], { seconds: 90, env: { ...process.env, CHROME_PATH: chromium(), TMPDIR: folder } });
  return JSON.parse(readFileSync(file, 'utf8'));
}

function marks(results) {
  const of = (name) => Math.round(median(results.map((result) => result.categories[name].score)) * 100);
  const all = categories.map(of);
  const last = results.at(-1);
  const lost = categories.flatMap((name) => last.categories[name].auditRefs).filter(({ id, weight }) => weight > 0 && last.audits[id].score !== null && last.audits[id].score < 0.9).map(({ id }) => id);
  const metric = (id) => last.audits[id].displayValue;
  return [
    figure('Lighthouse, mobile, the lowest of four marks', { least: 98, digits: 0, value: Math.min(...all), note: categories.map((name, i) => `${name} ${all[i]}`).join(', ') }),
    report('  first and largest paint, blocking, shift', [metric('first-contentful-paint'), metric('largest-contentful-paint'), metric('total-blocking-time'), metric('cumulative-layout-shift')].join(', '), lost.length ? `below 90: ${[...new Set(lost)].join(', ')}` : ''),
  ];
}

async function lighthouse(bench, server) {
  if (!existsSync(join(bench.repository, 'bench/node_modules/lighthouse'))) return { rows: [report('Lighthouse', 'is not installed')], fetched: [] };
  if (!chromium()) return { rows: [report('Lighthouse', 'chromium is not installed')], fetched: [] };
  const results = [];
  for (let round = 0; round < (bench.quick ? 1 : 3); round++) results.push(await judge(bench, server, round));
  const site = `http://${server.host}`;
  const fetched = results.flatMap((result) => result.audits['network-requests'].details.items.map(({ url }) => url).filter((url) => url.startsWith(site)).map((url) => new URL(url).pathname));
  return { rows: marks(results), fetched };
}

export async function visit(bench) {
  const server = await serve(bench);
  let seen;
  try {
    seen = await lighthouse(bench, server);
  } catch (error) {
    seen = { rows: [report('Lighthouse', `could not be run: ${error.message.slice(0, 160)}`)], fetched: [] };
  }
  const { sums, requests, total } = await count_bytes(server, seen.fetched);
  await stop(server.child);
  const kib = (bytes) => bytes / 1024;
  return [
    figure('first visit to a service page, all bytes with headers', { most: 80, unit: ' KiB', value: kib(total), note: `${requests} requests: ${Object.entries(sums).filter(([, bytes]) => bytes).map(([kind, bytes]) => `${kind} ${kib(bytes).toFixed(1)}`).join(', ')}` }),
    figure('JavaScript of it', { most: 10, unit: ' KiB', value: kib(sums.scripts) }),
    ...seen.rows,
  ];
}
