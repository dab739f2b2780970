// Collects the German messages of the source code and compares them with the catalogues in web/i18n.
//
//   node tools/messages.mjs list            every message, one JSON string a line (plural forms as ["one","many"])
//   node tools/messages.mjs check           what is missing or no longer used, by language; exit code 1 when there is any
import { readFileSync, readdirSync, existsSync } from 'node:fs';
import { join } from 'node:path';

const files = (folder) => readdirSync(folder, { withFileTypes: true }).flatMap((entry) =>
  entry.isDirectory() ? files(join(folder, entry.name)) : /\.(cc|h)$/.test(entry.name) && !/_test\.cc$/.test(entry.name) ? [join(folder, entry.name)] : []);

const literal = '"((?:[^"\\\\]|\\\\.)*)"';
const single = new RegExp(`(?:\\bt_?(?:\\(\\))?|\\bmessage)\\(\\s*${literal}`, 'g');
const plural = new RegExp(`(?:\\.count|\\bsaid)\\(\\s*${literal}\\s*,\\s*${literal}`, 'g');
const unescaped = (text) => JSON.parse(`"${text}"`);

const messages = new Map();
for (const file of files('src')) {
  const source = readFileSync(file, 'utf8').replace(/^\s*\/\/.*$/gm, '').replace(/"\s*\n\s*"/g, '');  // a text may stand in several literals
  for (const [, text] of source.matchAll(single)) messages.set(unescaped(text), null);
  for (const [, one, many] of source.matchAll(plural)) messages.set(unescaped(one), unescaped(many));
}
messages.delete('');

const read = (language) => {
  const path = `web/i18n/${language}.po`;
  const found = new Map();
  if (!existsSync(path)) return found;
  let id = null, into = null;
  for (const line of readFileSync(path, 'utf8').split('\n')) {
    const match = line.match(/^(msgid|msgid_plural|msgstr(?:\[\d\])?)?\s*(".*")\s*$/);
    if (!match) continue;
    const text = JSON.parse(match[2]);
    if (match[1] === 'msgid') { id = text; into = 'id'; }
    else if (match[1] === 'msgid_plural') into = 'plural';
    else if (match[1]) { into = 'str'; found.set(id, (found.get(id) ?? []).concat(text)); }
    else if (into === 'id') { id += text; }
    else if (into === 'str') { const list = found.get(id); list[list.length - 1] += text; }
  }
  found.delete('');
  return found;
};

if (process.argv[2] === 'list') {
  for (const [one, many] of [...messages].sort()) console.log(JSON.stringify(many === null ? one : [one, many]));
} else {
  const forms = { en: 2, tr: 2, uk: 3, ar: 6 };
  let bad = 0;
  for (const language of Object.keys(forms)) {
    const found = read(language);
    const places = (text) => [...text.matchAll(/\{\d?\}/g)].map((m) => m[0]).sort().join();
    for (const [one, many] of messages) {
      const translated = found.get(one);
      const complete = translated && translated.every(Boolean) && translated.length === (many === null ? 1 : forms[language]);
      const fits = complete && (many !== null || places(one) === places(translated[0]));
      if (!fits) { bad += 1; console.log(`${language}: ${complete ? 'places do not fit' : 'missing'}: ${one}`); }
    }
    for (const one of found.keys()) if (!messages.has(one)) { bad += 1; console.log(`${language}: no longer used: ${one}`); }
  }
  console.log(`${messages.size * Object.keys(forms).length - bad} passed, ${bad} failed`);
  process.exit(bad ? 1 : 0);
}
