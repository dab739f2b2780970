// Applications: pages with their answers, and durable sendings of one town and of fifty, on SQLite and on PostgreSQL. The whole portal without
// sockets; what checking a form costs stands in peers/forms.sh.
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { output_of } from './processes.mjs';
import { figure, report } from './table.mjs';

const clients = 64;

export async function applications({ quick, repository }) {
  const program = join(repository, 'build/release/applications_bench');
  if (!existsSync(program)) return [report('applications', 'applications_bench is not built')];
  const run = async (wrap, words, env = {}) => JSON.parse(await output_of(wrap[0] ?? program, [...wrap.slice(1), ...(wrap.length ? [program] : []), ...words], { seconds: 300, env: { ...process.env, ...env } }));
  const pages = await run([], ['pages', quick ? '1' : '4']);
  const count = quick ? '1500' : '6000';
  const one = await run([], ['durable', count, '1', String(clients)]), fifty = await run([], ['durable', count, '50', String(clients)]);
  const postgres = [join(repository, 'tests/support/postgres.sh')], synced = { POSTGRES_FSYNC: 'on' };
  const other = await run(postgres, ['durable', count, '1', String(clients)], synced);
  const fiftyOther = await run(postgres, ['durable', count, '50', String(clients)], synced);
  const about = (got) => `p50 ${got.p50_ms} ms, p99 ${got.p99_ms} ms, CPU ${got.cpu_us} µs each; ${got.saved_pages_per_second} acts/s while drafts were filled in`;
  const written = (got) => `${got.disk_bytes} bytes for ${got.content_bytes}`;
  return [
    figure('page of a form with its saved answers, CPU of the portal without sockets', { most: 60, unit: ' µs', value: pages.page_us, note: `${pages.page_bytes} bytes; the last look ${pages.look_us} µs, saving a page ${pages.save_us} µs with its commit` }),
    figure(`sent applications of one town, ${clients} clients, each commit on the disk (row, ledger, mail, event, answer)`, { least: 1500, unit: '/s', digits: 0, value: one.per_second, note: about(one) }),
    figure('  bytes written to the disk against its content', { most: 12, unit: ' ×', value: one.times_content, note: written(one) }),
    figure(`the same, spread over 50 towns`, { least: 3000, unit: '/s', digits: 0, value: fifty.per_second, note: about(fifty) }),
    figure('  bytes written to the disk against its content', { most: 12, unit: ' ×', value: fifty.times_content, note: `${written(fifty)}: hardly two share a commit` }),
    figure('the same on PostgreSQL, one town', { least: 1500, unit: '/s', digits: 0, value: other.per_second, note: `${about(other)}; log ${written(other)}` }),
    figure('the same on PostgreSQL, 50 towns', { least: 3000, unit: '/s', digits: 0, value: fiftyOther.per_second, note: `${about(fiftyOther)}; log ${written(fiftyOther)}` }),
  ];
}
