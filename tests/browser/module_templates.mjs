// Pages that modules bring themselves: src/WING/MODULE/MODULE_browser.mjs exports `pages({ server, visitor, page, staff })`.
import { readdirSync } from 'node:fs'
import { fileURLToPath, pathToFileURL } from 'node:url'
import { Visitor } from '../support/visitor.mjs'

const source = fileURLToPath(new URL('../../src', import.meta.url))
const inside = folder => readdirSync(folder, { withFileTypes: true }).flatMap(entry => entry.isDirectory() ? inside(`${folder}/${entry.name}`) : [`${folder}/${entry.name}`])
const found = () => inside(source).filter(path => path.endsWith('_browser.mjs')).sort()

export async function moduleTemplates(server) {
  const page = (name, path, more = {}) => ({ name, origin: server.town('gescher'), path, status: 200, ...more })
  const all = []
  for (const path of found()) {
    const { pages } = await import(pathToFileURL(path))
    all.push(...await pages({
      server,
      page,
      staff: (name, visitor, at, more = {}) => page(name, at, { visitor, languages: ['de'], ...more }),
      visitor: town => new Visitor(server, town),
    }))
  }
  return all
}
