// Search at the engine (its own program, no network) and over HTTP with the everyday questions of tests/search.
import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { latency } from './client.mjs';
import { output_of, serve, stop } from './processes.mjs';
import { figure, median, report, spread } from './table.mjs';

/// First cells of the check files.
function everyday_questions(repository) {
  const folder = join(repository, 'tests/search');
  return readdirSync(folder).filter((name) => name.endsWith('.csv')).sort()
    .flatMap((name) => readFileSync(join(folder, name), 'utf8').trim().split('\n').slice(1))
    .map((line) => (/^"((?:[^"]|"")*)"/.exec(line)?.[1].replaceAll('""', '"') ?? line.split(',')[0]));
}

async function at_the_engine({ repository }) {
  const program = join(repository, 'build/release/search_bench');
  if (!existsSync(program)) return [report('search at the engine', 'search_bench is not built')];
  const env = { ...process.env, KREISLAUF_SHARED: process.env.KREISLAUF_SHARED ?? join(repository, '../shared') };
  const text = await output_of(program, ['--packages', join(repository, 'services')], { env, cwd: repository });
  const p = (label, quantile) => Number(new RegExp(`^${label}\\s+.*?${quantile} ([\\d.]+) ms`, 'm').exec(text)?.[1] ?? NaN);
  // The line below each label holds the time the thread itself computed, whoever else used the machine.
  const computed = (label) => Number(new RegExp(`^${label}\\s.*\\n\\s+computing.*?p99 ([\\d.]+) ms`, 'm').exec(text)?.[1] ?? NaN);
  const documents = /documents\s+(\d+)/.exec(text)?.[1];
  return [
    figure('search at the engine, p99', { most: 1, unit: ' ms', digits: 3, value: p('query', 'p99'), note: `p50 ${p('query', 'p50')} ms, computing p99 ${computed('query')} ms; ${documents} services, 2,000 mixed questions` }),
    figure('suggestions at the engine, p99', { most: 1, unit: ' ms', digits: 3, value: p('suggest', 'p99'), note: `p50 ${p('suggest', 'p50')} ms, computing p99 ${computed('suggest')} ms` }),
    report('hostile questions at the engine, p99', `${p('hostile', 'p99')} ms`),
  ];
}

async function over_http(bench) {
  const server = await serve(bench);
  const questions = everyday_questions(bench.repository);
  const targets = questions.map((question) => `/api/v1/services?q=${encodeURIComponent(question)}`);
  await latency(bench, server, targets, ['closed', 4, questions.length]); // warm
  const rounds = [];
  for (let round = 0; round < (bench.quick ? 1 : 3); round++) rounds.push(await latency(bench, server, targets, ['closed', 4, 5000]));
  await stop(server.child);
  const p99 = rounds.map((round) => round.p99);
  return [figure('search over HTTP, p99', { most: 3, unit: ' ms', digits: 2, value: median(p99), note: `p50 ${median(rounds.map((round) => round.p50)).toFixed(2)} ms; 4 connections, 5,000 of ${questions.length} everyday questions a round, p99 of rounds ${spread(p99, 2)}` })];
}

export async function search(bench) {
  return [...await at_the_engine(bench), ...await over_http(bench)];
}
