// All built-in functions of FEEL that the browser can work out as the server does; together with the runtime, in its place.
import { own, FeelDate, Duration, Range, FeelFunction, keep, kind, civil, parseDate, parseDuration, rounded } from './values.js';
import { eq, compare, C } from './runtime.js';
import { all_, listOf, strings, single, one, onList, has } from './frequent.js';
export * from './runtime.js';

const spread = xs => (xs.length === 1 && Array.isArray(xs[0]) ? xs[0] : xs);
const numbers = run => (...xs) => { const l = spread(xs); return all_(l, 'number') && l.length ? run(l) : null; };
const sorted = l => [...l].sort((a, b) => a - b);
const total = l => l.reduce((a, b) => keep(a + b), 0);

// Text
export const before = strings((s, m) => (s.includes(m) ? s.slice(0, s.indexOf(m)) : ''));
export const after = strings((s, m) => (s.includes(m) ? s.slice(s.indexOf(m) + m.length) : ''));
export const substr = single((s, start, length) => {
  if (typeof s !== 'string' || typeof start !== 'number') return null;
  const letters = Array.from(s), from = Math.trunc(start), first = from > 0 ? from - 1 : letters.length + from;
  if (from === 0 || first < 0 || first >= letters.length) return null;
  if (length === undefined || length === null) return letters.slice(first).join('');
  if (typeof length !== 'number' || Math.trunc(length) < 1) return null;
  return letters.slice(first, first + Math.trunc(length)).join('');
});
export function join(x, delimiter = '') {
  const l = listOf(x), d = one(delimiter) ?? '';
  if (l === null || typeof d !== 'string') return null;
  const parts = l.filter(e => e !== null);
  return all_(parts, 'string') ? parts.join(d) : null;
}
const plain = n => {
  const text = String(n);
  if (!text.includes('e')) return text;
  const [m, e] = text.split('e'), [whole, part = ''] = m.replace('-', '').split('.'), point = whole.length + Number(e);
  if (Math.abs(point) > 60) return text;
  const ds = whole + part, sign = n < 0 ? '-' : '';
  return sign + (point <= 0 ? '0.' + '0'.repeat(-point) + ds : ds.padEnd(point, '0'));
};
function show(x) {
  switch (kind(x)) {
    case 'string': return JSON.stringify(x).replace(/\\[bf]|\\u[0-9a-f]{4}/g, e => JSON.parse(`"${e}"`));
    case 'number': return plain(x);
    case 'date': case 'months': case 'seconds': return `"${x}"`;
    case 'list': return '[' + x.map(show).join(', ') + ']';
    case 'context': return '{' + Object.keys(x).map(n => (/^[\p{L}_?][\p{L}\p{N}_?]*$/u.test(n) ? n : JSON.stringify(n)) + ': ' + show(x[n])).join(', ') + '}';
    case 'range': return x.form === 2 ? '!= ' + show(x.low) : (x.lowIn ? '[' : '(') + show(x.low) + '..' + show(x.high) + (x.highIn ? ']' : ')');
    case 'function': return 'function';
    default: return String(x);
  }
}
export const str = x => (x === null ? null : typeof x === 'string' ? x : ['date', 'months', 'seconds'].includes(kind(x)) ? String(x) : show(x));
export const num = single(x => {
  if (typeof x === 'number') return x;
  return typeof x === 'string' && /^-?(\d+\.?\d*|\.\d+)([eE][+-]?\d+)?$/.test(x) ? keep(Number(x)) : null;
});

// Numbers
export const decimal = single((n, s) => rounded(n, s, 'even'));
export const floor = single((n, s = 0) => rounded(n, s, 'floor'));
export const ceiling = single((n, s = 0) => rounded(n, s, 'ceiling'));
export const roundUp = single((n, s) => rounded(n, s, 'up'));
export const roundDown = single((n, s) => rounded(n, s, 'down'));
export const halfUp = single((n, s) => rounded(n, s, 'halfUp'));
export const halfDown = single((n, s) => rounded(n, s, 'halfDown'));
export const abs = single(x => (typeof x === 'number' ? Math.abs(x) : x instanceof Duration ? new Duration(Math.abs(x.n), x.months) : null));
export const mod = single((a, b) => (all_([a, b], 'number') && b !== 0 ? keep(a - b * Math.floor(keep(a / b))) : null));
export const sqrt = single(x => (typeof x === 'number' && x >= 0 ? keep(Math.sqrt(x)) : null));
export const odd = single(x => (Number.isInteger(x) ? x % 2 !== 0 : null));
export const even = single(x => (Number.isInteger(x) ? x % 2 === 0 : null));

// Lists
const extreme = sign => (...xs) => {
  const l = spread(xs);
  if (l.length === 0 || l.some(x => compare(x, l[0]) === null)) return null;
  return l.reduce((best, x) => (compare(x, best) * sign > 0 ? x : best));
};
export const min = extreme(-1);
export const max = extreme(1);
export const sum = (...xs) => {
  const l = spread(xs);
  if (l.length && l[0] instanceof Duration) return l.every(x => kind(x) === kind(l[0])) ? new Duration(total(l.map(x => x.n)), l[0].months) : null;
  return numbers(total)(l);
};
export const product = numbers(l => l.reduce((a, b) => keep(a * b), 1));
export const mean = numbers(l => keep(total(l) / l.length));
export const median = numbers(l => { const s = sorted(l), m = Math.floor(s.length / 2); return s.length % 2 ? s[m] : keep((s[m - 1] + s[m]) / 2); });
export function mode(...xs) {
  const l = spread(xs);
  if (!all_(l, 'number')) return null;
  const times = new Map();
  for (const x of l) times.set(x, (times.get(x) ?? 0) + 1);
  const most = Math.max(0, ...times.values());
  return sorted([...times.keys()].filter(x => times.get(x) === most));
}
const decided = wanted => (...xs) => {
  if (xs.length === 1 && xs[0] === null) return null;
  const l = spread(xs);
  return l.includes(wanted) ? wanted : all_(l, 'boolean') ? !wanted : null;
};
export const all = decided(false);
export const any = decided(true);
const place = (given, size) => {
  const position = one(given);
  if (!Number.isInteger(position) || position === 0 || Math.abs(position) > size) return -1;
  return position > 0 ? position - 1 : size + position;
};
export const sublist = onList((l, start, size) => {
  const length = one(size);
  const first = place(start, l.length);
  if (first < 0) return null;
  if (length === undefined || length === null) return l.slice(first);
  return Number.isInteger(length) && length >= 1 && first + length <= l.length ? l.slice(first, first + length) : null;
});
export const append = (l, ...items) => [...(listOf(l) ?? []), ...items];
export const concat = (...ls) => (ls.includes(null) ? null : ls.flatMap(x => listOf(x)));
export const insert = onList((l, p, x) => { const i = place(p, l.length); return i < 0 ? null : l.toSpliced ? l.toSpliced(i, 0, x) : [...l.slice(0, i), x, ...l.slice(i)]; });
export const remove = onList((l, p) => { const i = place(p, l.length); return i < 0 ? null : l.filter((_, j) => j !== i); });
export const replace = onList((l, where, x) => {
  if (typeof where === 'number') { const i = place(Math.trunc(where), l.length); return i < 0 ? null : l.map((e, j) => (j === i ? x : e)); }
  if (!(where instanceof FeelFunction) || where.names.length !== 2) return null;
  const verdicts = l.map(e => where.run(e, x));
  return all_(verdicts, 'boolean') ? l.map((e, i) => (verdicts[i] ? x : e)) : null;
});
export const reverse = onList(l => [...l].reverse());
export const index = onList((l, x) => l.flatMap((e, i) => (eq(e, x) === true ? [i + 1] : [])));
export const distinct = onList(l => l.reduce((kept, x) => (has(kept, x) ? kept : [...kept, x]), []));
export const union = (...ls) => { const l = concat(...ls); return l === null ? null : distinct(l); };
export const flatten = x => (x === null ? null : [x].flat(Infinity));
export const sort = onList((l, precedes) => {
  if (precedes === undefined || precedes === null) return l.some(x => l.length > 1 && compare(x, l[0]) === null) ? null : [...l].sort(compare);
  if (!(precedes instanceof FeelFunction)) return null;
  return [...l].sort((a, b) => (precedes.run(a, b) === true ? -1 : precedes.run(b, a) === true ? 1 : 0));
});

// Contexts
export function value(given, key) {
  const context = one(given);
  if (kind(context) !== 'context') return null;
  if (typeof key === 'string') return own(context, key) ? context[key] : null;
  if (!Array.isArray(key) || key.length === 0) return null;
  return key.reduce((c, k) => (kind(c) === 'context' && typeof k === 'string' && own(c, k) ? c[k] : null), context);
}
export const entries = x => entriesOf(one(x));
const entriesOf = c => (kind(c) === 'context' ? Object.keys(c).map(n => C([['key', n], ['value', c[n]]])) : null);
export function put(given, key, x) {
  const c = one(given);
  const [first, ...rest] = Array.isArray(key) ? key : [key];
  if (kind(c) !== 'context' || typeof first !== 'string') return null;
  if (rest.length === 0) return C([...Object.entries(c).filter(([n]) => n !== first || own(c, n)).map(([n, v]) => [n, n === first ? x : v]), ...(own(c, first) ? [] : [[first, x]])]);
  const inner = own(c, first) ? put(c[first], rest, x) : null;
  return inner === null ? null : put(c, first, inner);
}
export const putKey = (c, key, x) => (typeof one(key) === 'string' ? put(c, one(key), x) : null);
export const merge = onList(l => (l.every(c => kind(c) === 'context') ? C(l.flatMap(Object.entries)) : null));
export const context = onList(l => {
  if (!l.every(e => kind(e) === 'context' && typeof e.key === 'string' && own(e, 'value'))) return null;
  return new Set(l.map(e => e.key)).size === l.length ? C(l.map(e => [e.key, e.value])) : null;
});

// Dates
export const date = single((x, month, day) => {
  if (month !== undefined) return civil(x, month, day);
  return x instanceof FeelDate ? x : typeof x === 'string' ? parseDate(x) : null;
});
export const duration = single(x => (x instanceof Duration ? x : typeof x === 'string' ? parseDuration(x) : null));
export const months = single((from, to) => {
  if (!(from instanceof FeelDate) || !(to instanceof FeelDate)) return null;
  let n = (to.year - from.year) * 12 + to.month - from.month;
  if (n > 0 && to.day < from.day) n--;
  if (n < 0 && to.day > from.day) n++;
  return new Duration(n, true);
});
const onDate = run => single(x => (x instanceof FeelDate ? run(x) : null));
export const weekday = onDate(d => ['Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday', 'Sunday'][d.weekday - 1]);
export const month = onDate(d => ['January', 'February', 'March', 'April', 'May', 'June', 'July', 'August', 'September', 'October', 'November', 'December'][d.month - 1]);
export const yearday = onDate(d => d.days - civil(d.year, 1, 1).days + 1);
export const week = onDate(d => Math.floor((yearday(new FeelDate(d.days + 4 - d.weekday)) - 1) / 7) + 1);

export { Range };
