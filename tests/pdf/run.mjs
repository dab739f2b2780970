// Makes every sheet in every language and at its edges with the program, and judges the files by other programs: veraPDF (PDF/UA-1 and PDF/A-3a), poppler (what is
// read, in which order, what is attached), zxing (codes). Ends with `N passed, M failed`.
//
//   node tests/pdf/run.mjs --binary build/release/kreislauf [--keep DIR] [--without-standards]     KREISLAUF_SHARED: ../shared by default, for veraPDF and the lists of characters
import { execFileSync, spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { cases, refused } from './cases.mjs';

const here = dirname(fileURLToPath(import.meta.url));
const option = (name) => { const at = process.argv.indexOf(name); return at > 0 ? process.argv[at + 1] : undefined; };
const program = option('--binary') ?? join(here, '../../build/release/kreislauf');
const shared = process.env.KREISLAUF_SHARED ?? join(here, '../../../shared');
const folder = option('--keep') ?? mkdtempSync(join(tmpdir(), 'kreislauf-documents-'));
mkdirSync(folder, { recursive: true });

let [passed, failed] = [0, 0];
const expect = (fine, message) => { if (fine) passed += 1; else { failed += 1; console.log(`FAILED ${message}`); } };
const run = (...words) => execFileSync(words[0], words.slice(1), { encoding: 'utf8', maxBuffer: 1 << 28, stdio: ['ignore', 'pipe', 'ignore'] });
const one_line = (text) => text.replace(/\s+/g, ' ');

const make = (sheet, data, name, attached = {}) => {
  const [input, output] = [join(folder, `${name}.json`), join(folder, `${name}.pdf`)];
  writeFileSync(input, JSON.stringify(data));
  const files = Object.entries(attached).map(([file, content]) => { writeFileSync(join(folder, file), content); return join(folder, file); });
  const made = spawnSync(program, ['pdf', sheet, input, output, ...files.flatMap((file) => ['--attach', file])], { encoding: 'utf8' });
  return { path: output, code: made.status, told: made.stderr };
};

/** Read aloud: each text comes, one after the other. */
const inOrder = (text, wanted) => {
  let at = 0;
  for (const word of wanted) {
    const found = text.indexOf(one_line(word), at);
    if (found < 0) return word;
    at = found + 1;
  }
  return '';
};

/** A machine without the package says what is missing and makes nothing. */
const without = (sheet) => {
  const output = join(folder, 'without.pdf');
  const made = spawnSync(program, ['pdf', sheet, join(folder, 'again.json'), output, '--pdf-packages', folder], { encoding: 'utf8' });
  expect(made.status === 1 && made.stderr.includes('typst is not installed') && !existsSync(output), `without the package: ${made.stderr}`);
};

const judge = (one, made) => {
  const text = one_line(run('pdftotext', '-raw', made.path, '-')).normalize('NFC');
  if (one.order) expect(inOrder(text, one.order) === '', `${one.name}: "${inOrder(text, one.order)}" is where it is drawn`);
  if (one.order && !one.large) {
    // What a screen reader gets: the tree of the document, its texts in quotation marks.
    const tree = run('pdfinfo', '-struct-text', made.path).normalize('NFC');
    const spoken = one_line([...tree.matchAll(/^ *"(.*)"$/gm)].map(([, words]) => words).join(' '));
    expect(inOrder(spoken, one.order) === '', `${one.name}: "${inOrder(spoken, one.order)}" is where it is read aloud`);
    expect(/^ +H1/m.test(tree), `${one.name}: it has a heading of the first level`);
  }
  // poppler loses the blank after a letter of two signs and says such a letter twice; that it is there counts.
  for (const letter of one.letters ?? []) expect([' z', 'z'].some((end) => text.includes(letter.normalize('NFC') + end)), `${one.name}: "${letter}" (${[...letter].map((c) => c.codePointAt(0).toString(16))}) is drawn and read`);
  if (one.whole) expect(!text.includes('□'), `${one.name}: no letter is missing`);
  if (one.heads) {
    const pages = Number(/Pages:\s*(\d+)/.exec(run('pdfinfo', made.path))[1]);
    expect(pages > 5 && text.split(` ${one.heads} `).length - 1 === pages, `${one.name}: the heads of the table stand on each of ${pages} pages`);
  }
  if (one.eachPage) {
    const pages = Number(/Pages:\s*(\d+)/.exec(run('pdfinfo', made.path))[1]);
    expect(pages > 1 && text.split(one.eachPage).length - 1 === pages, `${one.name}: ${one.eachPage} stands on each of ${pages} pages`);
  }
  if (one.attached) attachments(one, made);
  if (one.code) code(one, made);
};

const attachments = (one, made) => {
  const out = join(folder, `${one.name}-attached`);
  mkdirSync(out, { recursive: true });
  run('pdfdetach', '-saveall', '-o', out, made.path);
  for (const [name, content] of Object.entries(one.attached)) expect(existsSync(join(out, name)) && readFileSync(join(out, name)).equals(content), `${one.name}: ${name} comes out as it went in`);
};

const code = (one, made) => {
  run('pdftoppm', '-gray', '-r', '150', made.path, join(folder, `${one.name}-page`));
  const pages = readdirSync(folder).filter((file) => file.startsWith(`${one.name}-page`) && file.endsWith('.pgm')).map((file) => join(folder, file));
  expect(run('/usr/bin/python3', join(here, 'read_code.py'), ...pages).split('\n').includes(one.code), `${one.name}: its code says ${one.code}`);
};

const standards = (paths) => {
  const checker = join(shared, 'tools/pdfcheck/run');
  if (!existsSync(checker)) return console.log(`skipped: no veraPDF beside this checkout (${checker})`);
  for (const standard of ['ua1', '3a']) {
    const judged = spawnSync(checker, [standard, ...paths], { encoding: 'utf8', maxBuffer: 1 << 28 });
    if (judged.status === 77) { console.log(`skipped: veraPDF cannot run here: ${judged.stdout}`); continue; }
    const [, good, bad] = /(\d+) passed, (\d+) failed/.exec(judged.stdout) ?? [0, 0, 1];
    passed += Number(good);
    failed += Number(bad) || (Number(good) === paths.length ? 0 : 1);
    if (Number(bad) > 0 || Number(good) !== paths.length) console.log(judged.stdout, judged.stderr);
  }
};

try {
  const paths = [];
  for (const one of cases(here, shared)) {
    const made = make(one.sheet, one.data, one.name, one.attached);
    expect(made.code === 0, `${one.name} is made: ${made.told}`);
    if (made.code !== 0) continue;
    paths.push(made.path);
    judge(one, made);
  }
  const again = cases(here, shared)[0];
  expect(readFileSync(make(again.sheet, again.data, 'again').path).equals(readFileSync(paths[0])), 'the same data give the same bytes');
  without(again.sheet);
  refused(here).forEach(([sheet, data, word], i) => {
    const made = make(sheet, data, `refused-${i}`);
    expect(made.code === 1 && made.told.includes(word) && !existsSync(made.path), `refused-${i} names "${word}": ${made.told}`);
  });
  if (!existsSync(join(shared, 'data/security'))) console.log('skipped: the lists of characters and hostile strings are not beside this checkout');
  if (!process.argv.includes('--without-standards')) standards(paths);
} finally {
  if (!option('--keep')) rmSync(folder, { recursive: true });
}
console.log(`${passed} passed, ${failed} failed`);
process.exitCode = failed ? 1 : 0;
