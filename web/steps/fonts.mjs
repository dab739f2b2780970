// Cuts the fonts into ranges, so that a page loads two files of 15 KiB for what all pages are written with, and small ones more for its language or for names.
import { readFile } from 'node:fs/promises'
import subsetFont from 'subset-font'

const FIRA = 'Fira Sans'
const NOTO = 'Noto Sans'
const ARABIC = 'Noto Sans Arabic'
const WEIGHTS = [400, 600]

// Letters and punctuation of German and English text, and the few that stand in words of every town (Café, Türkçe, m²); arrows and ticks are icons, not letters.
const LATIN = 'U+0020-007E,U+00A0,U+00A7,U+00AB,U+00AD,U+00B0,U+00B2-00B3,U+00B7,U+00BB-00BD,U+00C4,U+00C7,U+00D6-00D7,U+00DC,U+00DF,U+00E2,U+00E4,' +
  'U+00E7,U+00E9,U+00EE,U+00F6,U+00FC,U+0131,U+2002-2003,U+2009-2011,U+2013-2014,U+2018-201A,U+201C-201E,U+2022,U+2026,U+202F,U+2039-203A,U+20AC,U+2212'
// The rest of western Europe: names.
const WESTERN = 'U+00A1-00A6,U+00A8-00AA,U+00AC,U+00AE-00AF,U+00B1,U+00B4-00B6,U+00B8-00BA,U+00BE-00C3,U+00C5-00C6,U+00C8-00D5,U+00D8-00DB,' +
  'U+00DD-00DE,U+00E0-00E1,U+00E3,U+00E5-00E6,U+00E8,U+00EA-00ED,U+00EF-00F5,U+00F7-00FB,U+00FD-00FF,U+0152-0153,U+2020-2021,U+2030'
// Turkish apart from the other European letters: it is a language of the pages, the others come with names.
const TURKISH = 'U+011E-011F,U+0130,U+015E-015F'
const EUROPE = 'U+0100-011D,U+0120-012F,U+0132-0151,U+0154-015D,U+0160-017F,U+0218-021B,U+1E9E'
// What DIN 91379 asks for beyond: names from all over the world. Fira lacks 48 of them, Noto has all.
const DIN_91379 = 'U+0180-0217,U+021C-024F,U+0259,U+02B0-02FF,U+0304,U+0308,U+0329,U+1E00-1E9D,U+1E9F,U+1EF2-1EFF'
const VIETNAMESE = 'U+01A0-01A1,U+01AF-01B0,U+0300-0301,U+0303,U+0309,U+0323,U+1EA0-1EF1'
const UKRAINIAN = 'U+0401,U+0404,U+0406-0407,U+0410-044F,U+0451,U+0454,U+0456-0457,U+0490-0491,U+2116'
// Arabic, Persian and Urdu; joined forms follow by themselves.
const ARABIC_LETTERS = 'U+060C-060D,U+061B-061F,U+0621-063A,U+0640-0652,U+0660-066D,U+0670-0671,U+0679,U+067E,U+0686,' +
  'U+0688,U+0691,U+0698,U+06A4,U+06A9,U+06AF,U+06BA,U+06BE,U+06C1,U+06CC,U+06D2,U+06F0-06F9,U+200C-200F'

const FACES = [
  { family: FIRA, part: 'latin', source: 'fira-sans/files/fira-sans-latin', range: LATIN, cut: true },
  { family: FIRA, part: 'western', source: 'fira-sans/files/fira-sans-latin', range: WESTERN, cut: true },
  { family: FIRA, part: 'turkish', source: 'fira-sans/files/fira-sans-latin-ext', range: TURKISH, cut: true },
  { family: FIRA, part: 'europe', source: 'fira-sans/files/fira-sans-latin-ext', range: EUROPE, cut: true },
  { family: FIRA, part: 'ukrainian', source: 'fira-sans/files/fira-sans-cyrillic', range: UKRAINIAN, cut: true },
  { family: NOTO, part: 'din91379', source: 'noto-sans/files/noto-sans-latin-ext', range: DIN_91379, cut: true },
  { family: NOTO, part: 'vietnamese', source: 'noto-sans/files/noto-sans-vietnamese', range: VIETNAMESE },
  { family: ARABIC, part: 'arabic', source: 'noto-sans-arabic/files/noto-sans-arabic-arabic', range: ARABIC_LETTERS, cut: true },
  { family: ARABIC, part: 'latin', source: 'noto-sans-arabic/files/noto-sans-arabic-latin', range: LATIN, cut: true },
]

export async function buildFonts(web, output) {
  const rules = []
  for (const face of FACES) {
    for (const weight of WEIGHTS) {
      const source = await readFile(`${web}/node_modules/@fontsource/${face.source}-${weight}-normal.woff2`)
      // Fira reads well without its small capitals and old figures; Arabic needs every joined form.
      const bytes = face.cut ? await subsetFont(source, textOf(face.range), { targetFormat: 'woff2', noLayoutClosure: face.family === FIRA }) : source
      const file = await output.add(`${face.family.toLowerCase().replaceAll(' ', '-')}-${face.part}-${weight}.woff2`, bytes)
      rules.push(`@font-face{font-family:"${face.family}";font-weight:${weight};font-style:normal;font-display:swap;` +
        `src:url(${file})format("woff2");unicode-range:${face.range}}`)
    }
  }
  return rules.join('')
}

function textOf(range) {
  const letters = []
  for (const part of range.split(',')) {
    const [first, last = first] = part.slice(2).split('-')
    for (let code = parseInt(first, 16); code <= parseInt(last, 16); code++) letters.push(String.fromCodePoint(code))
  }
  return letters.join('')
}
