// --name value and --flag; the same few options for both suites.
import { existsSync } from 'node:fs'
import { dirname, join, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'

export const root = resolve(dirname(fileURLToPath(import.meta.url)), '..', '..')
export const shared = process.env.KREISLAUF_SHARED ?? resolve(root, '..', 'shared')

const help = `Options:
  --binary FILE       the program (default build/release/kreislauf)
  --data DIR          a prepared data folder; a copy of it is used. Without it one is made
  --only TEXT         run only tests whose name contains TEXT
  --screenshots DIR   write pictures of all pages there, for eyes (browser)
  --quick             fewer pages and languages (browser)
  --quiet             print failures only`

export function options() {
  const given = {}
  const words = process.argv.slice(2)
  for (let i = 0; i < words.length; ++i) {
    const name = words[i].replace(/^--/, '')
    if (name === 'help') { console.log(help); process.exit(0) }
    if (name === 'quick' || name === 'quiet') given[name] = true
    else if (['binary', 'data', 'only', 'screenshots'].includes(name)) given[name] = words[++i]
    else { console.error(`unknown option ${words[i]}\n${help}`); process.exit(2) }
  }
  const binary = resolve(given.binary ?? join(root, 'build/release/kreislauf'))
  if (!existsSync(binary)) { console.error(`${binary} is not there: build it first`); process.exit(2) }
  return {
    ...given,
    binary,
    data: given.data && resolve(given.data),
    only: given.only ? new RegExp(given.only.replace(/[.*+?^${}()|[\]\\]/g, '\\$&'), 'i') : undefined,
    screenshots: given.screenshots && resolve(given.screenshots),
  }
}
