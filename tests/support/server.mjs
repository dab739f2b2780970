// Starts the program under test on a loopback port of its own choice with its own copy of the data, and ends exactly that process.
import { execFileSync, spawn, spawnSync } from 'node:child_process'
import { cpSync, existsSync, mkdtempSync, rmSync } from 'node:fs'
import http from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { root, shared } from './options.mjs'
import { check } from './report.mjs'

const started = new Set()
process.on('exit', () => { for (const server of started) server.killNow() })
for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, () => process.exit(130))

/** A data folder with all authorities and, when the official catalogue lies beside the project, that as well. */
export function prepareData(binary, given) {
  const folder = mkdtempSync(join(tmpdir(), 'kreislauf-test-'))
  const data = join(folder, 'data')
  process.on('exit', () => rmSync(folder, { recursive: true, force: true }))
  if (given) {
    cpSync(given, data, { recursive: true })
    return data
  }
  const run = (...words) => {
    const { status, stdout, stderr } = spawnSync(binary, [...words, '--data', data], { cwd: root, encoding: 'utf8' })
    // 1: some lines were rejected, as in the official catalogue, which has one service twice.
    if (![0, 1].includes(status)) throw new Error(`${words.join(' ')} ended with ${status}: ${stdout}${stderr}`)
  }
  run('import', 'authorities', join(root, 'build/data/authorities.csv'))
  const catalogue = join(shared, 'standards/leika-ozg/leistungen.csv')
  if (existsSync(catalogue)) run('import', 'leika', catalogue)
  return data
}

export class TestServer {
  static async start({ binary, data, place = ['--data', data], options = [], rateLimit = 0, demo = true, limited = false }) {
    const server = new TestServer()
    server.binary = binary
    server.data = data
    server.log = ''
    const words = ['serve', ...place, '--port', '0', ...(demo ? ['--demo'] : []), ...(rateLimit === null ? [] : ['--rate-limit', String(rateLimit)]), ...(limited ? [] : ['--without-limits']), ...options]
    server.child = spawn(binary, words, { cwd: root, stdio: ['ignore', 'pipe', 'pipe'] })
    started.add(server)
    const keep = chunk => { server.log = (server.log + chunk).slice(-20000) }
    server.child.stderr.on('data', keep)
    await new Promise((resolve, reject) => {
      const timer = setTimeout(() => reject(new Error(`the program printed no address within 180 s:\n${server.log}`)), 180000)
      server.child.stdout.on('data', chunk => {
        keep(chunk)
        const port = /Health\s+http:\/\/[^\s:]+:(\d+)\/health/.exec(server.log)?.[1]
        if (port) { clearTimeout(timer); server.port = Number(port); resolve() }
      })
      server.child.on('exit', code => { clearTimeout(timer); reject(new Error(`the program ended with ${code}:\n${server.log}`)) })
    })
    server.agent = new http.Agent({ keepAlive: true, maxSockets: 8 })
    return server
  }

  get region() { return `http://localhost:${this.port}` }
  town(slug) { return `http://${slug}.localhost:${this.port}` }

  alive() { return this.child.exitCode === null && this.child.signalCode === null }

  /** The answer as {status, headers, body, text}. `host` is a town ("gescher"), "" for the region, or a whole Host field with a dot. */
  request(host, path, { method = 'GET', headers = {}, body, agent = this.agent } = {}) {
    const field = host.includes('.') ? host : `${host === '' ? '' : `${host}.`}localhost:${this.port}`
    return new Promise((resolve, reject) => {
      const call = http.request({ host: '127.0.0.1', port: this.port, path, method, agent, headers: { host: field, ...headers } }, answer => {
        const parts = []
        answer.on('data', part => parts.push(part))
        answer.on('error', reject)
        answer.on('end', () => {
          const bytes = Buffer.concat(parts)
          resolve({ status: answer.statusCode, headers: answer.headers, body: bytes, text: bytes.toString('utf8'), json: () => JSON.parse(bytes.toString('utf8')) })
        })
      })
      call.setTimeout(180000, () => call.destroy(new Error(`no answer within 180 s: ${method} ${field} ${path}`)))
      call.on('error', reject)
      call.end(body)
    })
  }

  /** What a subcommand prints, as JSON. */
  command(...words) {
    return JSON.parse(execFileSync(this.binary, [...words, '--data', this.data, '--json'], { cwd: root, encoding: 'utf8' }))
  }

  killNow() { if (this.alive()) this.child.kill('SIGKILL') }

  async stop() {
    this.agent?.destroy()
    if (this.alive()) {
      const ended = new Promise(resolve => this.child.once('exit', resolve))
      this.child.kill('SIGTERM')
      let killed = false
      const timer = setTimeout(() => { killed = true; this.killNow() }, 60000)
      await ended
      clearTimeout(timer)
      started.delete(this)
      check(!killed, 'the program did not end within 60 s of being asked to')
    }
    started.delete(this)
  }
}
