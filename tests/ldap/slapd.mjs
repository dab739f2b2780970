// A real directory (OpenLDAP, Debian's slapd) of its own: loopback, ports and folder of its own, certificates of its own, ended by its number.
import { execFileSync, spawn, spawnSync } from 'node:child_process'
import { existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import net from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { until } from '../support/patience.mjs'

export const slapd = ['/usr/sbin/slapd', '/usr/local/sbin/slapd'].find(existsSync)
export const base = 'dc=gescher,dc=example', group = `cn=portal,ou=Gruppen,${base}`
export const service = { name: `cn=kreislauf,${base}`, secret: 'Dienst-geheim 1' }
export const people = { anna: 'Annas Passwort ist lang', bernd: 'Bernds Passwort ist lang', jörg: 'Größe Straße Übung' }

const encoded = (name, value) => (/^[\x21-\x39\x3b\x3d-\x7e][\x20-\x7e]*$/.test(value) ? `${name}: ${value}` : `${name}:: ${Buffer.from(value).toString('base64')}`)
const dn = (uid, place = 'Personen') => `uid=${uid},ou=${place},${base}`
const person = (uid, password, place) => ['objectClass: inetOrgPerson', `uid:: ${Buffer.from(uid).toString('base64')}`, 'sn: Muster', encoded('cn', `Frau ${uid}`), encoded('userPassword', password)].reduce((all, line) => `${all}\n${line}`, encoded('dn', dn(uid, place)))

const freePort = () => new Promise(done => { const one = net.createServer().listen(0, '127.0.0.1', () => { const { port } = one.address(); one.close(() => done(port)) }) })

/** A CA and a certificate for 127.0.0.1 by it (libldap takes `localhost` for the name of the machine), as PEM files. */
function certificates(folder, name) {
  const file = end => join(folder, `${name}.${end}`)
  const openssl = (...words) => execFileSync('openssl', words, { stdio: 'pipe' })
  openssl('req', '-x509', '-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:P-256', '-nodes', '-days', '2', '-subj', `/CN=CA ${name}`, '-keyout', file('ca.key'), '-out', file('ca.pem'))
  openssl('req', '-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:P-256', '-nodes', '-subj', '/CN=localhost', '-keyout', file('key'), '-out', file('csr'))
  writeFileSync(file('ext'), 'subjectAltName=IP:127.0.0.1\n')
  openssl('x509', '-req', '-in', file('csr'), '-CA', file('ca.pem'), '-CAkey', file('ca.key'), '-CAcreateserial', '-days', '2', '-extfile', file('ext'), '-out', file('pem'))
  return { ca: file('ca.pem'), certificate: file('pem'), key: file('key') }
}

export class Slapd {
  static async start() {
    const one = new Slapd()
    one.folder = mkdtempSync(join(tmpdir(), 'kreislauf-ldap-'))
    process.on('exit', () => { one.stopNow(); rmSync(one.folder, { recursive: true, force: true }) })
    one.tls = certificates(one.folder, 'right')
    one.otherCa = certificates(one.folder, 'wrong').ca
    one.port = await freePort()
    one.tlsPort = await freePort()
    mkdirSync(join(one.folder, 'db'))
    writeFileSync(join(one.folder, 'slapd.conf'), one.configuration())
    await one.run()
    one.add(one.content())
    return one
  }

  configuration() {
    return `${['core', 'cosine', 'inetorgperson'].map(name => `include /etc/ldap/schema/${name}.schema`).join('\n')}
modulepath /usr/lib/ldap
moduleload back_mdb
moduleload memberof
TLSCACertificateFile ${this.tls.ca}
TLSCertificateFile ${this.tls.certificate}
TLSCertificateKeyFile ${this.tls.key}
database mdb
maxsize 67108864
suffix "${base}"
rootdn "cn=admin,${base}"
rootpw verwalter
directory ${this.folder}/db
index objectClass,uid eq
overlay memberof
access to attrs=userPassword by anonymous auth by * none
access to * by dn.exact="${service.name}" read by * none
`
  }

  content() {
    const entry = lines => lines.join('\n')
    return [
      entry([`dn: ${base}`, 'objectClass: dcObject', 'objectClass: organization', 'dc: gescher', 'o: Stadt Gescher']),
      ...['Personen', 'Fremde', 'Gruppen'].map(name => entry([`dn: ou=${name},${base}`, 'objectClass: organizationalUnit', `ou: ${name}`])),
      entry([`dn: ${service.name}`, 'objectClass: organizationalRole', 'objectClass: simpleSecurityObject', 'cn: kreislauf', encoded('userPassword', service.secret)]),
      ...Object.entries(people).map(([uid, password]) => person(uid, password)),
      person('doppelt', 'gleich und gleich'), person('doppelt', 'gleich und gleich', 'Fremde'),
      entry([`dn: ${group}`, 'objectClass: groupOfNames', 'cn: portal', ...['anna', 'jörg', 'doppelt'].map(uid => encoded('member', dn(uid))), encoded('member', dn('doppelt', 'Fremde'))]),
    ].join('\n\n') + '\n'
  }

  async run() {
    this.child = spawn(slapd, ['-f', join(this.folder, 'slapd.conf'), '-h', `ldap://127.0.0.1:${this.port} ldaps://127.0.0.1:${this.tlsPort}`, '-d', '0'], { stdio: ['ignore', 'pipe', 'pipe'] })
    this.log = ''
    for (const stream of [this.child.stdout, this.child.stderr]) stream.on('data', piece => { this.log += piece })
    await until('slapd listens', () => new Promise((done, fail) => {
      if (this.child.exitCode !== null) return fail(new Error(`slapd ended: ${this.log}`))
      const probe = net.connect(this.port, '127.0.0.1', () => { probe.destroy(); done(true) }).on('error', () => done(false))
    }))
  }

  tool(name, input, ...words) {
    const { status, stderr } = spawnSync(name, ['-x', '-H', `ldap://127.0.0.1:${this.port}`, '-ZZ', '-D', `cn=admin,${base}`, '-w', 'verwalter', ...words], { input, encoding: 'utf8', env: { ...process.env, LDAPTLS_CACERT: this.tls.ca } })
    if (status !== 0) throw new Error(`${name}: ${stderr}`)
  }
  add(ldif) { this.tool('ldapadd', ldif) }
  remove(uid) { this.tool('ldapdelete', '', dn(uid)) }
  give(uid, password) { this.add(person(uid, password)); this.tool('ldapmodify', `dn: ${group}\nchangetype: modify\nadd: member\nmember: ${dn(uid)}\n`) }
  leave(uid) { this.tool('ldapmodify', `dn: ${group}\nchangetype: modify\ndelete: member\nmember: ${dn(uid)}\n`) }

  stopNow() { if (this.child?.exitCode === null && this.child.signalCode === null) this.child.kill('SIGKILL') }
  async stop() {
    if (this.child.exitCode !== null || this.child.signalCode !== null) return
    const over = new Promise(done => this.child.once('exit', done))
    this.child.kill('SIGTERM')
    await over
  }
}

/** Takes connections on a port of its own and says nothing, or one byte a second: a server that is there and is not. */
export class Mute {
  static async start({ drips = false } = {}) {
    const one = new Mute()
    one.sockets = new Set()
    one.server = net.createServer(socket => {
      one.sockets.add(socket)
      const timer = drips ? setInterval(() => socket.write(Buffer.from([0x30])), 1000) : undefined
      socket.on('error', () => {}).on('close', () => { clearInterval(timer); one.sockets.delete(socket) })
      if (drips) socket.write(Buffer.from([0x30, 0x84, 0x00]))  // the beginning of a long message
    })
    await new Promise(done => one.server.listen(0, '127.0.0.1', done))
    one.port = one.server.address().port
    return one
  }
  stop() { for (const socket of this.sockets) socket.destroy(); return new Promise(done => this.server.close(done)) }
}
