// Checks a receipt of a ledger with nothing but the public key of the authority. Written from the standards alone, without a line of the program that makes receipts:
// RFC 9162 § 2.1.3.2 (inclusion), C2SP tlog-checkpoint and signed-note (the signed head), RFC 8032 (Ed25519), RFC 2104 (HMAC).
//
//   node tests/ledger/verify.mjs RECEIPT.json KEY        KEY is NAME+HASH+KEY, or a file that holds it; ends with 0 when everything holds, with 1 when not
import { createHash, createHmac, createPublicKey, timingSafeEqual, verify as verifies } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { pathToFileURL } from 'node:url';

class Wrong extends Error {}
const need = (fine, reason) => { if (!fine) throw new Wrong(reason); };

// ---- Bytes and texts

const sha256 = (...pieces) => pieces.reduce((hash, piece) => hash.update(piece), createHash('sha256')).digest();
/// Base64 in the one way to write it.
function bytesOf(text, reason) {
  need(typeof text === 'string', reason);
  const bytes = Buffer.from(text, 'base64');
  need(bytes.toString('base64') === text, reason);
  return bytes;
}
function hashOf(text, reason) {
  const bytes = bytesOf(text, reason);
  need(bytes.length === 32, reason);
  return bytes;
}
function numberOf(text, reason) {
  need(/^(0|[1-9]\d*)$/.test(text ?? '') && Number.isSafeInteger(Number(text)), reason);
  return Number(text);
}

// ---- Keys and signed notes

/// The key of `NAME+HASH+KEY`: one byte 1 for Ed25519 and 32 bytes, and the first four bytes of a hash as its id.
export function keyOf(text) {
  const [name, hash, ...rest] = text.trim().split('+');
  const bytes = bytesOf(rest.join('+'), 'the key is not base64');
  need(bytes.length === 33 && bytes[0] === 1 && name, 'this is no key of Ed25519');
  const id = sha256(name, '\n', bytes).subarray(0, 4);
  need(id.toString('hex') === hash, 'name and key do not belong together');
  const jwk = { kty: 'OKP', crv: 'Ed25519', x: bytes.subarray(1).toString('base64url') };
  return { name, id, key: createPublicKey({ key: jwk, format: 'jwk' }) };
}

/// The text of a note that this key has signed.
function openNote(note, { name, id, key }) {
  const end = note.lastIndexOf('\n\n');
  need(end >= 0 && note.endsWith('\n') && end + 2 < note.length, 'the head has no signature');
  need(![...note].some((sign) => sign < ' ' && sign !== '\n'), 'the head holds signs that no note has');
  const text = note.slice(0, end + 1);
  let found = false;
  for (const line of note.slice(end + 2, -1).split('\n')) {
    const [, signer, signature] = /^\u2014 ([^ +]+) ([^ ]+)$/u.exec(line) ?? [];
    need(signer, 'the head has a line that is no signature');
    const bytes = bytesOf(signature, 'a signature is not base64');
    need(bytes.length >= 5, 'a signature is too short');
    if (signer !== name || !bytes.subarray(0, 4).equals(id)) continue; // of somebody else, whom we do not know
    need(bytes.length === 68 && verifies(null, Buffer.from(text), key, bytes.subarray(4)), 'the authority has not signed this head');
    found = true;
  }
  need(found, 'the head is not signed with this key');
  return text;
}

/// Origin, size, root, and our three lines behind them.
function headOf(text, name) {
  const lines = text.slice(0, -1).split('\n');
  need(lines.length === 5 || lines.length === 6, 'the signed text is no head of a ledger');
  const reason = 'the signed head is not written as it should be';
  const epoch = numberOf(/^epoch (.*)$/.exec(lines[3])?.[1], reason);
  const sealed = /^sealed (\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ)$/.exec(lines[4])?.[1];
  need(epoch >= 1 && sealed, reason);
  need(lines[0] === (epoch === 1 ? name : `${name}/${epoch}`), 'the signed head is one of another ledger');
  const head = { epoch, sealed, size: numberOf(lines[1], reason), root: hashOf(lines[2], reason) };
  if (lines.length === 6) {
    const [, size, root] = /^after (\S+) (\S+)$/.exec(lines[5]) ?? [];
    head.after = { size: numberOf(size, reason), root: hashOf(root, reason).toString('base64') };
  }
  return head;
}

// ---- The tree

const leafHash = (leaf) => sha256(Buffer.of(0), leaf);
const nodeHash = (left, right) => sha256(Buffer.of(1), left, right);

/// The root that follows from an entry and its proof; nothing when the proof is too short or too long.
export function rootFrom(leaf, index, size, proof) {
  if (index >= size) return null;
  let [at, last, hash] = [BigInt(index), BigInt(size - 1), leaf];
  for (const other of proof) {
    if (last === 0n) return null;
    if ((at & 1n) === 1n || at === last) {
      hash = nodeHash(other, hash);
      while ((at & 1n) === 0n && at !== 0n) { at >>= 1n; last >>= 1n; }
    } else {
      hash = nodeHash(hash, other);
    }
    at >>= 1n;
    last >>= 1n;
  }
  return last === 0n ? hash : null;
}

// ---- The entry

function entryOf(leaf) {
  const lines = leaf.split('\n');
  const [form, kind, at, actor, subject, commitment, end] = lines;
  const [, value] = /^hmac-sha256 (\S+)$/.exec(commitment ?? '') ?? [];
  need(lines.length === 7 && form === 'kreislauf-entry/1' && kind && value && end === '', 'what the receipt shows is no entry of a ledger');
  need(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/.test(at), 'the entry has no moment');
  return { kind, at, actor, subject, commitment: value };
}

/// What is certain, or an exception that says what is wrong.
function certain(receipt, key) {
  need(receipt && receipt.format === 'kreislauf-receipt/1', 'this is no receipt');
  need(receipt.key === key.name, 'the receipt belongs to another authority or another key');
  need(['leaf', 'checkpoint'].every((name) => typeof receipt[name] === 'string'), 'something of the receipt is missing');
  need(Array.isArray(receipt.proof) && Number.isSafeInteger(receipt.index) && receipt.index >= 0, 'something of the receipt is missing');
  const head = headOf(openNote(receipt.checkpoint, key), key.name);
  const entry = entryOf(receipt.leaf);
  const proof = receipt.proof.map((one) => hashOf(one, 'the proof holds something that is no hash'));
  const root = rootFrom(leafHash(Buffer.from(receipt.leaf)), receipt.index, head.size, proof);
  need(root && timingSafeEqual(root, head.root), 'the entry is not in the ledger that the authority has signed');
  const { content, salt } = receipt;
  need((content === undefined) === (salt === undefined), 'content and salt belong together');
  if (content !== undefined) {
    const bytes = hashOf(salt, 'the salt has not 32 bytes');
    const commitment = createHmac('sha256', bytes).update(content).digest('base64');
    need(commitment === entry.commitment, 'the content is not the one that was recorded');
  }
  return { index: receipt.index, entry, head: { ...head, root: head.root.toString('base64') }, content: content ?? null };
}

/// `{ holds: true, ... }` or `{ holds: false, reason }`.
export function check(bytes, key) {
  try {
    const text = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
    return { holds: true, ...certain(JSON.parse(text), key) };
  } catch (error) {
    if (error instanceof Wrong) return { holds: false, reason: error.message };
    if (error instanceof SyntaxError || error instanceof TypeError) return { holds: false, reason: 'this is no receipt' };
    throw error;
  }
}

function main([file, keyText]) {
  if (!file || !keyText) {
    console.error('node verify.mjs RECEIPT.json KEY');
    return 2;
  }
  const verdict = check(readFileSync(file), keyOf(existsSync(keyText) ? readFileSync(keyText, 'utf8') : keyText));
  if (!verdict.holds) {
    console.log(`NOT VALID: ${verdict.reason}`);
    return 1;
  }
  const { entry, head, index, content } = verdict;
  console.log(`VALID: entry ${index} of ${head.size}, sealed ${head.sealed}, epoch ${head.epoch}`);
  console.log(`  ${entry.kind} at ${entry.at} by ${entry.actor || '-'} about ${entry.subject || '-'}`);
  if (head.after) console.log(`  after a restore; the ledger before it had ${head.after.size} entries and the root ${head.after.root}`);
  console.log(content === null ? '  without its content' : `  content: ${content}`);
  return 0;
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) process.exitCode = main(process.argv.slice(2));
