// Starts nginx and Caddy with the files of packaging/ as they are: only ports, paths and the program's address are put in. They listen
// on loopback, run without rights of their own, and each is ended by its own process id.
import { execFileSync, spawn } from 'node:child_process'
import { chmodSync, chownSync, existsSync, mkdirSync, readFileSync, readdirSync, statSync, writeFileSync } from 'node:fs'
import net from 'node:net'
import { networkInterfaces } from 'node:os'
import { join } from 'node:path'
import { root } from '../support/options.mjs'
import { check } from '../support/report.mjs'
import { until } from '../support/patience.mjs'

const running = new Set()
process.on('exit', () => { for (const child of running) child.kill('SIGKILL') })

// As root a proxy gives its rights away, so the test does: "nobody".
const nobody = process.getuid() === 0 ? { uid: 65534, gid: 65534 } : {}
const hasIPv6 = () => Object.values(networkInterfaces()).flat().some(one => one.address === '::1')

function freePort() {
  return new Promise(done => {
    const server = net.createServer().listen(0, '127.0.0.1', () => {
      const { port } = server.address()
      server.close(() => done(port))
    })
  })
}

/** A certificate for portal.example and its towns that nobody has signed. */
export function makeCertificate(folder) {
  const [certificate, key] = [join(folder, 'certificate.pem'), join(folder, 'key.pem')]
  execFileSync('openssl', ['req', '-x509', '-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1', '-nodes', '-days', '2', '-subj', '/CN=portal.example',
    '-addext', 'subjectAltName=DNS:portal.example,DNS:*.portal.example', '-keyout', key, '-out', certificate], { stdio: ['ignore', 'ignore', 'pipe'] })
  chmodSync(key, 0o644)  // its reader is "nobody", and it opens nothing
  return { certificate, key }
}

/** Puts in what belongs to this machine; a line that is no longer in the sample fails the test. */
function filledIn(sample, replacements) {
  let text = readFileSync(join(root, 'packaging', sample), 'utf8')
  for (const [from, to] of replacements) {
    check(text.includes(from), `packaging/${sample} no longer says "${from}"`)
    text = text.replaceAll(from, to)
  }
  return text
}

function folderFor(folder, name) {
  const own = join(folder, name)
  mkdirSync(own)
  if (nobody.uid) { chownSync(own, nobody.uid, nobody.gid); chmodSync(folder, 0o755) }
  return own
}

async function launch(proxy, command, words, environment) {
  const child = spawn(command, words, { ...nobody, cwd: proxy.folder, stdio: ['ignore', 'pipe', 'pipe'], env: { PATH: process.env.PATH, ...environment } })
  running.add(child)
  proxy.output = ''
  const keep = chunk => { proxy.output += chunk }
  child.stdout.on('data', keep)
  child.stderr.on('data', keep)
  const ended = new Promise(done => child.once('exit', () => { running.delete(child); done() }))
  child.once('error', error => { proxy.output += error.message; running.delete(child) })
  proxy.stop = async () => {
    if (!running.has(child)) return
    child.kill('SIGTERM')
    await ended
  }
  await until(`${proxy.name} listens`, () => {
    check(running.has(child), () => `${proxy.name} ended: ${proxy.output}`)
    return new Promise(done => { const socket = net.connect(proxy.https, '127.0.0.1', () => { socket.destroy(); done(true) }).on('error', () => done(false)) })
  }, 30)
  return proxy
}

/** Everything that the proxy has written down: its files and what it said. */
function writtenBy({ folder, output }) {
  const texts = [output]
  const look = path => {
    for (const name of readdirSync(path)) {
      const one = join(path, name)
      if (statSync(one).isDirectory()) { if (name !== 'cache') look(one) } else if (name.endsWith('.log')) texts.push(readFileSync(one, 'utf8'))
    }
  }
  look(folder)
  return texts.join('\n')
}

// The http part that Debian ships: old versions of TLS, an access log, version numbers. The sample must not inherit them.
const nginxOfDebian = (folder, sample) => `
pid ${folder}/nginx.pid;
error_log ${folder}/error.log;
worker_processes 2;
events { worker_connections 768; }
http {
  sendfile on;
  tcp_nopush on;
  types_hash_max_size 2048;
  ${existsSync('/etc/nginx/mime.types') ? 'include /etc/nginx/mime.types;' : ''}
  default_type application/octet-stream;
  ssl_protocols TLSv1 TLSv1.1 TLSv1.2 TLSv1.3;
  ssl_prefer_server_ciphers on;
  access_log ${folder}/access.log;
  gzip on;
  ${['client_body', 'proxy', 'fastcgi', 'uwsgi', 'scgi'].map(name => `${name}_temp_path ${folder}/${name};`).join(' ')}
  include ${sample};
}
`

/** `change` may alter the text of the sample, for what an operator might do to it. */
export async function startNginx({ folder, name = 'nginx', program, certificate, key, change = text => text }) {
  const proxy = { name, folder: folderFor(folder, name), https: await freePort(), http: await freePort() }
  const both = (port, rest = '') => `listen 127.0.0.1:${port}${rest};`
  const six = (port, rest = '') => (hasIPv6() ? `listen [::1]:${port}${rest};` : '')
  const sample = filledIn('nginx/kreislauf.conf', [
    ['server 127.0.0.1:8080;', `server 127.0.0.1:${program.port};`],
    ['listen 80;', both(proxy.http)], ['listen [::]:80;', six(proxy.http)],
    ['listen 443 ssl http2;', both(proxy.https, ' ssl http2')], ['listen [::]:443 ssl http2;', six(proxy.https, ' ssl http2')],
    ['/etc/ssl/portal.example.pem', certificate], ['/etc/ssl/private/portal.example.key', key],
    ['/var/log/nginx/', `${proxy.folder}/`], ['/var/cache/nginx/', `${proxy.folder}/cache/`],
  ])
  const [file, main] = [join(proxy.folder, 'kreislauf.conf'), join(proxy.folder, 'nginx.conf')]
  mkdirSync(join(proxy.folder, 'cache'))
  if (nobody.uid) chownSync(join(proxy.folder, 'cache'), nobody.uid, nobody.gid)
  writeFileSync(file, change(sample))
  writeFileSync(main, nginxOfDebian(proxy.folder, file))
  proxy.written = () => writtenBy(proxy)
  return launch(proxy, existsSync('/usr/sbin/nginx') ? '/usr/sbin/nginx' : 'nginx', ['-p', proxy.folder, '-c', main, '-e', join(proxy.folder, 'error.log'), '-g', 'daemon off;'], {})
}

export async function startCaddy({ folder, name = 'Caddy', program, certificate, key, change = text => text }) {
  const proxy = { name, folder: folderFor(folder, name), https: await freePort(), http: await freePort() }
  const sample = filledIn('caddy/Caddyfile', [
    ['127.0.0.1:8080', `127.0.0.1:${program.port}`],
    ['/etc/ssl/portal.example.pem', certificate], ['/etc/ssl/private/portal.example.key', key],
    // Its first block holds what is for the whole of Caddy.
    ['\n{\n', `\n{\n\tadmin off\n\thttp_port ${proxy.http}\n\thttps_port ${proxy.https}\n\tdefault_bind 127.0.0.1\n`],
  ])
  const file = join(proxy.folder, 'Caddyfile')
  writeFileSync(file, change(sample))
  proxy.written = () => writtenBy(proxy)
  return launch(proxy, 'caddy', ['run', '--config', file, '--adapter', 'caddyfile'], { HOME: proxy.folder, XDG_DATA_HOME: proxy.folder, XDG_CONFIG_HOME: proxy.folder })
}
