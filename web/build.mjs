// Builds everything a browser loads: node build.mjs OUTDIR
//
// OUTDIR/manifest.json tells the C++ side the hashed name, MIME type and sizes of every file.
// The steps are in reading order; each is one file in steps/.
import { readFile } from 'node:fs/promises'
import { dirname } from 'node:path'
import { fileURLToPath } from 'node:url'
import { build } from 'esbuild'
import { buildFonts } from './steps/fonts.mjs'
import { buildScript } from './steps/script.mjs'
import { buildStyle } from './steps/style.mjs'
import { Output } from './steps/output.mjs'

const web = dirname(fileURLToPath(import.meta.url))
const outdir = process.argv[2]
if (!outdir) {
  console.error('usage: node build.mjs OUTDIR')
  process.exit(2)
}

const output = await Output.open(outdir)
const fontFaces = await buildFonts(web, output)
await output.add('app.css', await buildStyle(web, fontFaces))
await output.add('app.js', await buildScript(web))
// What only some pages load: the office's style, and islands of their own.
await output.add('staff.css', await buildOne('css/staff/staff.css'))
for (const name of ['pow', 'hold', 'live', 'display', 'kiosk', 'desk']) await output.add(`${name}.js`, await buildOne(`ts/${name}.ts`))
for (const name of ['icons.svg', 'skyline.svg', 'favicon.svg']) {
  const svg = await readFile(`${web}/icons/${name}`, 'utf8')
  await output.add(name, svg.replace(/<!--[\s\S]*?-->/g, '').replace(/>\s+</g, '><').trim())
}
await output.close()

async function buildOne(entry) {
  const result = await build({
    entryPoints: [`${web}/${entry}`],
    bundle: true,
    minify: true,
    format: 'esm',
    target: ['chrome111', 'firefox115', 'safari16.4'],
    charset: 'utf8',
    write: false,
  })
  return result.outputFiles[0].text
}
