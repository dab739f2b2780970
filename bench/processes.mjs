// Starts programs, watches what they use, and ends them by their own pid.
import { spawn } from 'node:child_process';
import { readFileSync, readdirSync } from 'node:fs';
import { createServer } from 'node:net';
import { setTimeout as pause } from 'node:timers/promises';
import { fetch_raw } from './http.mjs';

const running = new Set();

export function stop_all() {
  for (const child of running) child.kill('SIGTERM');
}

export function launch(command, words, options = {}) {
  const child = spawn(command, words, { stdio: ['ignore', 'ignore', 'pipe'], ...options });
  running.add(child);
  let errors = '';
  child.stderr?.on('data', (data) => { errors = (errors + data).slice(-2000); });
  child.errors = () => errors;
  child.over = new Promise((done) => child.on('close', (code) => { running.delete(child); done(code); }));
  child.on('error', (error) => { errors += error.message; });
  return child;
}

export async function stop(child) {
  child.kill('SIGTERM');
  const hard = setTimeout(() => child.kill('SIGKILL'), 5000);
  await child.over;
  clearTimeout(hard);
}

/// Runs a program to its end and returns what it printed.
export async function output_of(command, words, { seconds = 60, ...options } = {}) {
  const child = launch(command, words, { stdio: ['ignore', 'pipe', 'pipe'], ...options });
  let text = '';
  child.stdout.on('data', (data) => { text += data; });
  const limit = setTimeout(() => child.kill('SIGKILL'), seconds * 1000);
  const code = await child.over;
  clearTimeout(limit);
  if (code !== 0) throw new Error(`${command} ended with ${code}: ${child.errors().trim()}`);
  return text;
}

export function free_port() {
  return new Promise((done) => {
    const server = createServer().listen(0, '127.0.0.1', () => {
      const { port } = server.address();
      server.close(() => done(port));
    });
  });
}

/// Asks until the answer is 200; milliseconds since `begun`.
export async function first_answer(child, port, host, path, begun = performance.now()) {
  while (performance.now() - begun < 60_000) {
    if (child.exitCode !== null) throw new Error(`the server ended: ${child.errors().trim()}`);
    try {
      const answer = await fetch_raw(port, host, path);
      if (answer.status === 200) return performance.now() - begun;
    } catch { /* not yet */ }
    await pause(3);
  }
  throw new Error('no page within 60 s');
}

export const town = (port, slug = 'gescher') => `${slug}.localhost:${port}`;

/// Kreislauf, after its first page.
export async function serve({ program, data, slug, limited = false, words = [] }) {
  const port = await free_port();
  const begun = performance.now();
  const child = launch(program, ['serve', '--data', data, '--port', String(port), '--demo', ...(limited ? [] : ['--without-limits']), '--rate-limit', '0', '--threads', '2', ...words], { stdio: ['ignore', 'pipe', 'pipe'] });
  let greeting = '';
  child.stdout.on('data', (text) => { greeting += text; });
  const milliseconds = await first_answer(child, port, town(port, slug), '/', begun);
  return { child, port, host: town(port, slug), milliseconds, said: () => /Kreislauf serves (.*)\./.exec(greeting)?.[1] ?? '' };
}

/// The process and its children: nginx and Fastify answer from children.
export function family(pid) {
  const pids = [pid];
  for (const entry of readdirSync('/proc').filter((name) => /^\d+$/.test(name))) {
    try {
      const fields = stat(entry);
      if (fields.parent === pid) pids.push(Number(entry));
    } catch { /* it has ended */ }
  }
  return pids;
}

function stat(pid) {
  const fields = readFileSync(`/proc/${pid}/stat`, 'utf8').replace(/^.*\) /s, '').split(' ');
  return { parent: Number(fields[1]), ticks: Number(fields[11]) + Number(fields[12]) };
}

/// Microseconds of user and system time so far; the kernel counts in ticks of 10 ms.
export const cpu_microseconds = (pid) => family(pid).reduce((sum, one) => sum + stat(one).ticks * 10_000, 0);

export function memory_mib(pid, field = 'VmRSS') {
  return Number(new RegExp(`${field}:\\s+(\\d+)`).exec(readFileSync(`/proc/${pid}/status`, 'utf8'))[1]) / 1024;
}
