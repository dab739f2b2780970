// Letters of one page as PDF, all texts different: by our processes, and by a process for each letter in the same run.
import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import { figure, report } from './table.mjs';

export async function documents({ repository, quick }) {
  const letters = quick ? 200 : 1000;
  const bench = join(repository, 'build/release/pdf_bench');
  const got = JSON.parse(execFileSync(bench, [join(repository, 'tests/pdf/samples/letter.json'), String(letters)], { encoding: 'utf8' }));
  const minutes = (10_000 / got.two / 60).toFixed(1);
  return [
    figure('10,000 letters of one page with two processes', { most: 3, unit: ' min', digits: 1, value: Number(minutes), note: `${got.two.toFixed(0)} letters/s; with one process ${got.one.toFixed(0)}/s; ${letters} measured` }),
    figure('first letter, with the start of its process', { most: 0.5, unit: ' s', digits: 2, value: got.first }),
    figure('processor time of a letter against a process for each', { most: 0.5, unit: ' ×', digits: 2, value: got.cpu / got.cpuEach, note: `${got.cpu.toFixed(1)} ms against ${got.cpuEach.toFixed(0)} ms; ${got.each.toFixed(1)} letters/s that way` }),
    report('  memory of a process after its letters', `${got.memory.toFixed(0)} MiB`),
  ];
}
