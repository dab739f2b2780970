// Makes of the German thesaurus (Debian mythes-de, OpenThesaurus, LGPL) the words by which people may mean what our services speak of: "Alimente" are
// "Unterhalt", a "Dackel" is a "Hund". Only words that no service, no list of ours knows get an entry; what they mean must be a word of ours.
//
//   node tools/prepare-thesaurus.mjs THESAURUS.dat SERVICES OUT.csv
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

const [thesaurus, services, out] = process.argv.slice(2)
if (!out) {
  console.error('usage: prepare-thesaurus.mjs THESAURUS.dat SERVICES OUT.csv')
  process.exit(2)
}
const same_meaning = 0.62, broader = 0.45  // less than what somebody wrote for this catalogue
const most_meanings = 3  // a word that may mean more says too little

const folded = text => text.toLowerCase().replace(/ä/g, 'ae').replace(/ö/g, 'oe').replace(/ü/g, 'ue').replace(/ß/g, 'ss').normalize('NFD').replace(/\p{M}/gu, '')
const words_in = text => folded(text).match(/[a-z]{3,}/g) ?? []
/** Endings that words of one family differ by: enough to see that a word is known. */
const root = word => word.replace(/(?:ungen|ung|innen|in|en|er|es|em|e|n|s|t)$/, '')

/** Words that say what a service is about, and all words that the search knows in some way. */
const ours = new Map(), known = new Set()
const most_services = 3  // a word of more services tells none of them
const lists = text => [...text.matchAll(/^keywords = \[(.*)\]$/gm)].flatMap(([, list]) => [...list.matchAll(/"([^"]*)"/g)].map(([, one]) => one))
for (const name of readdirSync(services)) {
  const folder = join(services, name)
  // A package without a page of its own (an internal process, an objection) is not searched for.
  if (!existsSync(join(folder, 'text.de.md'))) continue
  const text = readFileSync(join(folder, 'text.de.md'), 'utf8')
  const of_service = [text.match(/^# (.*)$/m)?.[1] ?? '', ...lists(readFileSync(join(folder, 'service.toml'), 'utf8'))].flatMap(words_in)
  for (const word of new Set(of_service)) ours.set(word, (ours.get(word) ?? 0) + 1)
  for (const word of words_in(text)) known.add(root(word))
}
for (const line of readFileSync(join(services, 'synonyms.csv'), 'utf8').split('\n').slice(1)) {
  const [everyday, official] = line.split(',')
  for (const word of words_in(official ?? '')) ours.set(word, ours.get(word) ?? 1)
  for (const word of words_in(everyday ?? '')) known.add(root(word))
}
for (const line of readFileSync(join(services, 'answers.csv'), 'utf8').split('\n')) if (line.includes(',de,')) for (const word of words_in(line)) known.add(root(word))
for (const word of ours.keys()) known.add(root(word))
// What stands in many services, or means anything, leads nowhere.
const empty = new Set('abgabe amt anmeldung antrag art aufgabe auskunft ausweis bescheinigung beleg bewegung dokument ding einrichtung erlaubnis fall fest frist gebiet gegenstand geld gruppe karte leistung mann mensch nachweis ort papier person platz raum sache schein schreiben stelle teil termin urkunde unterlage verfahren weg zeit zettel zeugnis zustand frau kind haus stadt land arbeit tag jahr recht neu alt gross klein machen gehen bekommen holen haben'.split(' '))

const entries = new Map()
for (const line of readFileSync(thesaurus, 'utf8').split('\n')) {
  if (!line.startsWith('-|')) continue
  const members = line.slice(2).split('|').map(one => ({ broad: one.includes('(Oberbegriff)'), narrow: one.includes('(Unterbegriff)'), opposite: one.includes('(Antonym)'), word: folded(one.replace(/\([^)]*\)/g, '').trim()) }))
    .filter(one => /^[a-z]{3,24}$/.test(one.word) && !one.opposite)
  const targets = members.filter(one => (ours.get(one.word) ?? 99) <= (one.broad ? 2 : most_services) && one.word.length > 3 && !empty.has(one.word) && !one.narrow)
  if (!targets.length) continue
  for (const { word, broad } of members) {
    if (broad || word.length < 4 || known.has(root(word))) continue
    for (const target of targets) {
      const meanings = entries.get(word) ?? new Map()
      meanings.set(target.word, Math.max(meanings.get(target.word) ?? 0, target.broad ? broader : same_meaning))
      entries.set(word, meanings)
    }
  }
}
const lines = []
for (const [word, meanings] of [...entries].sort(([a], [b]) => a < b ? -1 : 1)) {
  const narrowest = [...meanings].filter(([, weight]) => weight === Math.max(...meanings.values()))
  if (narrowest.length > most_meanings) continue
  for (const [meaning, weight] of narrowest) lines.push(`${word},${meaning},${weight}`)
}
writeFileSync(out, `everyday,official,weight\n${lines.join('\n')}\n`)
console.log(`${lines.length} entries for ${new Set(lines.map(one => one.split(',')[0])).size} words`)
