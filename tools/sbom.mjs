// The list of parts of the finished program, as CycloneDX 1.5: what it links, what is compiled into it, what travels inside it as styles, fonts and scripts.
//
//   node tools/sbom.mjs PROGRAM FILE      writes the list
//   node tools/sbom.mjs PROGRAM --check   is every library in it? which parts wait for an update of Debian?
import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { readFileSync, writeFileSync } from 'node:fs';

const [program, target] = process.argv.slice(2);
const run = (...words) => execFileSync(words[0], words.slice(1), { encoding: 'utf8', maxBuffer: 1 << 26, stdio: ['ignore', 'pipe', 'ignore'] });

// Compiled into the program: an update of the machine does not mend them, a new build does.
const compiled = ['libboost1.81-dev', 'libboost-json1.81-dev', 'libfmt-dev', 'libcli11-dev', 'libexpected-dev', 'libtomlplusplus-dev', 'libhowardhinnant-date-dev', 'libstdc++-12-dev', 'libprotozero-dev', 'fonts-noto-core', 'mythes-de'];

const installed = (packages) => run('dpkg-query', '-W', '-f=${Package} ${Architecture} ${Version} ${source:Package}\n', ...packages).trim().split('\n').map((line) => line.split(' '));
const part = (how) => ([name, architecture, version, source]) => ({
  type: 'library', name, version, purl: `pkg:deb/debian/${name}@${encodeURIComponent(version)}?arch=${architecture}&distro=debian-12`,
  'bom-ref': `deb:${name}`, properties: [{ name: 'kreislauf:how', value: how }, { name: 'kreislauf:source', value: source }],
});

/** Libraries that the loader finds: path by name. */
const libraries = [...run('ldd', program).matchAll(/=> (\/\S+)/g)].map(([, path]) => path);
const owner = (path) => {
  for (const name of [path, path.replace(/^\/usr/, ''), path.replace(/^(?!\/usr)/, '/usr')]) {
    try { return run('dpkg-query', '-S', name).split(':')[0]; } catch { /* the other spelling of a merged /usr */ }
  }
};
const owners = new Map(libraries.map((path) => [path, owner(path)]));
const linked = installed([...new Set([...owners.values()].filter(Boolean))].sort()).map(part('linked'));
const inside = installed(compiled.sort()).map(part('compiled in'));

// Of npm only what ends in the browser; what builds it is no part.
const lock = JSON.parse(readFileSync('web/package-lock.json', 'utf8'));
const travelling = Object.entries(lock.packages).filter(([path, entry]) => path && !entry.dev && !entry.optional).map(([path, entry]) => {
  const name = path.replace(/^.*node_modules\//, '');
  return { type: 'library', name, version: entry.version, purl: `pkg:npm/${name.replace('@', '%40')}@${entry.version}`, 'bom-ref': `npm:${name}`, licenses: entry.license ? [{ license: { name: entry.license } }] : [], properties: [{ name: 'kreislauf:how', value: 'styles, fonts, scripts and data' }] };
});

// Of PyPI what makes documents, in a process of its own (src/platform/pdf/requirements.txt), and the fonts cut from a package of Debian.
const beside = [...readFileSync('src/platform/pdf/requirements.txt', 'utf8').matchAll(/^([\w-]+)==(\S+)/gm)].map(([, name, number]) => ({
  type: 'library', name, version: number, purl: `pkg:pypi/${name}@${number}`, 'bom-ref': `pypi:${name}`, licenses: [{ license: { name: 'Apache-2.0' } }], properties: [{ name: 'kreislauf:how', value: 'beside the program, for PDF documents' }],
}));

const version = /VERSION (\d+\.\d+\.\d+)/.exec(readFileSync('CMakeLists.txt', 'utf8'))[1];
const components = [...linked, ...inside, ...travelling, ...beside];
const digest = createHash('sha256').update(readFileSync(program)).digest('hex');
const id = createHash('sha256').update(JSON.stringify(components) + digest).digest('hex');
const bom = {
  bomFormat: 'CycloneDX', specVersion: '1.5', version: 1,
  serialNumber: `urn:uuid:${id.slice(0, 8)}-${id.slice(8, 12)}-4${id.slice(13, 16)}-a${id.slice(17, 20)}-${id.slice(20, 32)}`,
  metadata: { component: { type: 'application', name: 'kreislauf', version, 'bom-ref': 'kreislauf', hashes: [{ alg: 'SHA-256', content: digest }] } },
  components, dependencies: [{ ref: 'kreislauf', dependsOn: components.map((one) => one['bom-ref']) }],
};

if (target !== '--check') {
  writeFileSync(target, `${JSON.stringify(bom, null, 1)}\n`);
  console.log(`${components.length} parts: ${linked.length} linked, ${inside.length} compiled in, ${travelling.length} travelling inside, ${beside.length} beside it`);
} else {
  const checks = [];
  for (const [path, name] of owners) checks.push([`${path} belongs to a part`, name !== undefined]);
  checks.push(['each part stands there once', new Set(components.map((one) => one['bom-ref'])).size === components.length]);
  checks.push(['each part has a version', components.every((one) => one.version)]);
  checks.push(['styles and fonts are in it', travelling.length > 5]);
  // What Debian has mended and this machine has not: told, with who must act. Known only as far as its lists are fresh.
  const known = run('apt-cache', 'policy', ...[...linked, ...inside].map((one) => one.name));
  const waiting = known.split(/^(?=\S)/m).filter((text) => { const [, now] = /Installed: (\S+)/.exec(text) ?? []; const [, next] = /Candidate: (\S+)/.exec(text) ?? []; return now && next && now !== next; }).map((text) => text.split(':')[0]);
  for (const name of waiting) console.log(`waits for an update of Debian: ${name} (${compiled.includes(name) ? 'build again after it' : 'start again after it'})`);
  for (const [what, fine] of checks) if (!fine) console.log(`FAIL ${what}`);
  const failed = checks.filter(([, fine]) => !fine).length;
  console.log(`${checks.length - failed} passed, ${failed} failed`);
  process.exitCode = failed > 0 ? 1 : 0;
}
