// Paper there and back: forms of several services, filled in by machine, printed, scanned by simulation (200 dots an inch, tilt, noise, stamps) and read. Shares, not times.
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { figure, report } from './table.mjs';

export async function paper({ repository, quick }) {
  const folder = mkdtempSync(join(tmpdir(), 'kreislauf-paper-bench-'));
  try {
    const out = join(folder, 'figures.json');
    const words = ['tests/paper/run.py', '--binary', join(repository, 'build/release/kreislauf'), '--forms', quick ? '1' : '3', '--json', out];
    // It ends with 1 where a share is too low: that is said here.
    const told = spawnSync('/usr/bin/python3', words, { cwd: repository, encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] }).stdout;
    if (/^skipped/m.test(told)) return [report('paper forms', told.match(/^skipped: (.*)/m)[1])];
    const got = JSON.parse(readFileSync(out));
    const percent = (share) => Number((share * 100).toFixed(2));
    return [
      figure('fields of scanned forms read right', { least: 95, unit: ' %', digits: 2, value: percent(got.right), note: `${got.fields} fields on ${got.pages} pages of ${got.forms} forms; unseen part ${percent(got.unseen_right)} % of ${got.unseen}` }),
      figure('right of those shown as certain', { least: 99, unit: ' %', digits: 2, value: percent(got.certain_right), note: `${got.certain} fields; unseen part ${percent(got.unseen_certain_right)} % of ${got.unseen_certain}` }),
    ];
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
