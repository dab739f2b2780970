// Work lists of an office with a million cases of a hundred types, for people who see all types, one, ten, forty, or rare ones; on SQLite and on
// PostgreSQL, at the store and over HTTP.
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { output_of } from './processes.mjs';
import { figure, report } from './table.mjs';

function at_the_store(name, got) {
  const { all, one, one_rare, ten, ten_rare, forty } = got, some = [one, one_rare, ten, ten_rare, forty];
  return [
    figure(`any list of ${got.cases} cases, ${name}, p99 of the slowest list, all types`, { most: 5, unit: ' ms', value: all.p99_us / 1000, note: `median of all lists ${all.median_us} µs` }),
    figure('  the same for who sees one type, ten or forty of them, also rare ones', { most: 5, unit: ' ms', value: Math.max(...some.map((who) => who.p99_us)) / 1000, note: `medians: one type ${one.median_us} µs, a rare one ${one_rare.median_us} µs, ten rare ones ${ten_rare.median_us} µs` }),
    figure('  medians, ten types against all', { most: 1.2, unit: ' ×', digits: 2, value: ten.median_us / all.median_us, note: `${ten.median_us} µs; forty types ${(forty.median_us / all.median_us).toFixed(2)} ×; counts up to 100: ${all.count_us} µs, of ten types ${ten.count_us} µs, of forty ${forty.count_us} µs` }),
  ];
}

function over_http(name, { all, some, one }) {
  return [
    figure(`a work list over HTTP, ${name}, p99 of all lists, one client, all types`, { most: 15, unit: ' ms', value: all.p99, note: `median ${all.median.toFixed(1)} ms; a page of 50 cases with its counts` }),
    figure('  the same for who sees one type, or ten', { most: 15, unit: ' ms', value: Math.max(some.p99, one.p99), note: `median ${some.median.toFixed(1)} ms` }),
    figure('  medians, ten types against all', { most: 1.2, unit: ' ×', digits: 2, value: some.median / all.median }),
  ];
}

export async function cases({ quick, repository }) {
  const program = join(repository, 'build/release/cases_bench'), pages = join(repository, 'bench/case_pages.mjs');
  if (!existsSync(program)) return [report('cases', 'cases_bench is not built')];
  const seconds = quick ? 300 : 1800, number = quick ? '200000' : '1000000', env = { ...process.env, POSTGRES_FSYNC: 'off' };
  const run = async (...words) => JSON.parse(await output_of(words[0], words.slice(1), { seconds, env }));
  const postgres = join(repository, 'tests/support/postgres.sh'), rounds = quick ? '100' : '400', asked = quick ? '10' : '50';
  const moves = await run(program, 'moves', quick ? '5000' : '40000', '64');
  return [
    ...at_the_store('SQLite', await run(program, number, rounds)),
    ...at_the_store('PostgreSQL', await run(postgres, program, number, rounds)),
    ...over_http('SQLite', await run(process.execPath, pages, number, asked)),
    ...over_http('PostgreSQL', await run(postgres, process.execPath, pages, number, asked)),
    figure('durable moves of cases, 64 clients, SQLite', { least: 3000, unit: '/s', digits: 0, value: moves.moves_per_second, note: 'state, event, ledger, outbox and answer in one commit' }),
  ];
}
