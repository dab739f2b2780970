// The JSON schemas of our forms, read by a validator that knows nothing of them (ajv, strict): each is a schema of 2020-12, takes every application that
// is whole, and none in which something is missing. Ends with `N passed, M failed`.
//
//   node tests/forms/json_schema.mjs [--tests build/release/administration_tests]
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import Ajv2020 from 'ajv/dist/2020.js';
import addFormats from 'ajv-formats';

const here = dirname(fileURLToPath(import.meta.url));
const named = process.argv.indexOf('--tests');
const tests = named > 0 ? process.argv[named + 1] : join(here, '../../build/release/administration_tests');

let [passed, failed] = [0, 0];
const expect = (fine, message) => { if (fine) passed += 1; else { failed += 1; console.log(`FAILED ${message}`); } };

const folder = mkdtempSync(join(tmpdir(), 'kreislauf-answers-'));
try {
  const file = join(folder, 'answers.json');
  execFileSync(tests, ['-tc=json schema: schemas and answers for a validator in another language*'], { env: { ...process.env, KREISLAUF_ANSWERS: file }, stdio: ['ignore', 'ignore', 'inherit'] });
  const forms = JSON.parse(readFileSync(file, 'utf8'));
  expect(forms.length >= 7, `${forms.length} forms were written`);
  for (const { service, schema, samples } of forms) {
    // Conditions are written in parts of their own (allOf, if) below the object that has the type and the properties.
    const ajv = new Ajv2020({ strict: true, strictTypes: false, strictRequired: false, allErrors: true });
    addFormats(ajv);
    const validate = ajv.compile(schema);
    for (const { answers, whole } of samples) {
      expect(validate(answers) === whole, `${service}: ${whole ? ajv.errorsText(validate.errors) : 'something is missing and nobody says so'}: ${JSON.stringify(answers)}`);
    }
    expect(!validate({ ...samples[0].answers, fremd: 1 }), `${service} takes an answer that nobody asked for`);
  }
} finally {
  rmSync(folder, { recursive: true });
}
console.log(`${passed} passed, ${failed} failed`);
process.exit(failed === 0 ? 0 : 1);
