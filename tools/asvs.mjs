// Holds docs/asvs.csv, our verdict for each item of OWASP ASVS 5.0.0 (levels 1 and 2), against the tree: every item once, known verdicts, and evidence that
// exists. Evidence is `FILE` or `FILE#WHAT`, several parted by ` | `: WHAT is a heading of a paper (as its link), the name of a test as it stands in the
// file, or a piece of its code. Prints counts by level and chapter, and ends with `N passed, M failed` (of these checks) and the share of items that pass.
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

const file = 'docs/asvs.csv';

// The items by their numbers. Of OWASP we keep no text.
const levels = {
  1: `1.2.1-5 1.3.1-2 1.5.1 2.1.1 2.2.1-2 2.3.1 3.2.1-2 3.3.1 3.4.1-2 3.5.1-3 4.1.1 4.4.1 5.2.1-2 5.3.1-2 6.1.1 6.2.1-8 6.3.1-2 6.4.1-2 7.2.1-4
    7.4.1-2 8.1.1 8.2.1-2 8.3.1 9.1.1-3 9.2.1 10.4.1-5 11.3.1-2 11.4.1 12.1.1 12.2.1-2 13.4.1 14.2.1 14.3.1 15.1.1 15.2.1 15.3.1`,
  2: `1.1.1-2 1.2.6-9 1.3.3-11 1.4.1-3 1.5.2 2.1.2-3 2.2.3 2.3.2-4 2.4.1 3.3.2-4 3.4.3-6 3.5.4-5 3.7.1-2 4.1.2-3 4.2.1 4.3.1-2 4.4.2-4 5.1.1 5.2.3
    5.4.1-3 6.1.2-3 6.2.9-12 6.3.3-4 6.4.3-4 6.5.1-5 6.6.1-3 6.8.1-4 7.1.1-3 7.3.1-2 7.4.3-5 7.5.1-2 7.6.1-2 8.1.2 8.2.3 8.4.1 9.2.2-4 10.1.1-2
    10.2.1-2 10.3.1-4 10.4.6-11 10.5.1-5 10.6.1-2 10.7.1-3 11.1.1-2 11.2.1-3 11.3.3 11.4.2-4 11.5.1 11.6.1 12.1.2-3 12.3.1-4 13.1.1 13.2.1-5
    13.3.1-2 13.4.2-5 14.1.1-2 14.2.2-4 14.3.2-3 15.1.2-3 15.2.2-3 15.3.2-7 16.1.1 16.2.1-5 16.3.1-4 16.4.1-3 16.5.1-3 17.1.1 17.2.1-4 17.3.1-2`,
};
const wanted = new Map(Object.entries(levels).flatMap(([level, text]) => text.trim().split(/\s+/).flatMap((range) => {
  const [, section, first, last = first] = range.match(/^(\d+\.\d+)\.(\d+)(?:-(\d+))?$/);
  return Array.from({ length: last - first + 1 }, (_, i) => [`${section}.${Number(first) + i}`, level]);
})));

const breaches = [];
let checks = 0;
const expect = (fine, message) => { checks += 1; if (!fine) breaches.push(message); return fine; };

/// Cells with quotes as RFC 4180 has them; no cell here has a line break.
const cellsOf = (line) => [...line.matchAll(/(?:^|,)(?:"((?:[^"]|"")*)"|([^,]*))/g)].map(([, quoted, plain]) => quoted?.replace(/""/g, '"') ?? plain);

const read = new Map();
const textOf = (path) => read.get(path) ?? read.set(path, readFileSync(path, 'utf8')).get(path);
const anchors = (text) => text.split('\n').filter((line) => /^#+ /.test(line))
  .map((line) => line.replace(/^#+ /, '').toLowerCase().replace(/[^\p{L}\p{N} _-]/gu, '').replace(/ /g, '-'));

/// Why this evidence is none; nothing when it is there.
function faultOf(evidence) {
  const [, path, , what] = evidence.match(/^([^#]+)(#(.*))?$/) ?? [];
  if (!path || !existsSync(path)) return 'there is no such file';
  if (what === undefined) return '';
  if (path.endsWith('.md')) return anchors(textOf(path)).includes(what) ? '' : 'the paper has no such heading';
  const sought = /_test\.cc$/.test(path) ? `"${what.replace(/"/g, '\\"')}"` : what;
  return textOf(path).includes(sought) ? '' : 'this does not stand in the file';
}

process.chdir(join(import.meta.dirname ?? new URL('.', import.meta.url).pathname, '..'));
const verdicts = ['pass', 'fail', 'not_applicable'];
const seen = new Set(), rows = [];
const [header, ...lines] = readFileSync(file, 'utf8').trimEnd().split('\n');
expect(header === 'id,level,verdict,evidence,why', `${file}:1: the columns are id,level,verdict,evidence,why`);
lines.forEach((line, i) => {
  const [id, level, verdict, evidence, why, ...more] = cellsOf(line);
  const at = `${file}:${i + 2}: ${id}`;
  expect(wanted.get(id) === level, `${at}: no item of level ${level}`);
  expect(!seen.has(id), `${at}: stands twice`);
  expect(verdicts.includes(verdict), `${at}: the verdict is one of ${verdicts.join(', ')}`);
  expect(why && more.length === 0, `${at}: five cells, the last says why`);
  for (const one of evidence?.split(' | ') ?? ['']) {
    const fault = faultOf(one);
    expect(fault === '', `${at}: ${one || 'no evidence'}: ${fault}`);
  }
  seen.add(id);
  rows.push({ level, chapter: id.split('.')[0], verdict });
});
for (const id of wanted.keys()) expect(seen.has(id), `${file}: ${id} is missing`);

const count = (some) => verdicts.map((verdict) => String(some.filter((row) => row.verdict === verdict).length).padStart(6)).join('');
console.log(`             pass  fail   n/a`);
for (const level of ['1', '2']) console.log(`level ${level}    ${count(rows.filter((row) => row.level === level))}`);
for (const chapter of new Set(rows.map((row) => row.chapter))) console.log(`chapter ${chapter.padEnd(3)}${count(rows.filter((row) => row.chapter === chapter))}`);
console.log(`all        ${count(rows)}`);
console.log(`fails: ${lines.map(cellsOf).filter(([, , verdict]) => verdict === 'fail').map(([id]) => id).join(' ')}`);

breaches.forEach((breach) => console.log(breach));
const passes = rows.filter((row) => row.verdict === 'pass').length, applicable = rows.filter((row) => row.verdict !== 'not_applicable').length;
console.log(`${(100 * passes / applicable).toFixed(1)} % of ${applicable} applicable items pass`);
console.log(`${checks - breaches.length} passed, ${breaches.length} failed`);
process.exit(breaches.length ? 1 : 0);
