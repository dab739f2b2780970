// A specialist system on this machine: judges signatures by other code than the product's, keeps what it was told, and misbehaves on request.
import http from 'node:http'
import { createHmac, timingSafeEqual } from 'node:crypto'

export class Receiver {
  static async start() {
    const receiver = new Receiver()
    receiver.mischief = []  // statuses for the next messages; 'lost': the message is taken and the answer never comes
    receiver.told = []      // every attempt: { id, type, case, status }
    receiver.taken = new Map()  // by id, as a receiver that takes each once
    receiver.problems = []
    receiver.server = http.createServer((request, answer) => {
      const parts = []
      request.on('data', part => parts.push(part)).on('end', () => receiver.take(request, Buffer.concat(parts).toString('utf8'), answer))
    })
    await new Promise(done => receiver.server.listen(0, '127.0.0.1', done))
    receiver.origin = `http://127.0.0.1:${receiver.server.address().port}`
    return receiver
  }

  take(request, body, answer) {
    const { 'webhook-id': id, 'webhook-timestamp': timestamp, 'webhook-signature': signature } = request.headers
    if (!this.fits(id, timestamp, body, signature ?? '')) {
      this.problems.push(`signature of ${id}`)
      return answer.writeHead(401).end()
    }
    const { type, data } = JSON.parse(body)
    const status = this.mischief.shift() ?? 204
    this.told.push({ id, type, case: data.case, url: data.url, status, body })
    if (status === 'lost') {
      this.taken.set(id, { type, case: data.case, url: data.url })
      return request.socket.destroy()
    }
    if (status < 300) this.taken.set(id, { type, case: data.case, url: data.url })
    answer.writeHead(status, status >= 300 && status < 400 ? { location: `${this.origin}/trap` } : {}).end()
  }

  fits(id, timestamp, body, signature) {
    const key = Buffer.from(this.secret.replace(/^whsec_/, ''), 'base64')
    const wanted = createHmac('sha256', key).update(`${id}.${timestamp}.${body}`).digest()
    return signature.split(' ').some(one => {
      const [version, text = ''] = one.split(',')
      const given = Buffer.from(text, 'base64')
      return version === 'v1' && given.length === wanted.length && timingSafeEqual(given, wanted)
    })
  }

  stop() {
    this.server.closeAllConnections?.()
    return new Promise(done => this.server.close(done))
  }
}
