// The built-in functions that conditions in forms use most; `functions.js` has the others.
import { eq } from './runtime.js';

export const all_ = (xs, type) => xs.every(x => typeof x === type);
export const listOf = x => (x === null || Array.isArray(x) ? x : [x]);
const lone = x => Array.isArray(x) && x.length === 1;
// A list of one element counts as that element where a single value is wanted.
export const one = x => (lone(x) ? x[0] : x);
export const single = run => (...xs) => run(...xs) ?? (xs.some(lone) ? run(...xs.map(x => (lone(x) ? x[0] : x))) : null);
export const strings = run => single((...xs) => (all_(xs, 'string') ? run(...xs) : null));
export const onList = run => (x, ...rest) => { const l = listOf(x); return l === null ? null : run(l, ...rest); };

export const strlen = strings(s => Array.from(s).length);
export const upper = strings(s => s.toUpperCase());
export const lower = strings(s => s.toLowerCase());
export const contains = strings((s, m) => s.includes(m));
export const starts = strings((s, m) => s.startsWith(m));
export const ends = strings((s, m) => s.endsWith(m));
export const count = onList(l => l.length);
export const has = onList((l, x) => l.some(e => eq(e, x) === true));
