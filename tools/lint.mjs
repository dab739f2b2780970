// Checks the house rules that a compiler does not: who may include whom, and that time, chance, threads and libraries
// come through their one door. Prints each breach and ends with `N passed, M failed`.
import { readFileSync, readdirSync } from 'node:fs';
import { join, dirname } from 'node:path';

const files = (folder) => readdirSync(folder, { withFileTypes: true }).flatMap((entry) =>
  entry.isDirectory() ? files(join(folder, entry.name)) : /\.(cc|h)$/.test(entry.name) ? [join(folder, entry.name)] : []);

const breaches = [];
let checks = 0;
const expect = (fine, file, line, message) => { checks += 1; if (!fine) breaches.push(`${file}:${line}: ${message}`); };

const wings = ['administration', 'city', 'participation', 'openness'];
const floorOf = (path) => path.split('/')[0];
// A module is a folder under a wing; `authority` is one by itself.
const moduleOf = (path) => (wings.includes(floorOf(path)) ? path.split('/').slice(0, 2).join('/') : floorOf(path));

const mayInclude = (from, to) => {
  const [a, b] = [floorOf(from), floorOf(to)];
  if (a === 'app' || from === 'main.cc') return wings.includes(b) || b === 'authority' ? to === `${moduleOf(to)}/${moduleOf(to).split('/').pop()}.h` : true;
  if (b === 'base') return true;
  if (a === 'base') return false;
  if (a === 'platform') return b === 'platform';
  if (a === 'engines') return b === 'engines' || to === 'platform/xml/xml.h';
  if (b === 'platform' || b === 'engines') return true;
  if (moduleOf(from) === moduleOf(to)) return true;
  if (a === 'authority') return false;
  if (b !== 'authority' && !wings.includes(b)) return false;
  return to === `${moduleOf(to)}/${moduleOf(to).split('/').pop()}.h`;
};

// Which files may use what directly; everybody else gets it handed in.
const doors = [
  [/system_clock::now|\btime\(nullptr\)|gettimeofday/, /^base\/clock\.cc$/, 'ask the injected Clock'],
  [/\brand\(\)|random_device|mt19937/, /^platform\/crypto\//, 'ask the injected Random'],
  [/std::(j?thread)\b(?!::hardware)|std::async/, /^platform\/(jobs|http)\/|^app\/commands\/serve\.cc$/, 'use platform/jobs'],
  [/#include <boost\/(beast|asio)/, /^platform\/http\/server\.cc$/, 'only http/server.cc knows Boost.Beast'],
  [/#include <sqlite3\.h>/, /^platform\/db\/sqlite\.cc$/, 'only db/sqlite.cc knows SQLite'],
  [/#include <libpq-fe\.h>/, /^platform\/db\/postgres\.cc$/, 'only db/postgres.cc knows libpq'],
  [/#include <libxml/, /^platform\/xml\//, 'only platform/xml knows libxml2'],
  [/#include <openssl/, /^platform\/crypto\//, 'only platform/crypto knows OpenSSL'],
  [/#include <sodium/, /^platform\/crypto\//, 'only platform/crypto knows libsodium'],
  [/#include <libstemmer/, /^platform\/search\/stemmer\.cc$/, 'only search/stemmer.cc knows Snowball'],
  [/#include <curl\//, /^platform\/mail\//, 'only platform/mail knows libcurl'],
  [/#include <qrcodegen/, /^platform\/html\/qr\.cc$/, 'only html/qr.cc knows qrcodegen'],
  [/#include <libdeflate/, /^app\/compress\.cc$/, 'only app/compress.cc knows libdeflate'],
  [/#include <CLI\//, /^app\//, 'only the command line knows CLI11'],
];

for (const path of files('src')) {
  const inside = path.slice(4);
  const apart = /_(test|bench|fuzz|main)\.cc$/.test(path);
  readFileSync(path, 'utf8').split('\n').forEach((text, i) => {
    const include = text.match(/^#include "([^"]+)"/)?.[1];
    if (include && !apart) expect(mayInclude(inside, include), path, i + 1, `${dirname(inside)} may not include ${include}`);
    if (apart || /^\s*\/\//.test(text)) return;
    for (const [pattern, allowed, advice] of doors) if (pattern.test(text)) expect(allowed.test(inside), path, i + 1, advice);
  });
  if (path.endsWith('.h')) expect(readFileSync(path, 'utf8').includes('#pragma once'), path, 1, 'a header begins with #pragma once');
}

breaches.forEach((breach) => console.log(breach));
console.log(`${checks - breaches.length} passed, ${breaches.length} failed`);
process.exit(breaches.length ? 1 : 0);
