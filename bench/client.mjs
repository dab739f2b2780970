// The three load programs in bench/client, built once for each run.
import { execFileSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { output_of } from './processes.mjs';

export function build_clients({ repository, folder }) {
  const built = {};
  for (const name of ['latency', 'crowd', 'overload']) {
    built[name] = join(folder, name);
    execFileSync('g++', ['-std=c++20', '-O2', '-o', built[name], join(repository, 'bench/client', `${name}.cc`)]);
  }
  return built;
}

/// Milliseconds at the quantiles; `how` is ['closed', connections, requests] or ['open', rate, seconds].
export async function latency({ clients, folder }, server, targets, how) {
  const file = join(folder, 'targets');
  writeFileSync(file, targets.join('\n') + '\n');
  const measured = JSON.parse(await output_of(clients.latency, [String(server.port), server.host, file, ...how.map(String)], { seconds: 120 }));
  if (measured.failures) throw new Error(`${measured.failures} of ${measured.requests} requests failed`);
  return measured;
}
