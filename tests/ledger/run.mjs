// Receipts made by the program, judged by a verifier that knows nothing of it (verify.mjs): good ones hold; mutilated ones do not, whatever was changed. The same receipts go
// through the public vectors of inclusion proofs. Ends with `N passed, M failed`.
//
//   node tests/ledger/run.mjs [--tests build/release/platform_tests]     KREISLAUF_SHARED: where the vectors are, ../shared by default
import { execFileSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { check, keyOf, rootFrom } from './verify.mjs';

const here = dirname(fileURLToPath(import.meta.url));
const named = process.argv.indexOf('--tests');
const tests = named > 0 ? process.argv[named + 1] : join(here, '../../build/release/platform_tests');

let [passed, failed] = [0, 0];
const expect = (fine, message) => { if (fine) passed += 1; else { failed += 1; console.log(`FAILED ${message}`); } };

const folder = mkdtempSync(join(tmpdir(), 'kreislauf-receipts-'));
try {
  execFileSync(tests, ['-tc=receipt: some are written for the verifier of another language'], { env: { ...process.env, KREISLAUF_RECEIPTS: folder }, stdio: ['ignore', 'ignore', 'inherit'] });
  const key = keyOf(readFileSync(join(folder, 'key.txt'), 'utf8'));
  const names = readdirSync(folder).filter((name) => name.endsWith('.json')).sort();
  expect(names.length >= 30, `${names.length} receipts were written`);
  const receipts = new Map(names.map((name) => [name, readFileSync(join(folder, name))]));

  goodOnes(receipts, key);
  const some = receipts.get('receipt-1000-333.json');
  const other = receipts.get('receipt-1000-999.json');
  lies(JSON.parse(some), JSON.parse(other), key);
  flippedBits(some, key);
  keys(some, key);
  commandLine('receipt-1000-333.json');
  vectors();
} finally {
  rmSync(folder, { recursive: true });
}
console.log(`${passed} passed, ${failed} failed`);
process.exitCode = failed ? 1 : 0;

function goodOnes(receipts, key) {
  for (const [name, bytes] of receipts) {
    const verdict = check(bytes, key);
    expect(verdict.holds, `${name} should hold: ${verdict.reason}`);
    const [, size, number] = /receipt-(\d+)-(\d+)/.exec(name) ?? [];
    if (size) expect(verdict.head?.size === Number(size) && verdict.index === Number(number) && verdict.entry?.subject === `appointment:${number}`, `${name} says something else`);
  }
  const restored = check(receipts.get('receipt-after-restore.json'), key);
  expect(restored.head?.epoch === 2 && restored.head.after?.size === 80000 && restored.entry.kind === 'ledger.epoch', 'a restore is named');
  const erased = check(receipts.get('receipt-erased.json'), key);
  expect(erased.holds && erased.content === null, 'the proof of an erased content holds');
}

function lies(good, other, key) {
  const swap = (text, at) => text.slice(0, at) + (text[at] === 'A' ? 'B' : 'A') + text.slice(at + 1);
  const changes = {
    'another subject': (r) => { r.leaf = r.leaf.replace('appointment:333', 'appointment:334'); },
    'another moment': (r) => { r.leaf = r.leaf.replace('2026', '2025'); },
    'an entry more in one': (r) => { r.leaf += '\n'; },
    'another leaf of the same ledger': (r) => { r.leaf = other.leaf; },
    'another index': (r) => { r.index += 1; },
    'a negative index': (r) => { r.index = -1; },
    'an index that is no number': (r) => { r.index = '333'; },
    'a shorter proof': (r) => { r.proof.pop(); },
    'a longer proof': (r) => { r.proof.push(r.proof[0]); },
    'no proof': (r) => { delete r.proof; },
    'a proof in another order': (r) => { r.proof.reverse(); },
    'a hash of another length': (r) => { r.proof[0] = r.proof[0].slice(4); },
    'another proof': (r) => { r.proof = other.proof; },
    'a larger tree': (r) => { r.checkpoint = r.checkpoint.replace('\n1000\n', '\n1001\n'); },
    'another origin': (r) => { r.checkpoint = r.checkpoint.replace('gescher', 'ahaus'); },
    'a changed root': (r) => { r.checkpoint = swap(r.checkpoint, r.checkpoint.indexOf('\n1000\n') + 10); },
    'a changed signature': (r) => { r.checkpoint = swap(r.checkpoint, r.checkpoint.length - 10); },
    'no signature': (r) => { r.checkpoint = r.checkpoint.slice(0, r.checkpoint.indexOf('\n\n') + 2); },
    'a later seal': (r) => { r.checkpoint = r.checkpoint.replace('sealed 2026', 'sealed 2027'); },
    'another content': (r) => { r.content = 'Max Mustermann'; },
    'another salt': (r) => { r.salt = other.salt; },
    'content without salt': (r) => { delete r.salt; },
    'another key': (r) => { r.key = 'ahaus.example/ledger'; },
    'another form': (r) => { r.format = 'kreislauf-receipt/2'; },
  };
  for (const [name, change] of Object.entries(changes)) {
    const receipt = structuredClone(good);
    change(receipt);
    expect(JSON.stringify(receipt) !== JSON.stringify(good), `${name}: nothing was changed`);
    expect(!check(Buffer.from(JSON.stringify(receipt)), key).holds, `${name} is not noticed`);
  }
  for (const text of ['', '{}', 'null', '[]', '"x"', '{"format":"kreislauf-receipt/1"}']) expect(!check(Buffer.from(text), key).holds, `${text} is no receipt`);
}

/// No bit can be flipped so that a receipt says something else and still holds.
function flippedBits(bytes, key) {
  const { holds, ...truth } = check(bytes, key);
  const same = JSON.stringify({ ...truth, content: null });
  for (let bit = 0; bit < 8 * bytes.length; bit += 1) {
    const changed = Buffer.from(bytes);
    changed[bit >> 3] ^= 1 << (bit & 7);
    const { holds: stillHolds, ...said } = check(changed, key);
    // The names `content` and `salt` may get lost together only: then the content is not shown, and nothing else is said.
    expect(holds && (!stillHolds || JSON.stringify({ ...said, content: null }) === same), `bit ${bit} makes another receipt that holds`);
  }
}

function keys(bytes, key) {
  const text = readFileSync(join(folder, 'key.txt'), 'utf8').trim();
  for (let at = 0; at < text.length; at += 1) {
    const changed = text.slice(0, at) + (text[at] === 'x' ? 'y' : 'x') + text.slice(at + 1);
    let refused = false;
    try { refused = !check(bytes, keyOf(changed)).holds; } catch { refused = true; }
    expect(refused, `a key with another letter at ${at}`);
  }
  expect(check(bytes, key).holds, 'the right key');
}

function commandLine(name) {
  const run = (...words) => {
    try { return { code: 0, out: execFileSync(process.execPath, [join(here, 'verify.mjs'), ...words], { encoding: 'utf8' }) }; } catch (error) { return { code: error.status, out: error.stdout }; }
  };
  const good = run(join(folder, name), join(folder, 'key.txt'));
  expect(good.code === 0 && good.out.startsWith('VALID: entry 333 of 1000'), 'the command line says that a receipt holds');
  const bad = run(join(folder, 'key.txt'), join(folder, 'key.txt'));
  expect(bad.code === 1 && bad.out.startsWith('NOT VALID'), 'the command line says that a receipt does not hold');
}

function vectors() {
  const at = join(process.env.KREISLAUF_SHARED ?? join(here, '../../../shared'), 'data/security/crypto/merkle/inclusion');
  if (!existsSync(at)) {
    console.log('skipped: the Merkle vectors are not beside the source (set KREISLAUF_SHARED)');
    return;
  }
  for (const entry of readdirSync(at, { recursive: true }).filter((name) => name.endsWith('.json'))) {
    const one = JSON.parse(readFileSync(join(at, entry), 'utf8'));
    const bytes = (text) => Buffer.from(text, 'base64');
    const hashes = [one.leafHash, one.root, ...(one.proof ?? [])].map(bytes);
    const root = hashes.every((hash) => hash.length === 32) ? rootFrom(hashes[0], one.leafIdx, one.treeSize, hashes.slice(2)) : null;
    expect((root !== null && root.equals(hashes[1])) === !one.wantErr, entry);
  }
}
