// A visitor's side of a proxy: TLS to its port on loopback, by the public names. An address of 127.0.0.0/8 makes another visitor.
import http from 'node:http'
import http2 from 'node:http2'
import https from 'node:https'
import tls from 'node:tls'

const domain = 'portal.example'

/** "gescher" or "" as a name on the outside. */
export const nameOf = town => (town === '' ? domain : town.includes('.') ? town : `${town}.${domain}`)

export class Outside {
  constructor(proxy, certificate) {
    this.proxy = proxy
    this.certificate = certificate
    this.agent = new https.Agent({ keepAlive: true, maxSockets: 16 })
  }

  /** What a request needs besides its path; `host` is the field where it differs from the name. */
  #call(town, path, { method = 'GET', headers = {}, from = '127.0.0.1', host, agent = this.agent }) {
    const name = nameOf(town)
    return { host: '127.0.0.1', port: this.proxy.https, localAddress: from, servername: name, ca: this.certificate, agent, path, method, headers: { host: host ?? name, ...headers } }
  }

  /** Answers like TestServer.request, so that a Visitor can come this way. */
  request(town, path, { body, ...more } = {}) {
    return new Promise((done, fail) => {
      const call = https.request(this.#call(town, path, more), answer => {
        const parts = []
        answer.on('data', part => parts.push(part)).on('error', fail).on('end', () => {
          const bytes = Buffer.concat(parts)
          done({ status: answer.statusCode, headers: answer.headers, raw: answer.rawHeaders, body: bytes, text: bytes.toString('utf8'), json: () => JSON.parse(bytes.toString('utf8')) })
        })
      })
      call.setTimeout(60000, () => call.destroy(new Error(`no answer within 60 s: ${path}`)))
      call.on('error', fail)
      call.end(body)
    })
  }

  /** An event stream that collects what comes. */
  stream(town, path) {
    return new Promise((done, fail) => {
      const call = https.request(this.#call(town, path, { headers: { accept: 'text/event-stream' }, agent: false }), answer => {
        const open = collected(answer, answer.statusCode, answer.headers, () => call.destroy())
        done(open)
      })
      call.on('error', fail).end()
    })
  }

  /** The same over HTTP/2, as browsers come. */
  async stream2(town, path) {
    const session = await this.#session2(town)
    const call = session.request({ ':path': path, accept: 'text/event-stream' })
    const headers = await new Promise((done, fail) => call.on('response', done).on('error', fail))
    return collected(call, headers[':status'], headers, () => session.destroy())
  }

  async request2(town, path) {
    const session = await this.#session2(town)
    try {
      const call = session.request({ ':path': path })
      const headers = await new Promise((done, fail) => call.on('response', done).on('error', fail))
      let text = ''
      for await (const part of call.setEncoding('utf8')) text += part
      return { status: headers[':status'], headers, text }
    } finally { session.destroy() }
  }

  #session2(town) {
    const name = nameOf(town)
    return new Promise((done, fail) => {
      const session = http2.connect(`https://${name}`, { createConnection: () => tls.connect({ host: '127.0.0.1', port: this.proxy.https, servername: name, ca: this.certificate, ALPNProtocols: ['h2'] }) })
      session.on('connect', () => done(session)).on('error', fail)
    })
  }

  /** Without TLS, at the port that leads on. */
  plain(town, path) {
    return new Promise((done, fail) => {
      http.get({ host: '127.0.0.1', port: this.proxy.http, path, agent: false, headers: { host: nameOf(town) } }, answer => { answer.resume(); done({ status: answer.statusCode, headers: answer.headers }) }).on('error', fail)
    })
  }

  /** The version that the two agreed on, or the reason why there is none. */
  handshake(version) {
    return new Promise(done => {
      // SECLEVEL=0: the client itself shall not be the one that refuses.
      const socket = tls.connect({ host: '127.0.0.1', port: this.proxy.https, servername: domain, ca: this.certificate, minVersion: version, maxVersion: version, ciphers: 'DEFAULT@SECLEVEL=0' }, () => { done(socket.getProtocol()); socket.destroy() })
      socket.on('error', error => done(error.code ?? error.message))
    })
  }

  /** A connection for bytes by hand. */
  bytes(town) {
    return new Promise((done, fail) => {
      const socket = tls.connect({ host: '127.0.0.1', port: this.proxy.https, servername: nameOf(town), ca: this.certificate, ALPNProtocols: ['http/1.1'] }, () => done(socket))
      socket.on('error', fail)
    })
  }

  close() { this.agent.destroy() }
}

function collected(answer, status, headers, close) {
  const open = { status, headers, text: '', ended: false, close, events: () => open.text.split('event: change\n').length - 1 }
  answer.setEncoding('utf8').on('data', chunk => { open.text += chunk })
  for (const end of ['end', 'error', 'close']) answer.on(end, () => { open.ended = true })
  return open
}
