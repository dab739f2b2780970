// The same submissions as forms_bench, checked by npm @formio/core: node bench/forms/peer.mjs NPM_FOLDER [SECONDS]. Its own way for servers
// (processSync with all processors), from JSON text to the answers that are kept and what is wrong with them.
import { createRequire } from 'node:module'
import { join, resolve } from 'node:path'

const { processSync, Processors } = createRequire(join(resolve(process.argv[2]), 'package.json'))('@formio/core')
const seconds = Number(process.argv[3] ?? 1)

/** As form_of in forms_bench.cc: of ten questions three have a condition and one a check. */
function components(questions) {
  const all = []
  for (let i = 0; i < questions; i++) {
    const one = { key: `f${i}`, label: 'Frage', input: true, clearOnHide: true, type: ['number', 'textfield', 'checkbox'][i % 3], validate: { required: true } }
    const number = Math.floor(i / 3) * 3 - 3
    if (i % 10 === 4) one.customConditional = `show = data.f${number} > 3 && data.f${number} < 100;`
    if (i % 10 === 6) one.customConditional = 'show = data.f0 === 5 || data.f1 === "nein";'
    if (i % 10 === 8) one.customConditional = `show = data.f${i - 1} !== null && data.f${i - 1} !== undefined;`
    if (i % 10 === 9) one.validate.custom = `valid = input !== null && input !== undefined ? true : 'Fehlt.';`
    all.push(one)
  }
  return all
}
function submission(questions) {
  const data = {}
  for (let i = 0; i < questions; i++) data[`f${i}`] = i % 3 === 0 ? (i > 0 && i % 7 === 0 ? 2 : 5) : i % 3 === 1 ? 'eine Antwort von gewöhnlicher Länge' : true
  return JSON.stringify(data)
}

for (const questions of [100, 700]) {
  const form = { components: components(questions) }, text = submission(questions)
  let kept = 0, faults = 0
  const once = () => {
    const data = JSON.parse(text), scope = {}
    processSync({ form, components: form.components, submission: { data }, data, processors: Processors, scope, server: true })
    kept = Object.values(data).filter(value => value !== undefined && value !== null).length  // hidden numbers stay as null
    faults = scope.errors?.length ?? 0
  }
  for (let i = 0; i < 5; i++) once() // warm
  let rounds = 0
  const begun = process.cpuUsage()
  const spent = () => { const { user, system } = process.cpuUsage(begun); return user + system }
  do { once(); rounds++ } while (spent() < seconds * 1e6)
  console.log(JSON.stringify({ questions, json_us: spent() / rounds, kept, faults }))
}
