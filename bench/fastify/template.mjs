// Makes the Fastify peer's page from the real one, so that both always render the same bytes.
//
// The page is read into a tree and written again as one JavaScript template literal, as a careful Node developer would
// write it by hand: markup stays literal; every text and every attribute that a reader sees or follows is a value of a
// data object and passes an escape function; neighbours of the same shape (list items, facts, sections) become a loop
// over an array; JSON-LD is an object that JSON.stringify writes. Texts come from the JSON of the API wherever they
// appear there; the rest are labels of the page.
//
// The peer is let off lightly: no look-up of the town, no translation, no rules of competence, no opening hours worked
// out, icons and addresses of assets literal, no compression. It sends the same response headers.

const empty_tags = new Set(['meta', 'link', 'input', 'br', 'img', 'use', 'hr']);
const data_attributes = new Set(['content', 'href', 'title', 'aria-label', 'action', 'value', 'hreflang', 'lang', 'data-kl-suggest', 'data-kl-count', 'data-kl-list']);
const named = { amp: '&', lt: '<', gt: '>', quot: '"', '#39': "'" };

export const unescaped = (text) => text.replace(/&(amp|lt|gt|quot|#39);/g, (_, name) => named[name]);

/// Elements { name, attributes: [[name, value]], closed, children } and texts { text }.
export function parse(html) {
  const root = { name: '', children: [] };
  const open = [root];
  const token = /<!DOCTYPE html>\n?|<(\/?)([a-zA-Z][\w-]*)((?:\s+[\w:-]+(?:=(?:"[^"]*"|[^\s">]+))?)*)\s*(\/?)>|[^<]+/g;
  let at = 0;
  while (at < html.length) {
    token.lastIndex = at;
    const found = token.exec(html);
    if (found?.index !== at) throw new Error(`the page is not understood at: ${html.slice(at, at + 60)}`);
    at = token.lastIndex;
    const [whole, end, name, attributes, closed] = found;
    if (!name) open.at(-1).children.push(whole.startsWith('<!') ? { raw: whole } : { text: whole });
    else if (end) open.pop();
    else {
      const element = { name, attributes: read_attributes(attributes), closed, children: [] };
      open.at(-1).children.push(element);
      if (!closed && !empty_tags.has(name)) open.push(element);
    }
  }
  return root.children;
}

const read_attributes = (text) => [...text.matchAll(/\s+([\w:-]+)(?:=("[^"]*"|[^\s">]+))?/g)].map(([, name, value]) => [name, value]);

const is_data = ([name, value]) => value?.startsWith('"') && data_attributes.has(name) && !value.startsWith('"/assets/');

/// Two nodes of one shape differ in their data only.
function shape(node) {
  if (node.raw !== undefined) return node.raw;
  if (node.text !== undefined) return '#';
  const attributes = node.attributes.map((a) => (is_data(a) ? a[0] : a.join('='))).join(' ');
  return `<${node.name} ${attributes}>${node.children.map(shape).join('')}</>`;
}

/// Writes nodes as the inside of a template literal. `take` stores a value in the scope and returns how to reach it.
class Scope {
  constructor(name, depth) { this.name = name; this.depth = depth; this.values = {}; this.count = 0; }
  take(value, prefix = 't') {
    const key = `${prefix}${this.count++}`;
    this.values[key] = value;
    return `${this.name}.${key}`;
  }
}

const literal = (text) => text.replace(/[\\`]|\$\{/g, '\\$&');

function write(nodes, scope) {
  let out = '';
  for (let i = 0; i < nodes.length;) {
    let same = i + 1;
    while (same < nodes.length && nodes[i].children && shape(nodes[same]) === shape(nodes[i])) same++;
    out += same - i > 1 ? write_loop(nodes.slice(i, same), scope) : write_one(nodes[i], scope);
    i = same;
  }
  return out;
}

function write_loop(nodes, scope) {
  const items = nodes.map((node) => {
    const inner = new Scope(`i${scope.depth}`, scope.depth + 1);
    return { code: write_one(node, inner), values: inner.values };
  });
  return `\${${scope.take(items.map((item) => item.values), 'list')}.map((i${scope.depth}) => \`${items[0].code}\`).join('')}`;
}

function write_one(node, scope) {
  if (node.raw !== undefined) return literal(node.raw);
  if (node.text !== undefined) return `\${esc(${scope.take(unescaped(node.text))})}`;
  const attributes = node.attributes.map((a) => write_attribute(a, scope)).join('');
  const head = `<${node.name}${attributes}${node.closed}>`;
  if (node.closed || empty_tags.has(node.name)) return head;
  return `${head}${node.name === 'script' ? write_script(node, scope) : write(node.children, scope)}</${node.name}>`;
}

function write_attribute([name, value], scope) {
  if (value === undefined) return ` ${name}`;
  if (!is_data([name, value])) return ` ${name}=${literal(value)}`;
  return ` ${name}="\${esc(${scope.take(unescaped(value.slice(1, -1)))})}"`;
}

function write_script(node, scope) {
  if (node.children.length === 0) return '';
  return `\${JSON.stringify(${scope.take(JSON.parse(node.children[0].text), 'object')}).replace(/</g, '\\\\u003c')}`;
}

/// Texts of the page that the API gives word for word, as a share of all texts: shows how much is data and how much label.
export function share_from_api(values, answers) {
  const known = new Set();
  const collect = (value, into) => (typeof value === 'string' ? into(value) : value && typeof value === 'object' ? Object.values(value).forEach((one) => collect(one, into)) : undefined);
  answers.forEach((answer) => collect(answer, (text) => text.split('\n').forEach((line) => known.add(line.replace(/^(- |\d+\. )/, '')))));
  let all = 0, from_api = 0;
  collect(values, (text) => { all += Buffer.byteLength(text); if (known.has(text)) from_api += Buffer.byteLength(text); });
  return from_api / all;
}

/// Source of a module with `page(d)`, and the data it needs.
export function template_of(html) {
  const scope = new Scope('d', 0);
  const body = write(parse(html), scope);
  const source = `// Generated by bench/fastify/template.mjs.
const special = /[&<>"']/;
const entities = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' };
const esc = (text) => (special.test(text) ? text.replace(/[&<>"']/g, (c) => entities[c]) : text);
export const page = (d) => \`${body}\`;
`;
  return { source, data: scope.values };
}
