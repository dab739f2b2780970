// One ES module for all islands. A browser too old for it simply gets the pages without them.
import { build } from 'esbuild'

export async function buildScript(web) {
  const result = await build({
    entryPoints: [`${web}/ts/app.ts`],
    bundle: true,
    minify: true,
    format: 'esm',
    target: ['chrome111', 'firefox115', 'safari16.4'],
    charset: 'utf8',
    write: false,
  })
  return result.outputFiles[0].text
}
