// KERN and our own layers become one minified file.
import { readFile, readdir } from 'node:fs/promises'
import { transform } from 'esbuild'
import postcss from 'postcss'
import { kernRules } from './kern.mjs'
import { toLogical } from './logical.mjs'

export async function buildStyle(web, fontFaces) {
  const kern = kernRules(await readFile(`${web}/node_modules/@kern-ux/native/dist/kern.css`, 'utf8'))
  toLogical(kern.root)

  const folder = `${web}/css`
  const files = (await readdir(folder)).filter(name => name.endsWith('.css')).sort()
  const own = await Promise.all(files.map(name => readFile(`${folder}/${name}`, 'utf8')))
  const root = postcss.parse(own.join('\n'))
  expandDark(root)

  const css = `@layer base,kern,frame,components,pages,adapt;${fontFaces}@layer kern{${kern.adaptive}${kern.root}}${root}`
  checkTokens(css)
  const result = await transform(css, {
    loader: 'css',
    minify: true,
    charset: 'utf8',
    target: ['chrome111', 'firefox115', 'safari16.4'],
  })
  // Says whose work is inside (EUPL-1.2, section 5: attribution).
  return `/*! Kreislauf, EUPL-1.2. Contains parts of KERN native 2.7.2, EUPL-1.2, changed: see web/NOTICE.md */\n${result.code}`
}

// "@dark { ... }" is written once and serves both the system's wish and an explicit choice; never on paper.
function expandDark(root) {
  root.walkAtRules('dark', rule => {
    const inner = rule.nodes.map(String).join(';')
    rule.replaceWith(postcss.parse(`@media screen and (prefers-color-scheme:dark){[data-kern-theme=auto]{${inner}}}` +
      `@media screen{[data-kern-theme=dark]{${inner}}}`))
  })
}

function checkTokens(css) {
  const defined = new Set([...css.matchAll(/(--(?:kern|kl)-[a-z0-9-]+)\s*:/g)].map(match => match[1]))
  const used = new Set([...css.matchAll(/var\((--(?:kern|kl)-[a-z0-9-]+)/g)].map(match => match[1]))
  const missing = [...used].filter(name => !defined.has(name))
  if (missing.length > 0) throw new Error(`custom properties used but never set: ${missing.join(', ')}`)
}
