// Measures one figure after the other and writes the table. See bench/run for how to call it.
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { build_clients } from './client.mjs';
import { prepare_data } from './data.mjs';
import { machine, load_now } from './machine.mjs';
import { stop_all } from './processes.mjs';
import { report, as_text, as_markdown } from './table.mjs';
import { start } from './start.mjs';
import { page } from './page.mjs';
import { search } from './search.mjs';
import { visit } from './visit.mjs';
import { crowd } from './crowd.mjs';
import { hostile } from './hostile.mjs';
import { overload } from './overload.mjs';
import { peers } from './peers.mjs';
import { appointments } from './appointments.mjs';
import { applications } from './applications.mjs';
import { cases } from './cases.mjs';
import { case_work } from './case_work.mjs';
import { request_tracker } from './request_tracker.mjs';
import { documents } from './documents.mjs';
import { paper } from './paper.mjs';
import { map } from './map.mjs';

const sections = { start, page, search, map, visit, crowd, hostile, overload, appointments, applications, cases, 'case-work': case_work, 'request-tracker': request_tracker, documents, paper, peers };

function options(words) {
  const value = (name) => { const at = words.indexOf(name); return at < 0 ? undefined : words[at + 1]; };
  const only = value('--only')?.split(',') ?? Object.keys(sections);
  const unknown = only.filter((name) => !sections[name]);
  if (words.includes('--help') || unknown.length) {
    console.error(`usage: bench/run [--quick] [--data DIR] [--program FILE] [--before FILE] [--only ${Object.keys(sections).join(',')}]`);
    process.exit(unknown.length ? 2 : 0);
  }
  return { quick: words.includes('--quick'), data: value('--data'), program: value('--program'), before: value('--before'), only };
}

async function main() {
  const { quick, data, program, before, only } = options(process.argv.slice(2));
  const repository = join(import.meta.dirname ?? new URL('.', import.meta.url).pathname, '..');
  const folder = mkdtempSync(join(tmpdir(), 'kreislauf-bench-'));
  const begun = Date.now();
  const say = (text) => console.error(`[${String(Math.round((Date.now() - begun) / 1000)).padStart(3)} s] ${text}`);
  process.on('exit', () => { stop_all(); rmSync(folder, { recursive: true, force: true }); });
  for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, () => process.exit(1));

  const bench = { quick, folder, repository, say, before, program: program ?? join(repository, 'build/release/kreislauf') };
  bench.data = prepare_data(bench, data);
  bench.clients = build_clients(bench);
  const load = load_now();
  const rows = [];
  for (const name of only) {
    say(name);
    try {
      rows.push(...await sections[name](bench));
    } catch (error) {
      rows.push(report(name, '', `could not be measured: ${error.message}`));
      console.error(error);
    }
    stop_all();
  }
  const about = machine(bench, { quick, before: load });
  console.log(as_text(rows));
  console.log(about.join('\n'));
  if (!program && only.length === Object.keys(sections).length) writeFileSync(join(repository, 'bench/results.md'), as_markdown(rows, about));
  say('done');
  process.exit(rows.some((row) => row.verdict === 'missed') ? 1 : 0);
}

await main();
