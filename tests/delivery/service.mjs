// A delivery service and the specialist system behind it, in the shape of FIT-Connect's Submission API, over HTTP. What is encrypted is read and
// what is signed is made by `jose`, which shares no line with the program.
import { createHash, generateKeyPairSync, randomUUID, webcrypto } from 'node:crypto'
import http from 'node:http'

globalThis.crypto ??= webcrypto
export const jose = await import('jose')

const pair = () => generateKeyPairSync('rsa', { modulusLength: 4096 })
const jwk = async (key, kid, alg, operation) => ({ ...(await jose.exportJWK(key)), kid, alg, key_ops: [operation] })
export const sha512 = bytes => createHash('sha512').update(bytes).digest('hex')

export class DeliveryService {
  static async start() {
    const service = new DeliveryService()
    service.destination = randomUUID()
    service.schema = 'https://schema.example/sperrmuell/1.0'
    service.lock = pair()
    service.pen = pair()
    service.own = pair()
    service.stranger = pair()
    service.keys = {
      lock: await jwk(service.lock.publicKey, 'lock', 'RSA-OAEP-256', 'wrapKey'),
      pen: await jwk(service.pen.publicKey, 'pen', 'PS512', 'verify'),
    }
    service.own_key = await jwk(service.own.publicKey, 'own', 'PS512', 'verify')
    service.submissions = new Map()
    service.wrong = []
    service.server = http.createServer((call, answer) => service.#take(call, answer))
    await new Promise(done => service.server.listen(0, '127.0.0.1', done))
    service.url = `http://127.0.0.1:${service.server.address().port}`
    return service
  }
  stop() { this.server.closeAllConnections?.(); return new Promise(done => this.server.close(done)) }

  async #take(call, answer) {
    const parts = []
    for await (const part of call) parts.push(part)
    const body = Buffer.concat(parts).toString(), say = (status, value) => answer.writeHead(status, { 'content-type': 'application/json' }).end(value === undefined ? '' : JSON.stringify(value))
    try {
      if (call.url === '/token') return new URLSearchParams(body).get('client_secret') === 'ein Geheimnis' ? say(200, { access_token: 'opaque', token_type: 'Bearer' }) : say(401, {})
      if (call.headers.authorization !== 'Bearer opaque') return say(401, {})
      return await this.#answer(call.method, call.url.split('?')[0], body, call.headers, say)
    } catch (reason) {
      this.wrong.push(String(reason))
      return say(500, {})
    }
  }

  async #answer(method, path, body, headers, say) {
    const here = `/v1/destinations/${this.destination}`
    if (path === here) return say(200, { destinationId: this.destination, status: 'active', encryptionKid: 'lock', services: [{ identifier: 'urn:de:fim:leika:leistung:99001009004002', submissionSchemas: [{ schemaUri: this.schema, mimeType: 'application/json' }] }] })
    if (path.startsWith(`${here}/keys/`)) { const key = this.keys[path.slice(here.length + 6)]; return key ? say(200, key) : say(404, {}) }
    if (path === '/.well-known/jwks.json') return say(200, { keys: [this.own_key] })
    if (method === 'POST' && path === '/v1/submissions') {
      const asked = JSON.parse(body), one = { id: randomUUID(), case: randomUUID(), asked, attachments: new Map(), log: [], handed_over: 0 }
      this.submissions.set(one.id, one)
      one.log.push(await this.sign(one, 'create-submission', {}, this.own, 'own', this.url))
      return say(201, { submissionId: one.id, caseId: one.case, destinationId: asked.destinationId })
    }
    const [, , kind, id, , attachment] = path.split('/')
    const one = [...this.submissions.values()].find(each => each.id === id || each.case === id)
    if (!one) return say(404, {})
    if (kind === 'cases') return say(200, { count: one.log.length, offset: 0, totalCount: one.log.length, eventLog: one.log })
    if (attachment) {
      if (headers['content-type'] !== 'application/jose') this.wrong.push(`an attachment came as ${headers['content-type']}`)
      one.attachments.set(attachment, body)
      return say(204)
    }
    const { encryptedMetadata, encryptedData } = JSON.parse(body)
    one.handed_over++
    Object.assign(one, { metadata: encryptedMetadata, data: encryptedData })
    one.log.push(await this.sign(one, 'submit-submission', {}, this.own, 'own', this.url))
    return say(200, {})
  }

  async open(compact) {
    const { plaintext, protectedHeader } = await jose.compactDecrypt(compact, this.lock.privateKey, { keyManagementAlgorithms: ['RSA-OAEP-256'], contentEncryptionAlgorithms: ['A256GCM'] })
    return { bytes: Buffer.from(plaintext), header: protectedHeader }
  }
  tags(one) {
    const tag = compact => compact.split('.')[4]
    return { authenticationTags: { metadata: tag(one.metadata), data: tag(one.data), attachments: Object.fromEntries([...one.attachments].map(([id, text]) => [id, tag(text)])) } }
  }
  sign(one, kind, more, by = this.pen, kid = 'pen', issuer = this.destination) {
    return new jose.SignJWT({ events: { [`https://schema.fitko.de/fit-connect/events/${kind}`]: more }, txn: `case:${one.case}` })
      .setProtectedHeader({ alg: 'PS512', typ: 'secevent+jwt', kid }).setIssuer(issuer).setSubject(`submission:${one.id}`).setJti(randomUUID()).setIssuedAt().sign(by.privateKey)
  }
}
