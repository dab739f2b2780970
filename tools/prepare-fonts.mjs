// Cuts the fonts of letters: what DIN 91379 asks for, Ukrainian and Arabic, and nothing else travels inside the program.
//
//   node tools/prepare-fonts.mjs /usr/share/fonts/truetype/noto OUTDIR
//
// Reads Debian's fonts-noto-core (SIL Open Font License 1.1) and writes the cut fonts and letters.txt: every character that one of them has,
// as ranges in hexadecimal. What is not in it cannot be drawn; the worker puts a sign in its place instead of breaking the whole letter.
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';

const [source, outdir] = process.argv.slice(2);
if (!outdir) {
  console.error('usage: node tools/prepare-fonts.mjs FOLDER-OF-NOTO OUTDIR');
  process.exit(2);
}
const subsetFont = createRequire(join(import.meta.dirname ?? new URL('.', import.meta.url).pathname, '../web/package.json'))('subset-font');

// DIN 91379:2022-08 lies within these blocks; they are taken whole, so that a name of a later edition finds its letters, too.
const LATIN_GREEK_CYRILLIC = [
  [0x20, 0x7e], [0xa0, 0x24f], [0x250, 0x2ff], [0x300, 0x36f], [0x370, 0x3ff], [0x400, 0x52f], [0x1d00, 0x1dbf], [0x1e00, 0x1eff], [0x1f00, 0x1fff],
  [0x2010, 0x2027], [0x202f, 0x205e], [0x2070, 0x209f], [0x20a0, 0x20bf], [0x2100, 0x214f], [0x2212, 0x2212], [0xa7b0, 0xa7bf], [0xab30, 0xab6f], [0xfffd, 0xfffd],
];
const SIGNS = [[0x2190, 0x2193], [0x2200, 0x22ff]];
// The box to tick, and the one that stands for a letter that no font has.
const BOXES = [[0x25a1, 0x25a1], [0x2610, 0x2612], [0x2713, 0x2713]];
const ARABIC = [[0x600, 0x6ff], [0x750, 0x77f], [0x200c, 0x200d], [0x25cc, 0x25cc], [0xfb50, 0xfdff], [0xfe70, 0xfefc]];
const FONTS = [
  ['NotoSans-Regular', LATIN_GREEK_CYRILLIC], ['NotoSans-Bold', LATIN_GREEK_CYRILLIC], ['NotoSans-Italic', LATIN_GREEK_CYRILLIC],
  ['NotoSansArabic-Regular', ARABIC], ['NotoSansArabic-Bold', ARABIC], ['NotoSansMath-Regular', SIGNS], ['NotoSansSymbols2-Regular', BOXES],
];

const letters = new Set();
mkdirSync(outdir, { recursive: true });
for (const [name, ranges] of FONTS) {
  const wanted = ranges.flatMap(([first, last]) => Array.from({ length: last - first + 1 }, (_, i) => first + i));
  const font = await subsetFont(readFileSync(join(source, `${name}.ttf`)), String.fromCodePoint(...wanted), { targetFormat: 'sfnt' });
  writeFileSync(join(outdir, `${name}.ttf`), font);
  if (!/Italic|Bold/.test(name)) for (const letter of lettersOf(font)) letters.add(letter);
}
writeFileSync(join(outdir, 'letters.txt'), `${asRanges([...letters].sort((a, b) => a - b)).join('\n')}\n`);

/** What a font has a glyph for: its table `cmap`, formats 4 and 12 (OpenType 1.9). */
function lettersOf(font) {
  const table = (tag) => {
    for (let i = 0; i < font.readUInt16BE(4); i++) if (font.toString('latin1', 12 + 16 * i, 16 + 16 * i) === tag) return font.readUInt32BE(20 + 16 * i);
    throw new Error(`no table ${tag}`);
  };
  const cmap = table('cmap');
  const found = new Set();
  for (let i = 0; i < font.readUInt16BE(cmap + 2); i++) {
    const at = cmap + font.readUInt32BE(cmap + 8 + 8 * i);
    const format = font.readUInt16BE(at);
    if (format === 12) for (const letter of groups(font, at)) found.add(letter);
    if (format === 4) for (const letter of segments(font, at)) found.add(letter);
  }
  return found;
}

function* groups(font, at) {
  for (let i = 0; i < font.readUInt32BE(at + 12); i++) {
    for (let letter = font.readUInt32BE(at + 16 + 12 * i); letter <= font.readUInt32BE(at + 20 + 12 * i); letter++) yield letter;
  }
}

function* segments(font, at) {
  const size = font.readUInt16BE(at + 6);
  for (let i = 0; i < size; i += 2) {
    const [end, start, delta, range] = [14, 16 + size, 16 + 2 * size, 16 + 3 * size].map((offset) => at + offset + i);
    const shift = font.readUInt16BE(range);
    for (let letter = font.readUInt16BE(start); letter <= font.readUInt16BE(end) && letter < 0xffff; letter++) {
      const glyph = shift === 0 ? (letter + font.readUInt16BE(delta)) & 0xffff : font.readUInt16BE(range + shift + 2 * (letter - font.readUInt16BE(start)));
      if (glyph !== 0) yield letter;
    }
  }
}

function asRanges(sorted) {
  const ranges = [];
  for (const letter of sorted) {
    const last = ranges.at(-1);
    if (last && letter === last[1] + 1) last[1] = letter;
    else ranges.push([letter, letter]);
  }
  return ranges.map(([first, last]) => (first === last ? first.toString(16) : `${first.toString(16)}-${last.toString(16)}`));
}
