// A push service on this machine with browsers behind it, by other code than the product's: WebCrypto judges the signature (RFC 8292) and opens the content
// (RFC 8291, RFC 8188). Misbehaves on request.
import http from 'node:http'
import { webcrypto } from 'node:crypto'
import { check, equal } from '../support/report.mjs'

const { subtle } = webcrypto
const bytes = text => new TextEncoder().encode(text)
const joined = (...parts) => new Uint8Array(Buffer.concat(parts))
const curve = { name: 'ECDH', namedCurve: 'P-256' }

async function hkdf(material, salt, info, length) {
  const key = await subtle.importKey('raw', material, 'HKDF', false, ['deriveBits'])
  return new Uint8Array(await subtle.deriveBits({ name: 'HKDF', hash: 'SHA-256', salt, info }, key, length * 8))
}

/** What a browser has made when somebody allowed it to say something. */
export class Subscription {
  static async make(service, name) {
    const made = new Subscription()
    made.keys = await subtle.generateKey(curve, true, ['deriveBits'])
    made.secret = webcrypto.getRandomValues(new Uint8Array(16))
    made.point = new Uint8Array(await subtle.exportKey('raw', made.keys.publicKey))
    made.endpoint = `${service.origin}/push/${name}`
    made.shown = []  // what was taken, opened
    service.browsers.set(`/push/${name}`, made)
    return made
  }
  /** As the island of the page sends it. */
  get form() {
    return { adresse: this.endpoint, schluessel: Buffer.from(this.point).toString('base64url'), geheimnis: Buffer.from(this.secret).toString('base64url') }
  }

  async open(body) {
    const salt = body.subarray(0, 16), size = body.readUInt32BE(16), idLength = body[20]
    check(size >= 18 && body.length <= 21 + idLength + size, `one record: ${size}, ${body.length}`)
    equal(idLength, 65, 'length of the key of the sender')
    const sender = body.subarray(21, 21 + idLength), sealed = body.subarray(21 + idLength)
    const other = await subtle.importKey('raw', sender, curve, false, [])
    const shared = new Uint8Array(await subtle.deriveBits({ name: 'ECDH', public: other }, this.keys.privateKey, 256))
    const material = await hkdf(shared, this.secret, joined(bytes('WebPush: info\0'), this.point, sender), 32)
    const key = await subtle.importKey('raw', await hkdf(material, salt, bytes('Content-Encoding: aes128gcm\0'), 16), 'AES-GCM', false, ['decrypt'])
    const iv = await hkdf(material, salt, bytes('Content-Encoding: nonce\0'), 12)
    const plain = Buffer.from(await subtle.decrypt({ name: 'AES-GCM', iv }, key, sealed))
    const end = plain.findLastIndex ? plain.findLastIndex(byte => byte !== 0) : plain.length - 1 - [...plain].reverse().findIndex(byte => byte !== 0)
    equal(plain[end], 2, 'mark of the last record')
    return JSON.parse(plain.subarray(0, end).toString('utf8'))
  }
}

export class PushService {
  static async start() {
    const service = new PushService()
    service.browsers = new Map()
    service.mischief = []  // [status, headers] for the next messages; 'late': no answer for a while
    service.log = []       // every message: { at, status, size, headers }
    service.problems = []
    service.server = http.createServer((request, answer) => {
      const parts = []
      request.on('data', part => parts.push(part)).on('end', () => service.take(request, Buffer.concat(parts), answer).catch(problem => {
        service.problems.push(problem.message)
        answer.writeHead(400).end()
      }))
    })
    await new Promise(done => service.server.listen(0, '127.0.0.1', done))
    service.origin = `http://127.0.0.1:${service.server.address().port}`
    return service
  }

  async take(request, body, answer) {
    const told = (status, headers = {}) => {
      this.log.push({ at: Date.now(), status, path: request.url, size: body.length, headers: request.headers })
      answer.writeHead(status, headers).end()
    }
    equal(request.method, 'POST', 'method')
    const browser = this.browsers.get(request.url)
    if (!browser) return told(404)
    const turn = this.mischief.shift()
    if (turn === 'late') return void setTimeout(() => answer.destroy(), 30000).unref()
    if (turn) return told(...turn)
    equal(request.headers['content-encoding'], 'aes128gcm', 'coding')
    check(/^\d+$/.test(request.headers.ttl), `TTL: ${request.headers.ttl}`)
    check(/^[A-Za-z0-9_-]{1,32}$/.test(request.headers.topic), `topic: ${request.headers.topic}`)
    await this.judge(request.headers.authorization)
    browser.shown.push({ ...await browser.open(body), urgency: request.headers.urgency, topic: request.headers.topic })
    told(201)
  }

  /** RFC 8292: a token for this service alone, of the key that browsers were given. */
  async judge(authorization) {
    const [, token, key] = /^vapid t=([^,]+), k=([\w-]+)$/.exec(authorization) ?? []
    check(token, `authorization: ${authorization}`)
    if (this.key) equal(key, this.key, 'key')
    const [head, claims, signature] = token.split('.')
    const read = part => JSON.parse(Buffer.from(part, 'base64url'))
    equal(read(head).alg, 'ES256', 'algorithm')
    equal(read(claims).aud, this.origin, 'for whom')
    check(/^(mailto:|https?:)/.test(read(claims).sub), `contact: ${read(claims).sub}`)
    this.claims = read(claims)
    const verifying = await subtle.importKey('raw', Buffer.from(key, 'base64url'), { name: 'ECDSA', namedCurve: 'P-256' }, false, ['verify'])
    check(await subtle.verify({ name: 'ECDSA', hash: 'SHA-256' }, verifying, Buffer.from(signature, 'base64url'), bytes(`${head}.${claims}`)), 'the signature')
  }

  stop() {
    this.server.closeAllConnections?.()
    return new Promise(done => this.server.close(done))
  }
}
