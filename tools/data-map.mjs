// Every column of the schema says what it holds: nothing, something of a resident or of staff, a pseudonym, a secret; what for, and when it is gone.
// Beside each schema lies columns.csv. A new column without its line ends the build.
//
//   node tools/data-map.mjs           checks, and that docs/data-map.md is as it would be made now
//   node tools/data-map.mjs write     makes docs/data-map.md
import { existsSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';

const kinds = ['none', 'resident', 'staff', 'pseudonym', 'secret'];
const page = 'docs/data-map.md';
const faults = [];
let checks = 0;
const expect = (fine, message) => { checks += 1; if (!fine) faults.push(message); };

const schemas = (folder) => readdirSync(folder).flatMap((name) => {
  const path = join(folder, name);
  if (!statSync(path).isDirectory()) return [];
  return name === 'schema' ? [path] : schemas(path);
});

/** The tables with their columns after all migrations of a module, in order. */
export function tablesOf(migrations) {
  const tables = new Map();
  for (const statement of migrations.join(';\n').replace(/--.*$/gm, '').replace(/\/\*[^]*?\*\//g, '').split(';').map((text) => text.trim())) {
    const created = /^CREATE TABLE (\w+)\s*\(([^]*)\)$/i.exec(statement);
    if (created) tables.set(created[1], splitAtCommas(created[2]).map((part) => part.trim().split(/\s+/)[0]).filter((word) => !/^(PRIMARY|UNIQUE|FOREIGN|CHECK|CONSTRAINT)$/i.test(word)));
    const added = /^ALTER TABLE (\w+) ADD COLUMN (\w+)/i.exec(statement);
    if (added) tables.get(added[1])?.push(added[2]);
    const dropped = /^DROP TABLE (\w+)/i.exec(statement);
    if (dropped) tables.delete(dropped[1]);
    const renamed = /^ALTER TABLE (\w+) RENAME/i.exec(statement);
    if (renamed) throw new Error(`tools/data-map.mjs does not know renaming yet: ${statement}`);
    const gone = /^ALTER TABLE (\w+) DROP COLUMN (\w+)/i.exec(statement);
    if (gone) tables.set(gone[1], tables.get(gone[1]).filter((column) => column !== gone[2]));
  }
  return tables;
}

function splitAtCommas(text) {
  const parts = [''];
  let depth = 0;
  for (const sign of text) {
    if (sign === '(') depth += 1;
    if (sign === ')') depth -= 1;
    if (sign === ',' && depth === 0) parts.push('');
    else parts[parts.length - 1] += sign;
  }
  return parts;
}

/** Comma-separated, with quotes where a cell holds a comma. */
const cells = (line) => [...line.matchAll(/(?:^|,)(?:"([^"]*)"|([^,]*))/g)].map(([, quoted, plain]) => quoted ?? plain);

/** What the lines of a module say: one entry a line; faults where lines and schema differ. */
export function entriesOf(module, tables, text) {
  const said = new Map();
  const entries = text.trim().split('\n').slice(1).map((line) => {
    const [table, columns, kind, about, gone, ...rest] = cells(line);
    expect(rest.length === 0 && gone !== undefined, `${module}: five cells a line: ${line}`);
    expect(kinds.includes(kind), `${module}: ${table}: the kind is one of ${kinds.join(', ')}`);
    expect(kind === 'none' || (about && gone), `${module}: ${table} ${columns}: say what for, and when it is gone`);
    for (const column of columns.split(' ')) {
      const name = `${table}.${column}`;
      expect(!said.has(name), `${module}: ${name} stands there twice`);
      said.set(name, kind);
      expect(tables.get(table)?.includes(column), `${module}: ${name} is no column of the schema`);
    }
    return { module, table, columns: columns.split(' '), kind, about, gone };
  });
  for (const [table, columns] of tables) for (const column of columns) expect(said.has(`${table}.${column}`), `${module}: ${table}.${column} has no line in columns.csv: say what it holds, what for, and when it is gone`);
  return entries;
}

// The check checks itself: it finds a column without a line, a line without a column, and one that says nothing.
{
  const tables = tablesOf(['CREATE TABLE a (\n  id BIGINT PRIMARY KEY,\n  name TEXT NOT NULL, -- of a person\n  PRIMARY KEY (id, name)\n)', 'ALTER TABLE a ADD COLUMN mail TEXT']);
  if (JSON.stringify([...tables]) !== '[["a",["id","name","mail"]]]') throw new Error(`self-test: ${JSON.stringify([...tables])}`);
  const found = (text) => { const [before, counted] = [faults.length, checks]; entriesOf('self', tables, `table,columns,kind,about,gone\n${text}`); checks = counted; return faults.splice(before).length; };
  if (found('a,id,none,,\na,name mail,resident,"who, here",30 days') !== 0 || found('a,id,none,,\na,name,resident,who,30 days') !== 1 || found('a,id name mail other,none,,') !== 1 || found('a,id mail,none,,\na,name,staff,who,') !== 1) throw new Error('self-test: a fault was not found');
}

const all = schemas('src').sort().flatMap((folder) => {
  const module = basename(dirname(folder));
  const migrations = readdirSync(folder).filter((name) => name.endsWith('.sql')).sort().map((name) => readFileSync(join(folder, name), 'utf8'));
  const list = join(folder, 'columns.csv');
  expect(existsSync(list), `${folder}: columns.csv is missing`);
  return existsSync(list) ? entriesOf(module, tablesOf(migrations), readFileSync(list, 'utf8')) : [];
});

const names = { resident: 'Of residents', staff: 'Of staff', pseudonym: 'Pseudonyms: numbers and hashes', secret: 'Secrets' };
const section = (kind) => `## ${names[kind]}\n\n| module | table | columns | what for | gone |\n| --- | --- | --- | --- | --- |\n${all.filter((entry) => entry.kind === kind).map((entry) => `| ${entry.module} | ${entry.table} | ${entry.columns.map((column) => `\`${column}\``).join(' ')} | ${entry.about} | ${entry.gone} |`).join('\n')}\n`;
const made = `# Map of personal data

Made from the schema and the \`columns.csv\` beside it (\`node tools/data-map.mjs write\`). A column without a line there ends the build. Each authority has its own database;
what is erased is overwritten in the files (docs/operations.md). All other columns hold nothing of a person. Memory and logs: docs/security.md.

${Object.keys(names).map(section).join('\n')}`;

if (process.argv[2] === 'write') writeFileSync(page, made);
expect(existsSync(page) && readFileSync(page, 'utf8') === made, `${page} is not what the schema says: node tools/data-map.mjs write`);
for (const fault of faults) console.log(fault);
console.log(`${checks - faults.length} passed, ${faults.length} failed`);
process.exitCode = faults.length > 0 ? 1 : 0;
