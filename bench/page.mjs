// One service page without compression: Kreislauf, nginx with the same bytes as a file, and Fastify rendering them,
// in turn, so that whatever disturbs the machine disturbs all of them.
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { fetch_raw } from './http.mjs';
import { cpu_microseconds, first_answer, free_port, launch, output_of, serve, stop } from './processes.mjs';
import { figure, median, report, spread } from './table.mjs';
import { share_from_api, template_of } from './fastify/template.mjs';

const path = '/dienste/hund-anmelden';

async function start_nginx({ folder, repository }, body) {
  const port = await free_port();
  const place = join(folder, 'nginx');
  mkdirSync(join(place, 'www/dienste'), { recursive: true, mode: 0o755 });
  writeFileSync(join(place, 'www', path), body);
  const user = process.getuid() === 0 ? 'user root;\n' : '';
  writeFileSync(join(place, 'nginx.conf'), user + readFileSync(join(repository, 'bench/nginx.conf'), 'utf8').replaceAll('FOLDER', place).replaceAll('PORT', String(port)));
  const program = existsSync('/usr/sbin/nginx') ? '/usr/sbin/nginx' : 'nginx';
  const child = launch(program, ['-p', place, '-c', join(place, 'nginx.conf'), '-e', join(place, 'nginx-error.log')]);
  await first_answer(child, port, 'localhost', path);
  return { name: 'nginx', child, port };
}

async function prepare_fastify({ folder, repository }, server, { body, headers }) {
  const api = async (at) => JSON.parse((await fetch_raw(server.port, server.host, at)).body);
  const service = await api('/api/v1/services/hund-anmelden');
  const answers = [service, await api(`/api/v1/authorities/${service.responsible.authority}`), await api('/api/v1/offices')];
  const place = join(folder, 'fastify');
  mkdirSync(place);
  const { source, data } = template_of(body.toString());
  writeFileSync(join(place, 'page.mjs'), source);
  writeFileSync(join(place, 'data.json'), JSON.stringify(data));
  const own = ['date', 'content-length', 'connection', 'keep-alive', 'transfer-encoding'];
  writeFileSync(join(place, 'headers.json'), JSON.stringify(Object.fromEntries(Object.entries(headers).filter(([name]) => !own.includes(name)))));
  const { page } = await import(pathToFileURL(join(place, 'page.mjs')));
  if (page(JSON.parse(JSON.stringify(data))) !== body.toString()) throw new Error('the page of the Fastify peer is not the same');
  return { place, program: join(repository, 'bench/fastify/server.mjs'), share: share_from_api(data, answers) };
}

async function start_fastify({ place, program }, processes) {
  const port = await free_port();
  const child = launch(process.execPath, [program, String(port), String(processes), place], { env: { ...process.env, NODE_ENV: 'production' } });
  await first_answer(child, port, 'localhost', path);
  return { name: `Fastify, ${processes} process${processes > 1 ? 'es' : ''}`, child, port };
}

/// Requests a second, and microseconds of CPU for each request.
async function load(server, host, seconds, headers = []) {
  const before = cpu_microseconds(server.child.pid);
  const text = await output_of('wrk', ['-t1', '-c64', `-d${seconds}s`, '--latency', '-H', `Host: ${host}`, ...headers, `http://127.0.0.1:${server.port}${path}`], { seconds: seconds + 20 });
  const used = cpu_microseconds(server.child.pid) - before;
  const [, connect, read, write, late = 0] = (/connect (\d+), read (\d+), write (\d+), timeout (\d+)/.exec(text) ?? []).map(Number);
  if (/Non-2xx/.test(text) || connect || read || write) throw new Error(`${server.name}: ${/(Non-2xx|Socket errors).*/.exec(text)[0]}`);
  const requests = Number(/(\d+) requests in/.exec(text)[1]);
  return { speed: Number(/Requests\/sec:\s+([\d.]+)/.exec(text)[1]), cpu: used / requests, late, p99: /99%\s+(\S+)/.exec(text)?.[1] };
}

export async function page(bench) {
  const { quick } = bench;
  const ours = { name: 'Kreislauf', ...await serve(bench) };
  const fetched = await fetch_raw(ours.port, ours.host, path);
  const servers = [ours, await start_nginx(bench, fetched.body)];
  let peer;
  if (existsSync(join(bench.repository, 'bench/node_modules/fastify'))) {
    peer = await prepare_fastify(bench, ours, fetched);
    servers.push(await start_fastify(peer, 1), await start_fastify(peer, 2));
  }
  for (const server of servers) {
    const { body } = await fetch_raw(server.port, ours.host, path);
    if (!body.equals(fetched.body)) throw new Error(`${server.name} answers other bytes`);
  }
  const runs = servers.map(() => []);
  for (const server of servers) await load(server, ours.host, quick ? 2 : 4); // warm: V8 needs a while to compile what it runs often
  for (let round = 0; round < (quick ? 3 : 5); round++) {
    for (let i = 0; i < servers.length; i++) {
      const turn = (i + round) % servers.length;
      runs[turn].push(await load(servers[turn], ours.host, quick ? 2 : 6));
    }
  }
  const packed = await load(ours, ours.host, quick ? 2 : 4, ['-H', 'Accept-Encoding: gzip, deflate, br']);
  const unchanged = (await fetch_raw(ours.port, ours.host, path)).body.equals(fetched.body);
  for (const server of servers) await stop(server.child);
  return rows(runs, { servers, bytes: fetched.body.length, wire: fetched.wire, packed, unchanged, share: peer?.share });
}

/// wrk counts an answer that takes longer than two seconds as a timeout.
function late(run) {
  const count = run.reduce((sum, one) => sum + one.late, 0);
  return count ? `, ${count} answers later than 2 s` : '';
}

function rows(runs, { servers, bytes, wire, packed, unchanged, share }) {
  const speeds = runs.map((run) => run.map((r) => r.speed));
  const cpus = runs.map((run) => run.map((r) => r.cpu));
  // Each round is its own comparison; the median of their ratios stands.
  const against = (other) => speeds[0].map((speed, round) => speed / speeds[other][round]);
  const cpu_against = (other) => `CPU ${(median(cpus[other]) / median(cpus[0])).toFixed(1)} × ours`;
  const ratio = (what, other, least) => figure(what, { least, unit: ' ×', digits: 2, value: median(against(other)), note: `rounds ${spread(against(other), 2)}; ${cpu_against(other)}` });
  const out = [
    ratio(`service page (${bytes} bytes, rendered each time, 64 connections) against nginx with the same bytes as a file`, 1, 0.45),
    ...(servers[2] ? [ratio('service page against Fastify rendering it, 1 process', 2, 5), ratio('service page against Fastify rendering it, 2 processes', 3, 5)] : [report('service page against Fastify', 'Fastify is not installed')]),
    figure('CPU for one service page', { most: 60, unit: ' µs', value: median(cpus[0]), note: `rounds ${spread(cpus[0])}; with gzip ${packed.cpu.toFixed(0)} µs, ${Math.round(packed.speed)}/s` }),
  ];
  servers.forEach((server, i) => out.push(report(`  ${server.name}`, `${Math.round(median(speeds[i]))} pages/s (${spread(speeds[i])}), CPU ${median(cpus[i]).toFixed(1)} µs a page, p99 ${runs[i].at(-1).p99}${late(runs[i])}`)));
  if (share !== undefined) out.push(report('  the peer', `one template literal made from the page, ${Math.round(share * 100)} % of its text from the API, same ${bytes} bytes${unchanged ? '' : '; our page changed with the hour during the run'}; same headers; nginx sends fewer (ours ${wire - bytes} bytes)`));
  return out;
}
