// Further comparisons live in bench/peers/*.sh. Each gets the build folder and the seconds it may take, and prints rows
//   what | figure demanded | measured | verdict
// on its standard output; other lines are ignored.
import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { output_of } from './processes.mjs';
import { report } from './table.mjs';

export async function peers({ repository, quick, say }) {
  const folder = join(repository, 'bench/peers');
  if (!existsSync(folder)) return [];
  const rows = [];
  for (const name of readdirSync(folder).filter((file) => file.endsWith('.sh')).sort()) {
    say(`peers/${name}`);
    const seconds = quick ? 30 : 120;
    try {
      const text = await output_of('bash', [join(folder, name), join(repository, 'build/release'), String(quick ? 1 : 3)], { seconds, cwd: repository });
      for (const line of text.split('\n')) {
        const cells = line.split('|').map((cell) => cell.trim());
        if (cells.length === 4) rows.push({ what: cells[0], demanded: cells[1], measured: cells[2], verdict: cells[3] });
      }
    } catch (error) {
      rows.push(report(`peers/${name}`, `could not be measured: ${error.message.slice(0, 200)}`));
    }
  }
  return rows;
}
