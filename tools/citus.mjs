// Reads every statement and migration of the program for what a Citus 12 cluster with schema-based sharding refuses, and for what would mean something else there.
// No cluster is needed and none is asked: what is proven by one stands in docs/operations.md. Prints each breach and ends with `N passed, M failed`.
//
//   node tools/citus.mjs            reads src/
//   node tools/citus.mjs --log FILE a log of PostgreSQL (log_statement = all): what was really sent, also what was put together at run time
//   node tools/citus.mjs --list     the statements it reads
import { closeSync, openSync, readFileSync, readSync, readdirSync } from 'node:fs';
import { join } from 'node:path';

const files = (folder, kind) => readdirSync(folder, { withFileTypes: true }).flatMap((entry) =>
  entry.isDirectory() ? files(join(folder, entry.name), kind) : kind.test(entry.name) ? [join(folder, entry.name)] : []);

// ---- Texts of a C++ file

/// The signs of a C++ text: comments are left out, literals are decoded, words and other signs stay.
function* signs(code) {
  const pattern = /\/\/[^\n]*|\/\*[^]*?\*\/|R"(\w*)\(([^]*?)\)\1"|"((?:[^"\\\n]|\\[^])*)"|'(?:[^'\\\n]|\\.)+'|\w+|\\\n|\n|[^\s\w]/g;
  for (const found of code.matchAll(pattern)) {
    const [all, , raw, text] = found, at = found.index;
    if (all.startsWith('//') || all.startsWith('/*') || all === '\\\n') continue;
    if (raw !== undefined) yield { kind: 'text', text: raw, at };
    else if (text !== undefined) yield { kind: 'text', text: text.replace(/\\\n/g, '').replace(/\\(.)/g, (_, sign) => (sign === 'n' ? '\n' : sign)), at };
    else yield { kind: all === '\n' ? 'line' : /^\w/.test(all) ? 'word' : 'sign', text: all, at };
  }
}

/// Texts as the compiler sees them: literals beside each other are one, macros of the same file are put in.
function textsOf(code) {
  const macros = new Map();
  for (const [, name, body] of code.matchAll(/^#define (\w+)((?:.*\\\n)*.*)$/gm)) {
    const parts = [...signs(body)].filter((sign) => sign.kind !== 'line');
    if (parts.length && parts.every((sign) => sign.kind === 'text')) macros.set(name, parts.map((sign) => sign.text).join(''));
  }
  const found = [];
  let open = null;
  for (const sign of signs(code.replace(/^#define (?:.*\\\n)*.*$/gm, (lines) => lines.replace(/[^\n]/g, ' ')))) {
    if (sign.kind === 'line') continue;
    const text = sign.kind === 'text' ? sign.text : macros.get(sign.text);
    if (text === undefined) { open = null; continue; }
    if (open) open.text += text;
    else found.push(open = { text, line: code.slice(0, sign.at).split('\n').length });
  }
  return found;
}

// ---- Statements

/// One by one, as src/platform/db/statements.cc sends them; without comments, what stands in quotes '...' is empty, blanks are single.
function statementsOf(script) {
  const found = [];
  let one = '';
  for (const [sign] of script.matchAll(/--[^\n]*|\/\*[^]*?\*\/|'(?:[^']|'')*'|"[^"]*"|[^]/g)) {
    if (sign === ';') { found.push(one); one = ''; }
    else if (sign.startsWith('--') || sign.startsWith('/*')) one += ' ';
    else one += sign.startsWith("'") && sign.length > 1 ? "''" : sign;
  }
  return [...found, one].map((text) => text.replace(/\s+/g, ' ').trim()).filter(Boolean);
}

const beginnings = ['SELECT', 'INSERT', 'UPDATE', 'DELETE', 'WITH', 'CREATE', 'ALTER', 'DROP', 'GRANT', 'REVOKE', 'SET', 'RESET', 'BEGIN', 'COMMIT', 'ROLLBACK', 'SAVEPOINT',
  'RELEASE', 'LISTEN', 'UNLISTEN', 'NOTIFY', 'LOCK', 'TRUNCATE', 'COPY', 'MERGE', 'DECLARE', 'PREPARE', 'VACUUM', 'ANALYZE', 'COMMENT', 'DO', 'CALL', 'REFRESH', 'REINDEX', 'VALUES'];
const isStatement = (text) => new RegExp(`^(?:${beginnings.join('|')})(?: |$)`).test(statementsOf(text)[0] ?? '') && !/^(SELECT|SET|WITH|VALUES|DO|CALL|LOCK|COMMENT) *$/.test(text);
/// Half a statement: nobody who reads the source can say what the server gets.
const isPiece = (text) => !isStatement(text) && /\b(INSERT INTO|DELETE FROM|ORDER BY|GROUP BY|ON CONFLICT|LEFT JOIN|INNER JOIN)\b|^\s*(AND|OR|WHERE|FROM|VALUES|SET|JOIN|RETURNING|LIMIT)\b.*[=?(]/.test(text);

// ---- What is refused

const volatiles = ['random', 'clock_timestamp', 'timeofday', 'nextval', 'setval', 'currval', 'lastval', 'gen_random_uuid', 'uuid_generate_v4', 'txid_current', 'pg_sleep',
  'pg_notify', 'pg_try_advisory_lock', 'pg_advisory_lock', 'pg_advisory_xact_lock', 'pg_advisory_unlock'];
const stables = ['now', 'statement_timestamp', 'transaction_timestamp', 'to_char', 'to_date', 'to_timestamp', 'current_setting', 'pg_backend_pid', 'age', 'inet_client_addr'];
const wordsOfNow = ['CURRENT_TIMESTAMP', 'CURRENT_DATE', 'CURRENT_TIME', 'LOCALTIMESTAMP', 'LOCALTIME', 'CURRENT_USER', 'SESSION_USER'];
const isVolatile = `\\b(?:${volatiles.join('|')}) ?\\(`;
const isMutable = `(?:\\b(?:${[...volatiles, ...stables].join('|')}) ?\\(|\\b(?:${wordsOfNow.join('|')})\\b)`;
const foreignName = String.raw`(?!"?(?:pg_catalog|information_schema)"?\.)"?[\w{}]+"?\."?[\w{}]+"?`;
const by = (pattern, flags = 'i') => { const made = new RegExp(pattern, flags); return (sql) => made.test(sql); };
const all = (...tests) => (sql) => tests.every((test) => test(sql));

// `refused`: the planner of Citus 12 or its router says no; the reason is its own, in our words. `avoided`: it is taken, but does something else than on one server, or nobody has
// tried it on a cluster; there is always another way. Each rule has a statement that it must find and the one to write instead.
const rules = [
  { kind: 'refused', name: 'a subquery among the values of an insert', why: 'only INSERT ... SELECT may ask',
    finds: by(String.raw`^INSERT\b.*\bVALUES ?\(.*\( ?SELECT\b`),
    wrong: 'INSERT INTO events (id, kind) VALUES ((SELECT MAX(id) + 1 FROM events), ?)', right: 'INSERT INTO events (id, kind) SELECT MAX(id) + 1, ? FROM events' },
  { kind: 'refused', name: 'a subquery in DO UPDATE', why: 'it would be asked on the node of the shard, which knows no other table by its name',
    finds: by(String.raw`\bDO UPDATE SET\b.*\( ?SELECT\b`),
    wrong: 'INSERT INTO s (n, v) VALUES (?, 1) ON CONFLICT (n) DO UPDATE SET v = (SELECT COUNT(*) FROM t)', right: 'INSERT INTO s (n, v) VALUES (?, 1) ON CONFLICT (n) DO UPDATE SET v = s.v + excluded.v' },
  { kind: 'refused', name: 'a subquery in RETURNING', why: 'not supported within INSERT, and passes the planner only to fail on the node',
    finds: by(String.raw`\bRETURNING\b.*\( ?SELECT\b`), wrong: 'INSERT INTO t (a) VALUES (?) RETURNING (SELECT MAX(a) FROM t)', right: 'INSERT INTO t (a) VALUES (?) RETURNING a' },
  { kind: 'refused', name: 'a function in DO UPDATE that is not immutable', why: 'coordinator and node could find different values',
    finds: by(`\\bDO UPDATE\\b.*${isMutable}`), wrong: 'INSERT INTO t (a, at) VALUES (?, ?) ON CONFLICT (a) DO UPDATE SET at = now()', right: 'INSERT INTO t (a, at) VALUES (?, ?) ON CONFLICT (a) DO UPDATE SET at = excluded.at' },
  { kind: 'refused', name: 'a volatile function in UPDATE or DELETE', why: 'must not be VOLATILE in what modifies a distributed table',
    finds: by(`^(?:UPDATE|DELETE)\\b.*${isVolatile}`), wrong: 'UPDATE t SET a = random()', right: 'UPDATE t SET a = ?' },
  { kind: 'refused', name: 'a stable function of a column in UPDATE or DELETE', why: 'STABLE functions may not be called with column references there',
    finds: by(String.raw`^(?:UPDATE|DELETE)\b.*\b(?:to_char|to_date|to_timestamp|age) ?\( ?[a-z]`), wrong: "DELETE FROM t WHERE to_char(at, 'YYYY') < ?", right: 'DELETE FROM t WHERE at < ?' },
  { kind: 'refused', name: 'a function in CASE or COALESCE of a change that is not immutable', why: 'it may or may not be evaluated',
    finds: by(`^(?:INSERT|UPDATE|DELETE)\\b.*\\b(?:CASE|COALESCE)\\b[^)]*?${isMutable}`), wrong: 'UPDATE t SET at = COALESCE(at, now())', right: "UPDATE t SET at = CASE WHEN at = '' THEN ? ELSE at END" },
  { kind: 'refused', name: 'a function in RETURNING that is not immutable', why: 'not allowed in the RETURNING clause',
    finds: by(`\\bRETURNING\\b.*${isMutable}`), wrong: 'UPDATE t SET a = ? WHERE id = ? RETURNING now()', right: 'UPDATE t SET a = ? WHERE id = ? RETURNING a' },
  { kind: 'refused', name: 'a change inside of WITH', why: 'the router takes common table expressions that only read',
    finds: by(String.raw`\bWITH\b.*\bAS (?:(?:NOT )?MATERIALIZED )?\( ?(?:INSERT|UPDATE|DELETE)\b`), wrong: 'WITH gone AS (DELETE FROM a RETURNING id) INSERT INTO b (id) SELECT id FROM gone', right: 'INSERT INTO b (id) SELECT id FROM a' },
  { kind: 'refused', name: 'WITH RECURSIVE before INSERT', why: 'there the recursion belongs to the distributed query; behind INSERT it is a query of its own, which the coordinator answers',
    finds: by(String.raw`^WITH RECURSIVE\b.*\bINSERT INTO\b`), wrong: 'WITH RECURSIVE n (u) AS (SELECT 0 UNION ALL SELECT u + 1 FROM n WHERE u < 9) INSERT INTO t (u) SELECT u FROM n',
    right: 'INSERT INTO t (u) WITH RECURSIVE n (u) AS (SELECT 0 UNION ALL SELECT u + 1 FROM n WHERE u < 9) SELECT u FROM n' },
  { kind: 'refused', name: 'a table of another schema', why: 'the schemas of two authorities may lie on two nodes: no worker has all of it. Names come from search_path',
    finds: by(String.raw`\b(?:FROM|JOIN|INTO|UPDATE|TABLE|REFERENCES|USING|TRUNCATE|EXISTS) ` + foreignName), wrong: 'SELECT name FROM commons.authorities WHERE key = ?', right: 'SELECT name FROM authorities WHERE key = ?' },
  { kind: 'refused', name: 'a table of the catalogue together with one of ours', why: 'local tables cannot be used in distributed queries',
    finds: all(by(String.raw`\b(?:pg_catalog|information_schema)\.|\bpg_(?:roles|namespace|class|stat_\w+|tables)\b`), by(String.raw`\bJOIN\b|\bFROM [^()]*,|\bFROM (?!pg_)\w+(?: |$)|^(?:INSERT|UPDATE|DELETE)\b`)),
    wrong: 'SELECT t.name FROM t JOIN pg_catalog.pg_roles r ON r.rolname = t.name', right: 'SELECT COUNT(*) FROM pg_catalog.pg_roles WHERE rolname = ? AND NOT rolcanlogin' },
  { kind: 'refused', name: 'a new column with a constraint', why: 'ADD COLUMN cannot bring a key, UNIQUE, CHECK or REFERENCES: constraints must have a name of their own',
    finds: by(String.raw`^ALTER TABLE \S+ ADD (?:COLUMN )?(?!CONSTRAINT\b|PRIMARY\b|FOREIGN\b|UNIQUE\b|CHECK\b).*\b(?:REFERENCES|UNIQUE|PRIMARY KEY|CHECK)\b`),
    wrong: 'ALTER TABLE t ADD COLUMN b TEXT REFERENCES u (b)', right: 'ALTER TABLE t ADD CONSTRAINT t_b FOREIGN KEY (b) REFERENCES u (b)' },
  { kind: 'refused', name: 'a constraint beside other changes of a table', why: 'ADD CONSTRAINT stands alone',
    finds: by(String.raw`^ALTER TABLE \S+ (?:.*, )?ADD CONSTRAINT\b.*, (?:ADD|DROP|ALTER)\b|^ALTER TABLE \S+ (?:ADD|DROP|ALTER)\b.*, ADD CONSTRAINT\b`),
    wrong: 'ALTER TABLE t ADD COLUMN b TEXT, ADD CONSTRAINT t_b UNIQUE (b)', right: 'ALTER TABLE t ADD CONSTRAINT t_b UNIQUE (b)' },
  { kind: 'refused', name: 'a new column whose default is not constant', why: 'no serial, no nextval and no volatile default in ADD COLUMN',
    finds: by(`^ALTER TABLE\\b.*\\bADD\\b.*(?:\\b(?:SMALL|BIG)?SERIAL\\b|\\bDEFAULT\\b.*${isMutable})`), wrong: 'ALTER TABLE t ADD COLUMN at TEXT NOT NULL DEFAULT CURRENT_TIMESTAMP', right: "ALTER TABLE t ADD COLUMN at TEXT NOT NULL DEFAULT ''" },
  { kind: 'refused', name: 'a trigger', why: 'not on distributed tables, unless the cluster is told to allow unsafe ones',
    finds: by(String.raw`^CREATE (?:OR REPLACE )?(?:CONSTRAINT )?TRIGGER\b`), wrong: 'CREATE TRIGGER t_changed AFTER UPDATE ON t FOR EACH ROW EXECUTE FUNCTION told()', right: 'INSERT INTO slot_changes (seq, desk) SELECT COALESCE(MAX(seq), 0) + 1, ? FROM slot_changes' },
  { kind: 'refused', name: 'a rule', why: 'the rule system is not supported',
    finds: by(String.raw`^CREATE (?:OR REPLACE )?RULE\b`), wrong: 'CREATE RULE r AS ON DELETE TO t DO INSTEAD NOTHING', right: 'UPDATE t SET withdrawn = 1 WHERE id = ?' },
  { kind: 'refused', name: 'inheritance, partitions or foreign tables', why: 'tables of a distributed schema do not inherit, and several levels of partitions cannot be distributed',
    finds: by(String.raw`\bINHERITS ?\(|\bPARTITION (?:OF|BY)\b(?!.*\bOVER\b)|^CREATE FOREIGN TABLE\b|\bOVER\b.*\bPARTITION OF\b`), wrong: 'CREATE TABLE t_2026 PARTITION OF t FOR VALUES IN (2026)', right: 'CREATE TABLE t (year BIGINT NOT NULL, id BIGINT NOT NULL, PRIMARY KEY (year, id))' },
  { kind: 'refused', name: 'several commands with parameters', why: 'a prepared statement is one command; migrations are taken apart by statements_of and bring no parameters',
    finds: () => false, wrong: null, right: null },
  { kind: 'refused', name: 'a cursor that is written through', why: 'DML with cursors cannot be run',
    finds: by(String.raw`\bWHERE CURRENT OF\b|^DECLARE\b.*\bCURSOR\b`), wrong: 'UPDATE t SET a = 1 WHERE CURRENT OF c', right: 'UPDATE t SET a = 1 WHERE id = ?' },
  { kind: 'refused', name: 'a role that may not log in', why: 'the workers are reached as the role in force',
    finds: (sql) => /\bNOLOGIN\b/i.test(sql) || (/^CREATE ROLE\b/i.test(sql) && !/\bLOGIN\b/i.test(sql)), wrong: 'CREATE ROLE "kreislauf_x" NOLOGIN', right: 'CREATE ROLE "kreislauf_x" LOGIN' },
  { kind: 'refused', name: 'a prepared transaction', why: 'the cluster commits in two phases by itself and lets nobody else do so',
    finds: by(String.raw`^(?:PREPARE TRANSACTION|COMMIT PREPARED|ROLLBACK PREPARED)\b`), wrong: "PREPARE TRANSACTION 'x'", right: 'COMMIT' },
  { kind: 'refused', name: 'a reserved word as the name of what stands in brackets', why: 'SQLite takes it, PostgreSQL reads it as what it means',
    finds: by(String.raw`\) AS (?:all|analyse|analyze|any|array|both|case|check|column|constraint|default|desc|distinct|do|end|except|fetch|for|grant|group|having|lateral|leading|limit|offset|only|order|placing|primary|references|returning|select|some|symmetric|table|trailing|union|unique|user|using|variadic|when|where|window|with)\b`),
    wrong: 'SELECT COUNT(*) FROM (SELECT 1 FROM t LIMIT ?) AS some', right: 'SELECT COUNT(*) FROM (SELECT 1 FROM t LIMIT ?) AS counted' },
  { kind: 'avoided', name: 'MERGE', why: 'only between co-located distributed tables, and SQLite has none',
    finds: by(String.raw`^MERGE\b`), wrong: 'MERGE INTO t USING u ON t.id = u.id WHEN MATCHED THEN DELETE', right: 'DELETE FROM t WHERE id IN (SELECT id FROM u)' },
  { kind: 'avoided', name: 'SELECT ... FOR UPDATE', why: 'taken for one table of one node, refused with joins across nodes, and SQLite has none',
    finds: by(String.raw`\bFOR (?:NO KEY )?(?:UPDATE|SHARE|KEY SHARE)\b`), wrong: 'SELECT a.id FROM a JOIN b ON b.a = a.id WHERE a.id = ? FOR UPDATE', right: 'UPDATE a SET state = state WHERE id = ? AND state = ?' },
  { kind: 'avoided', name: 'a sequence', why: 'each node counts in a range of its own, and what is smaller than BIGINT does not hold it: numbers come from number_series',
    finds: by(String.raw`\b(?:SMALL|BIG)?SERIAL\d?\b|\bCREATE SEQUENCE\b|\bAS IDENTITY\b|\bnextval ?\(`), wrong: 'CREATE TABLE t (id SERIAL PRIMARY KEY)', right: 'CREATE TABLE t (id BIGINT PRIMARY KEY)' },
  { kind: 'avoided', name: 'a temporary table', why: 'it lies on the coordinator alone and cannot be joined with what is distributed',
    finds: by(String.raw`^CREATE (?:GLOBAL |LOCAL )?TEMP(?:ORARY)?\b|\bON COMMIT (?:DROP|DELETE)\b`), wrong: 'CREATE TEMPORARY TABLE found (id BIGINT)', right: 'SELECT id FROM t WHERE id > ? ORDER BY id LIMIT 500' },
  { kind: 'avoided', name: 'a constraint that is checked at the commit', why: 'the act that broke it has been answered for by then, together with all others of its group',
    finds: by(String.raw`\bDEFERRABLE\b|\bINITIALLY DEFERRED\b|\bSET CONSTRAINTS\b`), wrong: 'CREATE TABLE t (b TEXT REFERENCES u (b) DEFERRABLE INITIALLY DEFERRED)', right: 'CREATE TABLE t (b TEXT REFERENCES u (b))' },
  { kind: 'avoided', name: 'advisory locks and NOTIFY in a statement that reads or changes tables', why: 'it runs on the node of the schema: each node has locks and listeners of its own',
    finds: all(by(String.raw`\bpg_(?:try_)?advisory\w+ ?\(|\bpg_notify ?\(`), by(String.raw`\bFROM\b|^(?:INSERT|UPDATE|DELETE)\b`)), wrong: 'SELECT pg_advisory_xact_lock(id) FROM offices', right: 'SELECT COUNT(pg_notify(?, ?))' },
  { kind: 'avoided', name: 'a lock of a whole table', why: 'it is taken on every node, in an order that nobody has tried; the row of store_version serves',
    finds: by(String.raw`^LOCK\b`), wrong: 'LOCK TABLE t IN EXCLUSIVE MODE', right: 'UPDATE store_version SET version = version + 1' },
  { kind: 'avoided', name: 'another level of isolation', why: 'it holds on each node by itself, not for the cluster',
    finds: by(String.raw`\bISOLATION LEVEL\b`), wrong: 'BEGIN ISOLATION LEVEL SERIALIZABLE', right: 'BEGIN' },
  { kind: 'avoided', name: 'a schema that is made together with its tables', why: 'the schema is the unit that is distributed: first it, then its tables, each a command',
    finds: by(String.raw`^CREATE SCHEMA\b.*\b(?:CREATE (?:TABLE|VIEW|INDEX)|GRANT)\b|^CREATE SCHEMA AUTHORIZATION\b`), wrong: 'CREATE SCHEMA s CREATE TABLE t (id BIGINT)', right: 'CREATE SCHEMA "s" AUTHORIZATION "r"' },
  { kind: 'avoided', name: 'a table that changes its schema', why: 'it would move to another node', finds: by(String.raw`\bSET SCHEMA\b`), wrong: 'ALTER TABLE t SET SCHEMA other', right: 'ALTER TABLE t RENAME TO u' },
  { kind: 'avoided', name: 'functions and blocks of the database', why: 'they would have to be distributed, and run on the node or on the coordinator as it happens',
    finds: by(String.raw`^CREATE (?:OR REPLACE )?(?:FUNCTION|PROCEDURE)\b|^DO (?:LANGUAGE\b|\$)|^CALL\b`), wrong: 'CREATE FUNCTION f() RETURNS BIGINT LANGUAGE SQL AS $$ SELECT 1 $$', right: 'SELECT 1' },
  { kind: 'avoided', name: 'a table made of a query', why: 'between tables of several nodes it goes through the coordinator; SELECT INTO is refused',
    finds: by(String.raw`^CREATE (?:TABLE|MATERIALIZED VIEW)\b[^(]* AS (?:\( ?)?(?:SELECT|WITH|VALUES)\b|^SELECT\b[^()]* INTO \w+ FROM\b`), wrong: 'CREATE TABLE u AS SELECT id FROM t', right: 'INSERT INTO u (id) SELECT id FROM t' },
  { kind: 'avoided', name: 'an index built beside the writers, in a migration', why: 'a migration is one transaction',
    finds: by(String.raw`\bINDEX CONCURRENTLY\b`), wrong: 'CREATE INDEX CONCURRENTLY t_by_a ON t (a)', right: "CREATE INDEX t_by_a ON t (a) WHERE state IN ('waiting', 'dead')" },
];
const severalCommands = rules.find((rule) => rule.wrong === null);
const takesParameters = (sql) => sql.replace(/"[^"]*"/g, '').includes('?');

/// What is wrong with one command, or with a text of several: rules.
const breachesOf = (text) => {
  const statements = statementsOf(text);
  const several = statements.length > 1 && statements.some(takesParameters) ? [severalCommands] : [];
  return [...several, ...statements.flatMap((statement) => rules.filter((rule) => rule.finds(statement)))];
};

// ---- The rules themselves

const breaches = [];
let checks = 0;
const expect = (fine, message) => { checks += 1; if (!fine) breaches.push(message); };

function testRules() {
  for (const rule of rules) {
    const { wrong, right } = rule.wrong === null ? { wrong: 'UPDATE t SET a = ?; UPDATE u SET a = ?', right: 'CREATE TABLE t (a TEXT); CREATE INDEX t_a ON t (a);' } : rule;
    expect(breachesOf(statementsOf(wrong).length > 1 ? wrong : statementsOf(wrong)[0]).includes(rule), `rule "${rule.name}" does not find: ${wrong}`);
    const found = breachesOf(right);
    expect(found.length === 0, `rule "${found[0]?.name}" refuses what rule "${rule.name}" advises: ${right}`);
  }
}

function testReading() {
  const read = (code) => textsOf(code).map((one) => one.text);
  const same = (is, should, what) => expect(JSON.stringify(is) === JSON.stringify(should), `${what}: ${JSON.stringify(is)}`);
  same(read('f("SELECT a "  // why\n  "FROM t");'), ['SELECT a FROM t'], 'literals beside each other are one text');
  same(read('#define COLUMNS "a, " \\\n  "b"\nauto x = "SELECT " COLUMNS " FROM t";'), ['SELECT a, b FROM t'], 'macros are put in');
  same(read('auto x = R"sql(SELECT \'")")\' FROM t)sql"; // "no"\nauto y = \'"\';'), ['SELECT \'")")\' FROM t'], 'raw texts, comments and signs');
  same(statementsOf("INSERT INTO t VALUES ('a;''b'); -- c; d\nSELECT \"x;y\" /* e; */ FROM t"), ["INSERT INTO t VALUES ('')", 'SELECT "x;y" FROM t'], 'commands end at a semicolon');
  for (const piece of [' WHERE a = ?', 'AND b > ?', ' ORDER BY id', "state IN ('x') ORDER BY id"]) expect(isPiece(piece), `half a statement is not noticed: ${piece}`);
  for (const text of ['SELECT a FROM t ORDER BY a', 'WHERE the sun shines', 'a text FROM somebody', 'SET']) expect(!isPiece(text), `taken for half a statement: ${text}`);
  expect(isStatement('BEGIN') && isStatement('CREATE TABLE a (b TEXT)') && !isStatement('SELECT') && !isStatement('Select a town'), 'what is a statement');
}

// ---- All of them

/// Files that only SQLite sees.
const sqliteOnly = /\/sqlite(_store)?\.cc$/;
const notForUse = /_(test|bench|fuzz|main)\.cc$|_for_tests\.(h|cc)$/;

function* textsOfProgram() {
  for (const path of files('src', /\.sql$/)) yield { path, line: 1, text: readFileSync(path, 'utf8') };
  for (const path of files('src', /\.(cc|h)$/)) {
    if (sqliteOnly.test(path) || notForUse.test(path)) continue;
    for (const { text, line } of textsOf(readFileSync(path, 'utf8'))) yield { path, line, text };
  }
}

/// A log in pieces that end with a whole entry: half an hour of tests writes more than one string can hold.
function* piecesOf(path) {
  const log = openSync(path, 'r');
  const chunk = Buffer.alloc(16 << 20);
  let rest = Buffer.alloc(0);
  for (;;) {
    const length = readSync(log, chunk);
    if (length === 0) break;
    const all = Buffer.concat([rest, chunk.subarray(0, length)]);
    // An entry goes on where a line begins with a tab, so the last line stays for the next piece.
    let end = all.lastIndexOf('\n', all.length - 2);
    while (end > 0 && all[end + 1] === 9) end = all.lastIndexOf('\n', end - 1);
    yield all.toString('utf8', 0, end + 1);
    rest = Buffer.from(all.subarray(end + 1));
  }
  yield rest.toString('utf8');
  closeSync(log);
}

/// From a log of the server: `execute NAME: ...` and `statement: ...`, continued on lines that begin with a tab.
function* textsOfLog(path) {
  const seen = new Set();
  for (const piece of piecesOf(path)) {
    for (const [, text] of piece.matchAll(/(?:LOG: {2}execute [^:]+|LOG: {2}statement): ([^\n]*(?:\n\t[^\n]*)*)/g)) {
      const once = text.replace(/\$\d+/g, '?');
      if (!seen.has(once)) yield { path, line: 0, text: once };
      seen.add(once);
    }
  }
}

const [word, file] = process.argv.slice(2);
let read = 0;
for (const { path, line, text } of word === '--log' ? textsOfLog(file) : textsOfProgram()) {
  if (word !== '--log') expect(!isPiece(text), `${path}:${line}: half a statement, which nobody can check: write it out: ${text.trim().slice(0, 80)}`);
  if (!isStatement(text)) continue;
  const statements = statementsOf(text);
  read += statements.length;
  if (word === '--list') statements.forEach((statement) => console.log(`${path}:${line}: ${statement}`));
  const found = breachesOf(text);
  checks += statements.length;
  for (const { kind, name, why } of new Set(found)) breaches.push(`${path}:${line}: ${kind}: ${name}: ${why}`);
}
if (word === undefined) {
  testRules();
  testReading();
  expect(read > 250, `only ${read} statements were found: the reading of the source is broken`);
}
breaches.forEach((breach) => console.log(breach));
console.log(`${read} statements, ${rules.length} rules`);
console.log(`${checks - breaches.length} passed, ${breaches.length} failed`);
process.exit(breaches.length ? 1 : 0);
