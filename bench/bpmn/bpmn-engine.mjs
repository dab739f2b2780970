// The same case (two user tasks and a gateway, start to end, in memory) in npm bpmn-engine. The file is parsed once and
// shared by all runs, as ours is. Prints microseconds of CPU time per case.
// usage: node bpmn-engine.mjs FOLDER_WITH_NODE_MODULES case.bpmn [seconds]
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join, resolve } from 'node:path';

const [folder, file, seconds = '2'] = process.argv.slice(2);
const require = createRequire(join(resolve(folder), 'package.json'));
const { Engine } = require('bpmn-engine');

// bpmn-engine has no FEEL; its own expression language can only test a variable, so the comparison is done before.
const source = readFileSync(file, 'utf8').replace('betrag &gt; 100', '${environment.variables.teuer}');
const { default: BpmnModdle } = await import(require.resolve('bpmn-moddle')).then(
  (module) => ({ default: module.default ?? module.BpmnModdle ?? module }));
const moddle = new BpmnModdle();
const parsed = await moddle.fromXML(source);

let waited = 0;
function run() {
  return new Promise((done, fail) => {
    const engine = new Engine({ name: 'case', moddleContext: parsed, variables: { betrag: 150, teuer: true } });
    engine.once('end', done);
    engine.once('error', fail);
    engine.execute().then((execution) => {
      const next = () => {
        const open = execution.getPostponed().find((activity) => activity.type === 'bpmn:UserTask');
        if (!open) return;
        waited++;
        open.signal();
        next();
      };
      next();
    }, fail);
  });
}

function cpu() { const { user, system } = process.cpuUsage(); return (user + system) / 1000; }

for (const warm = cpu() + 500; cpu() < warm;) await run();
waited = 0;
const start = cpu();
let cases = 0;
while (cpu() - start < Number(seconds) * 1000) { await run(); cases++; }
const spent = cpu() - start;
if (waited !== 2 * cases) throw new Error(`expected two user tasks per case, saw ${waited / cases}`);
console.log(`bpmn-engine ${(spent * 1000 / cases).toFixed(2)} us per case (${cases} cases)`);
