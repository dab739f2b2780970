// What compiled FEEL expressions call in the browser. Every function answers null where FEEL says null.
import { own, FeelDate, Duration, Range, FeelFunction, keep, kind, parseDate, addMonths, parseDuration } from './values.js';
export * from './frequent.js';

const bool = x => (typeof x === 'boolean' ? x : null);

// Makers of constants
export const D = parseDate;
export const P = parseDuration;
export const R = (low, high, lowIn, highIn, form) => new Range(low, high, lowIn, highIn, form);
export const F = (names, run) => new FeelFunction(names, run);
export function C(entries) {
  const context = Object.create(null);
  for (const [name, value] of entries) context[name] = value ?? null;
  return context;
}

// Arithmetic
export function add(a, b) {
  if (typeof a === 'number' && typeof b === 'number') return keep(a + b);
  if (typeof a === 'string' && typeof b === 'string') return a + b;
  const ka = kind(a), kb = kind(b);
  if (ka === kb && a instanceof Duration) return new Duration(keep(a.n + b.n), a.months);
  if (a instanceof FeelDate && b instanceof Duration) return shift(a, b, 1);
  if (a instanceof Duration && b instanceof FeelDate) return shift(b, a, 1);
  return null;
}
function shift(date, duration, sign) {
  return duration.months ? addMonths(date, sign * duration.n) : new FeelDate(Math.floor((date.days * 86400 + sign * duration.n) / 86400));
}
export function sub(a, b) {
  if (typeof a === 'number' && typeof b === 'number') return keep(a - b);
  if (a instanceof Duration && kind(a) === kind(b)) return new Duration(keep(a.n - b.n), a.months);
  if (a instanceof FeelDate && b instanceof Duration) return shift(a, b, -1);
  if (a instanceof FeelDate && b instanceof FeelDate) return new Duration((a.days - b.days) * 86400, false);
  return null;
}
const scale = (d, x) => (Number.isFinite(x) ? new Duration(d.months ? Math.trunc(x) + 0 : keep(x), d.months) : null);
export function mul(a, b) {
  if (typeof a === 'number' && typeof b === 'number') return keep(a * b);
  if (a instanceof Duration && typeof b === 'number') return scale(a, a.n * b);
  if (b instanceof Duration && typeof a === 'number') return scale(b, b.n * a);
  return null;
}
export function div(a, b) {
  if (typeof a === 'number' && typeof b === 'number') return b === 0 ? null : keep(a / b);
  if (a instanceof Duration && typeof b === 'number') return b === 0 ? null : scale(a, a.n / b);
  if (a instanceof Duration && kind(a) === kind(b)) return b.n === 0 ? null : keep(a.n / b.n);
  return null;
}
export function pow(a, b) {
  return typeof a === 'number' && typeof b === 'number' && !(a === 0 && b < 0) ? keep(a ** b) : null;
}
export function neg(a) {
  if (typeof a === 'number') return 0 - a;
  return a instanceof Duration ? new Duration(0 - a.n, a.months) : null;
}

// Comparison
const order = v => (v instanceof FeelDate ? v.days : v instanceof Duration ? v.n : v);
export function compare(a, b) {
  const k = kind(a);
  if (k !== kind(b) || !['number', 'string', 'date', 'months', 'seconds'].includes(k)) return null;
  if (k === 'string') return codePointOrder(a, b);
  return Math.sign(order(a) - order(b));
}
function codePointOrder(a, b) {
  if (a === b) return 0;
  const x = Array.from(a), y = Array.from(b);
  for (let i = 0; i < x.length && i < y.length; i++) if (x[i] !== y[i]) return x[i].codePointAt(0) < y[i].codePointAt(0) ? -1 : 1;
  return x.length < y.length ? -1 : 1;
}
export function eq(a, b) {
  const k = kind(a);
  if (k === 'null' || kind(b) === 'null') return k === kind(b);
  if (k !== kind(b)) return null;
  if (k === 'list') return a.length === b.length && a.every((x, i) => eq(x, b[i]) === true);
  if (k === 'context') {
    const names = Object.keys(a);
    return names.length === Object.keys(b).length && names.every(n => own(b, n) && eq(a[n], b[n]) === true);
  }
  if (k === 'range')
    return a.form === b.form && a.lowIn === b.lowIn && a.highIn === b.highIn && eq(a.low, b.low) === true && eq(a.high, b.high) === true;
  if (k === 'function') return a === b ? true : null;
  return order(a) === order(b);
}
const flip = x => (typeof x === 'boolean' ? !x : null);
const when = (c, test) => (c === null ? null : test(c));
export const ne = (a, b) => flip(eq(a, b));
export const lt = (a, b) => when(compare(a, b), c => c < 0);
export const le = (a, b) => when(compare(a, b), c => c <= 0);
export const gt = (a, b) => when(compare(a, b), c => c > 0);
export const ge = (a, b) => when(compare(a, b), c => c >= 0);
export function between(x, low, high) {
  const from = compare(x, low), to = compare(x, high);
  return from === null || to === null ? null : from >= 0 && to <= 0;
}

// Three-valued logic; the second operand and the later ones are functions, so that they can be left out
export function and(a, second) {
  if (a === false) return false;
  const b = second();
  return b === false ? false : a === true && b === true ? true : null;
}
export function or(a, ...later) {
  let unknown = typeof a !== 'boolean';
  if (a === true) return true;
  for (const next of later) {
    const b = next();
    if (b === true) return true;
    unknown ||= typeof b !== 'boolean';
  }
  return unknown ? null : false;
}
export const not = flip;

// Ranges and tests
const ordered = v => v === null || ['number', 'string', 'boolean', 'date', 'months', 'seconds'].includes(kind(v)) && typeof v !== 'boolean';
export function range(low, high, lowIn, highIn) {
  if (!ordered(low) || !ordered(high) || (low === null && high === null)) return null;
  if (low !== null && high !== null && !(compare(low, high) <= 0 && compare(low, high) !== null)) return null;
  return new Range(low, high, lowIn && low !== null, highIn && high !== null, 0);
}
export function unary(op, end) {
  if (op === 'lt' || op === 'le') return new Range(null, end, 0, op === 'le', 1);
  if (op === 'gt' || op === 'ge') return new Range(end, null, op === 'ge', 0, 1);
  return new Range(end, end, 1, 1, op === 'eq' ? 1 : 2);
}
export function within(r, x) {
  if (r.form === 2) return flip(eq(r.low, x));
  if ((r.form === 0 && (r.low === null || r.high === null)) || (r.low === null && r.high === null)) return null;
  const from = r.low === null ? 1 : compare(x, r.low), to = r.high === null ? -1 : compare(x, r.high);
  if (from === null || to === null) return null;
  return (from > 0 || (r.lowIn && from === 0)) && (to < 0 || (r.highIn && to === 0));
}
export function is(input, wanted) {
  if (wanted instanceof Range) return within(wanted, input);
  if (Array.isArray(wanted)) {
    if (Array.isArray(input) && eq(input, wanted) === true) return true;
    return wanted.some(x => (x instanceof Range ? within(x, input) : eq(input, x)) === true);
  }
  const equal = eq(input, wanted);
  return equal === null && typeof wanted === 'boolean' ? wanted : equal;
}
// What could not be worked out says nothing, even of an input that is missing.
export const known = (wanted, test) => (kind(wanted) === 'null' ? null : test(wanted));
export const test = (input, result) => (typeof result === 'boolean' ? result : known(result, () => is(input, result)));

// Structure
export function get(value, name) {
  switch (kind(value)) {
    case 'context': return own(value, name) ? value[name] ?? null : null;
    case 'list': return value.map(x => get(x, name));
    case 'date': return ['year', 'month', 'day', 'weekday'].includes(name) ? value[name] : null;
    case 'months': return name === 'years' ? Math.trunc(value.n / 12) + 0 : name === 'months' ? value.n % 12 + 0 : null;
    case 'seconds': return { days: Math.trunc(value.n / 86400) + 0, hours: Math.trunc(value.n / 3600) % 24 + 0,
                             minutes: Math.trunc(value.n / 60) % 60 + 0, seconds: Math.trunc(value.n) % 60 + 0 }[name] ?? null;
    case 'range': return value.form === 2 ? (name.endsWith('included') ? false : null)
      : { start: value.low, end: value.high, 'start included': value.lowIn, 'end included': value.highIn }[name] ?? null;
    default: return null;
  }
}
export function pick(item, name, otherwise) {
  if (kind(item) === 'context') { if (own(item, name)) return item[name] ?? null; }
  else if (item !== null && !Array.isArray(item)) { const x = get(item, name); if (x !== null) return x; }
  return otherwise ? otherwise() : null;
}
export function filter(base, condition, byNumber) {
  const list = Array.isArray(base) ? base : base === null && byNumber ? [] : [base];
  if (list.length === 0 && (byNumber || typeof condition(null) === 'number')) return null;
  const kept = [];
  for (let i = 0; i < list.length; i++) {
    const verdict = condition(list[i]);
    if (i === 0 && typeof verdict === 'number') return at(list, verdict);
    if (typeof verdict !== 'boolean' && verdict !== null) return null;
    if (verdict === true) kept.push(list[i]);
  }
  return kept;
}
function at(list, index) {
  const i = index > 0 ? index - 1 : list.length + index;
  return Number.isInteger(index) && index !== 0 && i >= 0 && i < list.length ? list[i] ?? null : null;
}

// Iteration. A page must not hang: a loop of more than a million steps is null.
function domain(value, bare) {
  if (value instanceof Range) {
    const days = value.low instanceof FeelDate, low = order(value.low), high = order(value.high);
    if (!['number', 'date'].includes(kind(value.low)) || kind(value.low) !== kind(value.high) || !Number.isInteger(low) || !Number.isInteger(high)) return null;
    const step = low <= high ? 1 : -1;
    if ((step < 0 && !bare) || Math.abs(high - low) > 1e6) return null;
    const out = [], last = value.highIn ? high : high - step;
    for (let i = value.lowIn ? low : low + step; step > 0 ? i <= last : i >= last; i += step) out.push(days ? new FeelDate(i) : i);
    return out;
  }
  return bare || value === null ? null : Array.isArray(value) ? value : [value];
}
export function loop(over, bare, nested, body) {
  const list = domain(over, bare);
  if (list === null) return null;
  const out = [];
  for (const item of list) {
    const result = body(item);
    if (!nested) { out.push(result); continue; }
    if (result === null) return null;
    out.push(...result);
  }
  return out;
}
const quantified = decisive => (over, bare, nested, body) => {
  const list = domain(over, bare);
  if (list === null) return null;
  let unknown = false;
  for (const item of list) {
    const verdict = bool(body(item));
    if (verdict === decisive) return decisive;
    unknown ||= verdict === null;
  }
  return unknown ? null : !decisive;
};
export const some = quantified(true);
export const every = quantified(false);

export function call(callee, names, ...given) {
  if (!(callee instanceof FeelFunction)) return null;
  const args = names ? callee.names.map(n => given[names.indexOf(n)]) : given;
  if (given.length !== callee.names.length || args.includes(undefined)) return null;
  return callee.run(...args) ?? null;
}
