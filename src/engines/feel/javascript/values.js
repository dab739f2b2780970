// Values of FEEL in the browser: null, booleans, strings, arrays and plain objects are themselves; numbers are doubles
// kept to 15 significant digits, so that 0.1 + 0.2 is 0.3; dates, durations, ranges and functions are classes.
const own = (object, name) => Object.prototype.hasOwnProperty.call(object, name);

class FeelDate {
  constructor(days) {
    this.days = days;
    const z = days + 719468, era = Math.floor(z / 146097), doe = z - era * 146097;
    const yoe = Math.floor((doe - Math.floor(doe / 1460) + Math.floor(doe / 36524) - Math.floor(doe / 146096)) / 365);
    const doy = doe - (365 * yoe + Math.floor(yoe / 4) - Math.floor(yoe / 100)), mp = Math.floor((5 * doy + 2) / 153);
    this.month = mp < 10 ? mp + 3 : mp - 9;
    this.day = doy - Math.floor((153 * mp + 2) / 5) + 1;
    this.year = yoe + era * 400 + (this.month <= 2 ? 1 : 0);
  }
  get weekday() { return ((this.days + 3) % 7 + 7) % 7 + 1; }
  toString() {
    const pad = (n, w) => String(n).padStart(w, '0');
    return (this.year < 0 ? '-' : '') + pad(Math.abs(this.year), 4) + '-' + pad(this.month, 2) + '-' + pad(this.day, 2);
  }
}

class Duration {
  constructor(amount, months) { this.n = amount; this.months = months; }   // seconds, or months
  toString() {
    const n = Math.abs(this.n), sign = this.n < 0 ? '-P' : 'P', part = (x, l) => (x ? x + l : '');
    if (this.months) return n ? sign + part(Math.floor(n / 12), 'Y') + part(n % 12, 'M') : 'P0M';
    const time = part(Math.floor(n / 3600) % 24, 'H') + part(Math.floor(n / 60) % 60, 'M') + part(keep(n % 60), 'S');
    return n ? sign + part(Math.floor(n / 86400), 'D') + (time ? 'T' + time : '') : 'PT0S';
  }
}

class Range {
  constructor(low, high, lowIn, highIn, form) { Object.assign(this, { low, high, lowIn: !!lowIn, highIn: !!highIn, form }); }
}

class FeelFunction {
  constructor(names, run) { this.names = names; this.run = run; }
}

/** A finite number of 15 digits, or null. */
const keep = x => (Number.isFinite(x) ? (Number.isSafeInteger(x) ? x + 0 : Number(x.toPrecision(15))) : null);

const kind = v => v === null || v === undefined ? 'null' : Array.isArray(v) ? 'list' : typeof v !== 'object' ? typeof v
  : v instanceof FeelDate ? 'date' : v instanceof Duration ? (v.months ? 'months' : 'seconds') : v instanceof Range ? 'range'
  : v instanceof FeelFunction ? 'function' : 'context';

const leap = y => (y % 4 === 0 && y % 100 !== 0) || y % 400 === 0;
const monthLength = (y, m) => (m === 2 && leap(y) ? 29 : [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31][m - 1]);

function civil(year, month, day) {
  if (![year, month, day].every(Number.isInteger) || Math.abs(year) > 999999999 || month < 1 || month > 12 || day < 1 ||
      day > monthLength(year, month)) return null;
  const y = month <= 2 ? year - 1 : year, era = Math.floor(y / 400), yoe = y - era * 400;
  const doy = Math.floor((153 * (month + (month > 2 ? -3 : 9)) + 2) / 5) + day - 1;
  return new FeelDate(era * 146097 + yoe * 365 + Math.floor(yoe / 4) - Math.floor(yoe / 100) + doy - 719468);
}

function parseDate(text) {
  const m = /^(-?)(\d{4}|[1-9]\d{4,8})-(\d\d)-(\d\d)$/.exec(text);
  return m && civil(Number(m[1] + m[2]), Number(m[3]), Number(m[4]));
}

function addMonths(date, months) {
  const index = date.year * 12 + date.month - 1 + months, year = Math.floor(index / 12), month = index - year * 12 + 1;
  return civil(year, month, Math.min(date.day, monthLength(year, month)));
}

function parseDuration(text) {
  let m = /^(-?)P(?:(\d{1,15})D)?(?:T(?=\d)(?:(\d{1,15})H)?(?:(\d{1,15})M)?(?:(\d{1,15}(?:\.\d*)?)S)?)?$/.exec(text);
  const sign = m && m[1] ? -1 : 1, n = i => Number(m[i] || 0);
  if (m && m.slice(2).some(x => x !== undefined)) return new Duration(keep(sign * (n(2) * 86400 + n(3) * 3600 + n(4) * 60 + n(5))) + 0, false);
  m = /^(-?)P(?:(\d{1,15})Y)?(?:(\d{1,15})M)?$/.exec(text);
  return m && (m[2] || m[3]) ? new Duration((m[1] ? -1 : 1) * (n(2) * 12 + n(3)) + 0, true) : null;
}

/** [coefficient, exponent]: the digits a double shows, exactly. */
function digits(x) {
  const [mantissa, exponent] = x.toExponential().split('e'), [whole, part = ''] = mantissa.split('.');
  return [BigInt(whole + part), Number(exponent) - part.length];
}

/** Rounds to `scale` digits behind the point in one of the seven ways. */
function rounded(x, scale, mode) {
  if (typeof x !== 'number' || typeof scale !== 'number') return null;
  scale = Math.trunc(scale);
  if (scale < -6111 || scale > 6176) return null;
  const [c, e] = digits(x);
  if (e >= -scale || x === 0) return x;
  const negative = c < 0n, a = negative ? -c : c, drop = -scale - e;
  const unit = 10n ** BigInt(Math.min(drop, 40)), q = a / unit, r = a % unit, half = r * 2n;
  const up = r !== 0n && { even: half > unit || (half === unit && q % 2n === 1n), halfUp: half >= unit, halfDown: half > unit,
                           up: true, down: false, floor: negative, ceiling: !negative }[mode];
  return Number(`${negative ? '-' : ''}${q + (up ? 1n : 0n)}e${-scale}`) + 0;
}

export { own, FeelDate, Duration, Range, FeelFunction, keep, kind, civil, parseDate, addMonths, parseDuration, digits, rounded };
