// What a map costs: reading an OpenStreetMap extract, storing its tiles, drawing pictures of its neighbourhoods.
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { output_of } from './processes.mjs';
import { figure, report } from './table.mjs';

export async function map({ repository }) {
  const program = join(repository, 'build/release/map_bench');
  if (!existsSync(program)) return [report('map', 'map_bench is not built')];
  const extract = join(process.env.KREISLAUF_SHARED ?? join(repository, '../shared'), 'data/osm/herrenberg-and-around.osm.pbf');
  if (!existsSync(extract)) return [report('map', 'no extract is beside this checkout')];
  const [read, drawn] = (await output_of(program, [extract], { cwd: repository })).trim().split('\n').map((line) => JSON.parse(line));
  return [
    figure('map: an extract of 3.2 MB is read and cut into tiles', { most: 2, unit: ' s', digits: 2, value: read.seconds, note: `computing ${read.computed_s} s; ${read.nodes.toLocaleString('en')} nodes, ${read.shapes.toLocaleString('en')} shapes` }),
    figure('map: memory for that', { most: 200, unit: ' MiB', digits: 0, value: read.peak_mib, note: `${read.bytes_a_node} B a node` }),
    report('map: stored', `${read.whole_kib_a_km2} KiB a km²`, `${read.tiles} tiles, ${read.stored_kib} KiB`),
    figure('map: a picture is drawn, p50', { most: 5, unit: ' ms', digits: 2, value: drawn.ms_p50, note: `computing, from the packed tiles; p90 ${drawn.ms_p90} ms, ${drawn.pictures} neighbourhoods` }),
    figure('map: its size, gzip as sent, p50', { most: 8, unit: ' KiB', digits: 1, value: drawn.kib_p50, note: `p90 ${drawn.kib_p90}, most ${drawn.kib_most} KiB` }),
  ];
}
