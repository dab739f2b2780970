// Describes the machine and the programs, without dates, so that two results can be compared by eye.
import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { cpus, loadavg, release, totalmem } from 'node:os';
import { join } from 'node:path';

export const load_now = () => loadavg()[0];

const first_line = (command, words) => {
  try {
    return execFileSync(command, words, { encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe'] }).trim().split('\n')[0];
  } catch { return ''; }
};

function version_of(repository, name) {
  try {
    return `${name} ${JSON.parse(readFileSync(join(repository, 'bench/node_modules', name, 'package.json'), 'utf8')).version}`;
  } catch { return `${name} missing`; }
}

function nginx_version() {
  try { return /nginx version: (.*)/.exec(execFileSync('/bin/sh', ['-c', 'nginx -v 2>&1 || /usr/sbin/nginx -v 2>&1'], { encoding: 'utf8' }))?.[1] ?? 'nginx missing'; } catch { return 'nginx missing'; }
}

export function machine({ repository, program }, { quick, before }) {
  const system = /PRETTY_NAME="(.*)"/.exec(readFileSync('/etc/os-release', 'utf8'))?.[1] ?? 'Linux';
  const wrk = first_line('dpkg-query', ['-W', '-f', '${Version}', 'wrk']);
  return [
    `Machine: ${cpus().length} cores (${cpus()[0].model.trim()}), ${Math.round(totalmem() / 2 ** 30)} GiB memory, Linux ${release()}, ${system}.`,
    `Programs: ${first_line(program, ['version'])}; ${nginx_version()}; wrk ${wrk}; Node ${process.versions.node}; ${version_of(repository, 'fastify')}; ${version_of(repository, 'lighthouse')}; ${first_line('sh', ['-c', 'chromium --version 2>/dev/null']) || 'chromium missing'}.`,
    `Run: ${quick ? 'quick (rough figures)' : 'full'}; load average before it ${before.toFixed(1)}${before > 0.5 ? ', so other work disturbed it: read ratios and CPU times, not absolute speed' : ''}. Load generators and servers share the cores, all on loopback.`,
  ];
}
