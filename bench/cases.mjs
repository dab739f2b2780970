// Work lists of an office with a million cases of a hundred types, for somebody who sees all types, one, or ten of them; on SQLite and on PostgreSQL.
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { case_pages } from './case_pages.mjs';
import { output_of } from './processes.mjs';
import { figure, report } from './table.mjs';

export async function cases({ quick, repository }) {
  const program = join(repository, 'build/release/cases_bench');
  if (!existsSync(program)) return [report('cases', 'cases_bench is not built')];
  const words = quick ? ['200000', '100'] : ['1000000', '400'];
  const seconds = quick ? 300 : 1800;
  const sqlite = JSON.parse(await output_of(program, words, { seconds }));
  const postgres = JSON.parse(await output_of(join(repository, 'tests/support/postgres.sh'), [program, ...words], { seconds, env: { ...process.env, POSTGRES_FSYNC: 'off' } }));
  const rows = (name, got) => [
    figure(`any list of ${got.cases} cases, ${name}, p99 of the slowest list, all types`, { most: 5, unit: ' ms', value: got.p99_all_us / 1000, note: `median of all lists ${got.median_all_us} µs` }),
    figure('  the same for who sees one type, or ten', { most: 5, unit: ' ms', value: got.p99_restricted_us / 1000, note: `median of all lists, ten types ${got.median_restricted_us} µs` }),
    figure('  medians, ten types against all', { most: 1.2, unit: ' ×', value: got.median_restricted_us / got.median_all_us }),
  ];
  const pages = await case_pages({ repository, cases: quick ? 100_000 : 1_000_000, rounds: quick ? 20 : 100 });
  const moves = JSON.parse(await output_of(program, ['moves', quick ? '5000' : '40000', '64'], { seconds }));
  return [
    ...rows('SQLite', sqlite),
    ...rows('PostgreSQL', postgres),
    figure('a work list over HTTP, p99 of all lists, one client, SQLite', { most: 15, unit: ' ms', value: pages.p99, note: `median ${pages.median.toFixed(1)} ms; a page of 50 cases with its counts` }),
    figure('durable moves of cases, 64 clients, SQLite', { least: 3000, unit: '/s', value: moves.moves_per_second, note: 'state, event, ledger, outbox and answer in one commit' }),
  ];
}
