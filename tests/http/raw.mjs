// Raw bytes on one connection, and what came back: nothing between the test and the parser under test.
import net from 'node:net'

/** Sends `bytes`, says it is done sending, and reads until the server closes (or `wait` ms pass). */
export function exchange(port, bytes, { wait = 30000, halfClose = true } = {}) {
  return new Promise(resolve => {
    const parts = []
    let closed = false
    const socket = net.connect({ host: '127.0.0.1', port, allowHalfOpen: true })
    const finish = () => {
      clearTimeout(timer)
      socket.destroy()
      resolve({ bytes: Buffer.concat(parts), closed, answers: answersIn(Buffer.concat(parts), isHead(bytes)) })
    }
    const timer = setTimeout(finish, wait)
    socket.on('data', part => parts.push(part))
    socket.on('end', () => { closed = true; finish() })
    socket.on('error', () => { closed = true; finish() })
    socket.on('connect', () => (halfClose ? socket.end(bytes) : socket.write(bytes)))
  })
}

const isHead = bytes => /^(\r\n)*HEAD /.test(bytes.subarray(0, 12).toString('latin1'))

/** The answers in a byte stream. Interim answers (1xx) are left out. */
export function answersIn(bytes, headOnly = false) {
  const found = []
  let at = 0
  while (at < bytes.length) {
    const end = bytes.indexOf('\r\n\r\n', at)
    const head = bytes.subarray(at, end < 0 ? bytes.length : end).toString('latin1')
    const status = Number(/^HTTP\/1\.[01] (\d{3})/.exec(head)?.[1])
    if (!status || end < 0) {
      found.push({ status: 0, head, body: '', garbage: true })
      break
    }
    const close = /\nconnection: *close/i.test(head)
    // A HEAD that could not be read is refused like any other bytes, so its refusal may have a body.
    const length = (headOnly && !close) || status === 304 || status < 200 ? 0 : Number(/\ncontent-length: *(\d+)/i.exec(head)?.[1] ?? bytes.length - end - 4)
    const body = bytes.subarray(end + 4, end + 4 + length)
    if (status >= 200) found.push({ status, head, body: body.toString('utf8'), whole: body.length === length, close })
    at = end + 4 + length
  }
  return found
}
