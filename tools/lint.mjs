// Checks the house rules that a compiler does not: who may include whom, the order of rooms, sizes and names, and that time, chance, threads and
// libraries come through their one door. Prints each breach and ends with `N passed, M failed`.
import { readFileSync, readdirSync } from 'node:fs';
import { join, dirname, basename } from 'node:path';

const files = (folder) => readdirSync(folder, { withFileTypes: true }).flatMap((entry) =>
  entry.isDirectory() ? files(join(folder, entry.name)) : /\.(cc|h)$/.test(entry.name) ? [join(folder, entry.name)] : []);

const breaches = [];
let checks = 0;
const expect = (fine, file, line, message) => { checks += 1; if (!fine) breaches.push(`${file}:${line}: ${message}`); };

// ---- Who may include whom

const wings = ['administration', 'city', 'participation', 'openness'];
const floorOf = (path) => path.split('/')[0];
// A module is a folder under a wing; `authority` is one by itself.
const moduleOf = (path) => (wings.includes(floorOf(path)) ? path.split('/').slice(0, 2).join('/') : floorOf(path));
const isModule = (path) => wings.includes(floorOf(path)) || floorOf(path) === 'authority';

// What others may see of a module: its header. Of authority, on which all modules stand, also what they are made with.
const doorsOfAuthority = ['api_answers', 'act', 'authority', 'command', 'context', 'download', 'house', 'limits', 'master_keys', 'model', 'module', 'page', 'person', 'route'];
const isDoor = (to) => {
  const module = moduleOf(to);
  if (module === 'authority') return doorsOfAuthority.some((name) => to === `authority/${name}.h`);
  return to === `${module}/${basename(module)}.h`;
};

// The rooms of a module from the inside to the outside: each may use those before it, and audiences do not know each other.
const order = { rules: 1, store: 2, acts: 3, shared: 4, exchange: 5, resident: 5, office: 5, management: 5, api: 5 };
const roomOf = (path) => path.slice(moduleOf(path).length + 1).split('/').slice(0, -1)[0] ?? '';
const mayUseRoom = (from, to) => {
  const [a, b] = [roomOf(from), roomOf(to)];
  if (a === '' || b === '' || a === b) return true;  // module.cc puts everything together; model and rights are for all
  return order[b] < order[a];
};

const mayInclude = (from, to) => {
  const [a, b] = [floorOf(from), floorOf(to)];
  if (a === 'app' || from === 'main.cc') return isModule(to) ? isDoor(to) : true;
  if (b === 'base') return true;
  if (a === 'base') return false;
  if (a === 'platform') return b === 'platform';
  if (a === 'engines') return b === 'engines' || to === 'platform/xml/xml.h';
  if (b === 'platform' || b === 'engines') return true;
  if (moduleOf(from) === moduleOf(to)) return mayUseRoom(from, to);
  if (a === 'authority' || !isModule(to)) return false;
  return isDoor(to);
};

// ---- Icons: a name that is none shows another picture, and nobody hears of it

const drawn = new Set([...readFileSync('web/icons/icons.svg', 'utf8').matchAll(/<symbol id="([^"]+)"/g)].map(([, id]) => id));
const listed = new Set([...(readFileSync('src/platform/kern/assets.cc', 'utf8').match(/icon_names\{([^}]*)\}/)?.[1] ?? '').matchAll(/"([^"]+)"/g)].map(([, id]) => id));
for (const name of drawn) expect(listed.has(name), 'src/platform/kern/assets.cc', 1, `the icon "${name}" is drawn, but not listed in icon_names`);
for (const file of files('src')) {
  readFileSync(file, 'utf8').split('\n').forEach((text, number) => {
    for (const [, name] of text.matchAll(/(?:\bicon\(|\.icon = )"([a-z_-]+)"/g)) expect(drawn.has(name), file, number + 1, `there is no icon "${name}" in web/icons/icons.svg`);
  });
}

// ---- Views outlive no text: `text::split` gives parts of what it was given

for (const file of files('src')) {
  readFileSync(file, 'utf8').split('\n').forEach((text, number) => {
    expect(!/text::split\((?:text::(?:folded|nfc|slug)|std::string|plain|fmt::format)\b/.test(text), file, number + 1, 'text::split gives views: keep the text it is given in a variable');
  });
}

// ---- Names that the standard library has for strings: with <iomanip> in sight, `quoted(text)` means two functions (argument-dependent lookup)

for (const file of files('src')) {
  readFileSync(file, 'utf8').split('\n').forEach((text, number) => {
    expect(!/(?<![:\w])quoted\(/.test(text) || /^src\/base\/csv\./.test(file), file, number + 1, 'call it otherwise: std::quoted is found for every std::string (authored::toml_text, csv::quoted)');
  });
}

// ---- One door for each

const doors = [
  [/system_clock::now|\btime\(nullptr\)|gettimeofday/, /^base\/clock\.cc$/, 'ask the injected Clock'],
  [/\brand\(\)|random_device|mt19937/, /^platform\/crypto\//, 'ask the injected Random'],
  [/std::(j?thread)\b(?!::hardware)|std::async/, /^platform\/(jobs|http)\/|^app\/commands\/serve\.cc$/, 'use platform/jobs'],
  [/#include <boost\/beast/, /^platform\/http\/session\.cc$/, 'only http/session.cc knows Boost.Beast'],
  [/#include <boost\/asio|#include "platform\/http\/loop\.h"/, /^platform\/http\/(loop\.h|server\.cc|session\.cc)$/, 'only the server in platform/http knows Boost.Asio'],
  [/#include <sqlite3\.h>/, /^platform\/db\/sqlite\.cc$/, 'only db/sqlite.cc knows SQLite'],
  [/#include <libpq-fe\.h>/, /^platform\/db\/postgres\.cc$/, 'only db/postgres.cc knows libpq'],
  [/#include <libxml/, /^platform\/xml\//, 'only platform/xml knows libxml2'],
  [/#include <openssl/, /^platform\/crypto\//, 'only platform/crypto knows OpenSSL'],
  [/#include <sodium/, /^platform\/crypto\//, 'only platform/crypto knows libsodium'],
  [/#include <libstemmer/, /^platform\/search\/stemmer\.cc$/, 'only search/stemmer.cc knows Snowball'],
  [/#include <curl\//, /^platform\/(mail|calls)\//, 'only platform/mail and platform/calls know libcurl'],
  [/#include <qrcodegen/, /^platform\/html\/qr\.cc$/, 'only html/qr.cc knows qrcodegen'],
  [/#include <libdeflate/, /^(app\/compress|platform\/blobs\/inspect\/inflate|platform\/geo\/deflate)\.cc$/, 'only app/compress.cc, blobs/inspect/inflate.cc and geo/deflate.cc know libdeflate'],
  [/#include <protozero/, /^platform\/osm\/pbf\.cc$/, 'only osm/pbf.cc knows protozero'],
  [/#include <cbor/, /^platform\/webauthn\/cbor\.cc$/, 'only webauthn/cbor.cc knows libcbor'],
  [/#include <qpdf/, /^platform\/pdf\/joined\.cc$/, 'only pdf/joined.cc knows qpdf'],
  [/#include <(tesseract|leptonica|ZXing)\//, /^reader\//, 'only the program in src/reader knows Tesseract, Leptonica and ZXing'],
  [/#include <(ldap|lber)\.h>/, /^platform\/ldap\/(connection|patience)\.cc$/, 'only ldap/connection.cc and patience.cc know libldap'],
  [/#include <CLI\//, /^app\//, 'only the command line knows CLI11'],
];
// Views into a text that ends with its own expression (ASan: stack-use-after-scope).
const dangling = /\bsplit\((text::)?(folded|nfc|in_url)\(/;
// A section with a name of its own lives longer than the text that its id was made of.
const namedSection = /\bkern::Section const \w+\{\.id = (?:fmt::format|std::string|"[^"]*" \+)/;
// What looks at the first or last sign of an empty text reads beside it.
const firstSign = /\.(front|back)\(\) [!=]= '/;
const modulesOnly = [
  [/"\s*(SELECT|INSERT INTO|UPDATE \w+ SET|DELETE FROM)\b|^\s*(SELECT|INSERT INTO|DELETE FROM)\b/, /\/store\/|\/store\.cc$/, 'SQL stands in the store of its module'],
  [/"[^"]*<(form|input|select|textarea)\b/, /^$/, 'forms and their fields are written by platform/kern'],
];

// ---- Sizes and names

const longestLine = 120, longestFunction = 40, largestFunction = 2560;
const meaningless = /^(parts|words|helpers?|misc|utils?|common|stuff)\.(cc|h)$/;
const withoutTexts = (line) => line.replace(/"(?:[^"\\]|\\.)*"/g, '""').replace(/'(?:[^'\\]|\\.)'/g, "''").replace(/\/\/.*$/, '');

/// A function begins with a line that ends with `) {` and ends with `}` at the same depth; what is indented deeper belongs to it.
const functions = (lines) => {
  const found = [];
  lines.forEach((line, i) => {
    const start = line.match(/^(\s{0,3})(?:\S.*)?\)(?: const| noexcept| override| mutable| &&|\s*->.*)* \{$/);
    if (!start || /^\s*(if|for|while|switch|else|do|try|return|case)\b/.test(line)) return;
    const end = lines.findIndex((other, j) => j > i && other.startsWith(`${start[1]}}`));
    if (end > i) found.push({ line: i + 1, lines: end - i + 1, bytes: lines.slice(i, end + 1).join('\n').length });
  });
  return found;
};

for (const path of files('src')) {
  const inside = path.slice(4);
  const content = readFileSync(path, 'utf8');
  const lines = content.split('\n');
  const apart = /_(test|bench|fuzz|main)\.cc$|_for_tests\.h$/.test(path);
  let raw = false;
  lines.forEach((text, i) => {
    const at = i + 1;
    const include = text.match(/^#include "([^"]+)"/)?.[1];
    if (include && !apart) expect(mayInclude(inside, include), path, at, `${dirname(inside)} may not include ${include}`);
    const wasRaw = raw;
    const data = apart && (wasRaw || /R"|"[^"]{60,}"/.test(text));  // a test may quote what cannot be broken
    expect(data || [...text].length <= longestLine, path, at, `a line has at most ${longestLine} characters`);
    if (/R"\w*\(/.test(text)) raw = true;
    if (/\)\w*"/.test(text.replace(/R"\w*\(/, ''))) raw = false;
    if (/^\s*\/\//.test(text)) return;
    if (!wasRaw) expect(!/ (&&|\|\|)( (?!\{)|$)/.test(withoutTexts(text)), path, at, 'write `and`, `or`, `not`');
    if (apart) return;
    expect(!/"[^"]*<[a-z][^"]*\\"/.test(text), path, at, "markup is written with single quotes: \"<p class='kl-lead'>\"_h");
    expect(!dangling.test(text), path, at, 'this view looks into a text that has ended: give it a name first');
    expect(!namedSection.test(text), path, at, 'the id of a section that has a name of its own looks into a text that has ended: give the id a name first');
    expect(!firstSign.test(text), path, at, 'write starts_with or ends_with: they read nothing of an empty text');
    for (const [pattern, allowed, advice] of doors) if (pattern.test(text)) expect(allowed.test(inside), path, at, advice);
    if (isModule(inside)) for (const [pattern, allowed, advice] of modulesOnly) if (pattern.test(text)) expect(allowed.test(inside), path, at, advice);
  });
  if (path.endsWith('.h')) expect(content.includes('#pragma once'), path, 1, 'a header begins with #pragma once');
  expect(!meaningless.test(basename(path)), path, 1, 'a file is named after what is in it');
  if (isModule(inside)) expect(roomOf(inside) === '' || roomOf(inside) in order, path, 1, `rooms are ${Object.keys(order).join(', ')}`);
  if (apart || floorOf(inside) === 'engines') continue;
  for (const one of functions(lines)) {
    expect(one.lines <= longestFunction && one.bytes <= largestFunction, path, one.line, `a function has at most ${longestFunction} lines and ${largestFunction} characters, this one ${one.lines} and ${one.bytes}`);
  }
}

breaches.forEach((breach) => console.log(breach));
console.log(`${checks - breaches.length} passed, ${breaches.length} failed`);
process.exit(breaches.length ? 1 : 0);
