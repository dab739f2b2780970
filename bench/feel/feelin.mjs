// Evaluates the same 100 expressions with npm feelin: once through its public `evaluate`, which parses every time, and
// once with the closures its parser leaves behind. Those are not exported, so a copy of the bundle is made that does.
import { readFileSync, writeFileSync } from 'node:fs';
import { pathToFileURL } from 'node:url';
import { join } from 'node:path';

const [folder, data, seconds = '1'] = process.argv.slice(2);
const bundle = join(folder, 'node_modules/feelin/dist/index.js');
const opened = join(folder, 'node_modules/feelin/dist/opened.mjs');
writeFileSync(opened, readFileSync(bundle, 'utf8') + '\nexport { interpreter, InterpreterContext, coerceContext };\n');
const feelin = await import(pathToFileURL(opened));

const expressions = JSON.parse(readFileSync(join(data, 'expressions.json'), 'utf8'));
const context = JSON.parse(readFileSync(join(data, 'context.json'), 'utf8'));

const coerced = feelin.coerceContext(context);
const parsed = [];
const failed = [];
for (const expression of expressions) {
  try {
    const { root } = feelin.interpreter.evaluate(expression, coerced, undefined, new feelin.InterpreterContext());
    root(coerced);
    parsed.push(root);
  } catch (error) {
    failed.push(`${expression}: ${error.message}`);
  }
}

// CPU time, not wall time: the machine may be busy with other things.
function cpu() { const { user, system } = process.cpuUsage(); return (user + system) / 1000; }

function measure(round, count, limit = Number(seconds) * 1000) {
  const warm = cpu() + limit / 3;
  while (cpu() < warm) round();
  const start = cpu();
  let rounds = 0;
  while (cpu() - start < limit) { round(); rounds++; }
  return ((cpu() - start) * 1e6) / rounds / count;
}

const closures = measure(() => { for (const root of parsed) root(coerced); }, parsed.length);
const whole = measure(() => { for (const e of expressions) { try { feelin.evaluate(e, context); } catch { /* counted above */ } } }, expressions.length);
if (process.env.EACH) for (let i = 0; i < parsed.length; i++) console.error(`${expressions[i]}\t${measure(() => parsed[i](coerced), 1).toFixed(0)}`);
console.log(JSON.stringify({ expressions: expressions.length, evaluated: parsed.length, failed, parsed_ns: closures, public_ns: whole }));
