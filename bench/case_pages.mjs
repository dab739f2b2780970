// Work lists as clerks ask for them: over HTTP, signed in, of an office with very many cases. In turns as somebody who sees all services and as somebody
// who sees ten of a hundred, so that what disturbs the machine disturbs both.
//   node bench/case_pages.mjs CASES ROUNDS      prints one line of JSON; on $KREISLAUF_TEST_POSTGRES, or in a folder
import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import { cases_path, Office, spread_of } from './office.mjs';
import { output_of } from './processes.mjs';

const views = ['meine', 'neu', 'alle', 'wartend', 'vorlage', 'mitzeichnung', 'ueberfaellig', 'erledigt', 'alle&dienst=dienst-13', 'erledigt&dienst=dienst-13'];
const some = Array.from({ length: 10 }, (_, i) => `dienst-${i * 10 + 3}`);

async function case_pages(repository, cases, rounds) {
  const server = process.env.KREISLAUF_TEST_POSTGRES;
  if (server) execFileSync('psql', ['-q', `${server}/postgres`, '-c', 'CREATE DATABASE bench']);
  const office = await Office.open(repository, { postgres: server && `${server}/bench` });
  try {
    const who = { all: await office.clerk('alle'), some: await office.clerk('manche', some), one: await office.clerk('eine', ['dienst-7']) };
    await output_of(join(repository, 'build/release/cases_bench'), ['fill', office.location, String(cases)], { seconds: 1800 });
    await office.serve();
    const took = { all: [], some: [], one: [] };
    for (let i = 0; i < rounds; i++) for (const view of views) for (const [name, cookie] of Object.entries(who)) {
      const { ms } = await office.get(`${cases_path}?sicht=${view}`, cookie);
      if (i > 0) took[name].push(ms);  // the first of each warms what every later one finds
    }
    return Object.fromEntries(Object.entries(took).map(([name, times]) => [name, spread_of(times)]));
  } finally {
    await office.close();
  }
}

const [cases, rounds] = process.argv.slice(2).map(Number);
console.log(JSON.stringify(await case_pages(join(import.meta.dirname ?? new URL('.', import.meta.url).pathname, '..'), cases, rounds)));
