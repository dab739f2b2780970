// Runs cases written by `engines_check browser-cases FOLDER` with the browser runtime:
//   node check_cases.mjs CASES.mjs
import { pathToFileURL } from 'node:url';
import * as f from './functions.js';
import { kind } from './values.js';

const { cases } = await import(pathToFileURL(process.argv[2]));

function alike(a, b) {
  const k = kind(a);
  if (k !== kind(b)) return false;
  if (k === 'number') return Math.abs(a - b) <= 1e-8 * Math.max(1, Math.abs(a));
  if (k === 'list') return a.length === b.length && a.every((x, i) => alike(x, b[i]));
  if (k === 'context') return Object.keys(a).length === Object.keys(b).length && Object.keys(a).every(n => n in b && alike(a[n], b[n]));
  return k === 'null' || f.eq(a, b) === true;
}

let passed = 0, failed = 0;
const refused = new Map();
for (const one of cases) {
  if (one.refused) { refused.set(one.refused, (refused.get(one.refused) ?? 0) + 1); continue; }
  let actual, trouble = '';
  try { actual = one.run(one.given(f), f) ?? null; } catch (error) { trouble = error.message; }
  if (!trouble && alike(one.expected(f), actual)) { passed++; continue; }
  failed++;
  console.log(`${one.name}: ${one.source}: expected ${f.str(one.expected(f))}, actual ${trouble || f.str(actual)}`);
}
const reasons = [...refused].sort((a, b) => b[1] - a[1]);
console.log(`refused: ${reasons.reduce((n, [, times]) => n + times, 0)} (${reasons.map(([why, times]) => `${times} ${why}`).join('; ')})`);
console.log(`${passed} passed, ${failed} failed`);
process.exit(failed ? 1 : 0);
