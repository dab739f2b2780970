// Holds tests/zms/sample.json (what export_zms writes, see zms_test.cc) against the JSON Schemas of ZMS.
//   node tests/zms/validate.mjs     KREISLAUF_SHARED: where the standards are, ../shared by default
import { existsSync, readFileSync, readdirSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

const here = dirname(fileURLToPath(import.meta.url))
const schemas = join(process.env.KREISLAUF_SHARED ?? join(here, '../../../shared'), 'standards/termine-zms/schema')
if (!existsSync(schemas)) {
  console.log(`skipped: the schemas of ZMS are not in ${schemas} (set KREISLAUF_SHARED)`)
  process.exit(0)
}
const { default: Ajv } = await import('ajv')
const { default: addFormats } = await import('ajv-formats')

const ajv = new Ajv({ strict: false, allErrors: true })
addFormats(ajv)
const base = 'https://zms.test/'
for (const file of readdirSync(schemas).filter((name) => name.endsWith('.json'))) {
  ajv.addSchema({ ...JSON.parse(readFileSync(join(schemas, file), 'utf8')), $id: base + file })
}

const sample = JSON.parse(readFileSync(join(here, 'sample.json'), 'utf8'))
let passed = 0, failed = 0
function check(kind, value, what) {
  const validate = ajv.getSchema(`${base}${kind}.json`)
  if (validate(value)) return void ++passed
  ++failed
  console.log(`FAILED ${what}: ${ajv.errorsText(validate.errors)}`)
}

check('scope', sample.scope, 'scope')
check('provider', sample.provider, 'provider')
for (const kind of ['availability', 'request', 'requestrelation']) {
  if (sample[kind].length === 0) { ++failed; console.log(`FAILED: no ${kind} in the sample`) }
  sample[kind].forEach((value, index) => check(kind, value, `${kind} ${index}`))
}
// The schemas do refuse: a test that cannot fail proves nothing.
const refuses = (kind, value) => (ajv.getSchema(`${base}${kind}.json`)(value) ? (++failed, console.log(`FAILED: ${kind} takes anything`)) : ++passed)
refuses('availability', { ...sample.availability[0], type: 'sometimes' })
refuses('requestrelation', { ...sample.requestrelation[0], slots: 'many' })

console.log(`${passed} passed, ${failed} failed`)
process.exit(failed === 0 ? 0 : 1)
