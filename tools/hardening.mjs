// Looks into the finished program for what makes a fault of memory an end instead of a door (CMakeLists.txt sets it).
//
//   node tools/hardening.mjs build/release/kreislauf
import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';

const program = process.argv[2];
const read = (...words) => execFileSync('readelf', ['--wide', ...words, program], { encoding: 'utf8', maxBuffer: 1 << 28 });
const header = read('--file-header'), segments = read('--segments'), dynamic = read('--dynamic'), symbols = read('--dyn-syms');
// Marks of where a jump may lead. The loader of Debian 12 does not ask for them yet; a system that does finds them.
const marks = readFileSync(program).toString('latin1').split('\xf3\x0f\x1e\xfa').length - 1;
const x86 = /X86-64/.test(header);
const checks = [
  ['lies at another address at each start (PIE)', /Type:\s+DYN/.test(header)],
  ['its tables are read-only once it runs (RELRO, BIND_NOW)', /GNU_RELRO/.test(segments) && /BIND_NOW|\bNOW\b/.test(dynamic)],
  ['its stack cannot be run', /GNU_STACK\s+\S+\s+\S+\s+\S+\s+\S+\s+\S+\s+RW\s/.test(segments)],
  ['no memory can be both written and run', !/LOAD.*\sRWE\s/.test(segments)],
  ['a stack that was overwritten ends it', /__stack_chk_fail/.test(symbols)],
  ['copies are checked for their room (_FORTIFY_SOURCE)', /__\w+_chk\b(?<!__stack_chk)/.test(symbols.replace(/__stack_chk_fail/g, ''))],
  ['containers check their bounds (_GLIBCXX_ASSERTIONS)', /_ZSt21__glibcxx_assert_fail/.test(symbols)],
  ['jumps and returns lead where they may (CET)', !x86 || marks > 1000],
  ['it looks for libraries in the system only', !/RPATH|RUNPATH/.test(dynamic)],
];
for (const [what, fine] of checks) console.log(`${fine ? 'ok   ' : 'FAIL '} ${what}`);
const failed = checks.filter(([, fine]) => !fine).length;
console.log(`${checks.length - failed} passed, ${failed} failed`);
process.exitCode = failed > 0 ? 1 : 0;
