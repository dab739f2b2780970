// Builds everything a browser loads: node build.mjs OUTDIR
//
// OUTDIR/manifest.json tells the C++ side the hashed name, MIME type and sizes of every file.
// The steps are in reading order; each is one file in steps/.
import { readdir, readFile } from 'node:fs/promises'
import { basename, dirname, join, resolve } from 'node:path'
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
for (const island of await islands()) await output.add(`${basename(island, '.ts')}.js`, await buildOne(island))
for (const name of ['icons.svg', 'skyline-village.svg', 'skyline-town.svg', 'skyline-city.svg', 'favicon.svg']) {
  const svg = await readFile(`${web}/icons/${name}`, 'utf8')
  await output.add(name, svg.replace(/<!--[\s\S]*?-->/g, '').replace(/>\s+</g, '><').trim())
}
await output.close()

/** Small scripts of single pages: those for all lie in web/islands, those of a module in its room `islands`. */
async function islands() {
  const found = []
  for (const folder of [`${web}/islands`, ...(await islandRooms(join(web, '../src')))]) {
    for (const name of (await readdir(folder)).sort()) if (name.endsWith('.ts')) found.push(join(folder, name))
  }
  return found
}

async function islandRooms(src) {
  const rooms = []
  for (const wing of await folders(src)) {
    for (const module of await folders(wing)) rooms.push(...(await folders(module)).filter(room => basename(room) === 'islands'))
  }
  return rooms.sort()
}

async function folders(path) {
  return (await readdir(path, { withFileTypes: true })).filter(entry => entry.isDirectory()).map(entry => join(path, entry.name))
}

async function buildOne(entry) {
  const result = await build({
    entryPoints: [resolve(web, entry)],
    bundle: true,
    minify: true,
    format: 'esm',
    target: ['chrome111', 'firefox115', 'safari16.4'],
    charset: 'utf8',
    write: false,
  })
  return result.outputFiles[0].text
}
