// Rows of the table: what was demanded, what was measured, and whether the one meets the other.

/// A figure with a bound: `most` or `least`.
export function figure(what, { most, least, unit = '', digits = 1, value, note = '' }) {
  const met = (most === undefined || value <= most) && (least === undefined || value >= least);
  const demanded = most !== undefined ? `≤ ${number(most)}${unit}` : `≥ ${number(least)}${unit}`;
  return { what, demanded, measured: `${value.toFixed(digits)}${unit}${note && `; ${note}`}`, verdict: Number.isFinite(value) && met ? 'met' : 'missed' };
}

/// A figure nobody demanded, that explains others.
export function report(what, measured, note = '') {
  return { what, demanded: '', measured: [measured, note].filter(Boolean).join('; '), verdict: '' };
}

export function median(values) {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = sorted.length >> 1;
  return sorted.length % 2 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
}

export const spread = (values, digits = 0) => `${Math.min(...values).toFixed(digits)}–${Math.max(...values).toFixed(digits)}`;

const number = (value) => String(value);
const columns = ['what', 'demanded', 'measured', 'verdict'];
const cells = (rows) => [Object.fromEntries(columns.map((c) => [c, c === 'demanded' ? 'figure demanded' : c])), ...rows];

export function as_text(rows) {
  const widths = columns.map((c) => Math.max(...cells(rows).map((row) => [...row[c]].length)));
  return cells(rows).map((row) => columns.map((c, i) => row[c] + ' '.repeat(widths[i] - [...row[c]].length)).join('  ').trimEnd()).join('\n') + '\n';
}

export function as_markdown(rows, about) {
  const line = (values) => `| ${values.map((v) => v.replaceAll('|', '\\|')).join(' | ')} |`;
  const [head, ...body] = cells(rows).map((row) => line(columns.map((c) => row[c])));
  return `# Figures\n\nWritten by \`bench/run\`; all ratios come from one run on one machine.\n\n${[head, line(columns.map(() => '---')), ...body].join('\n')}\n\n${about.map((text) => `- ${text}`).join('\n')}\n`;
}
