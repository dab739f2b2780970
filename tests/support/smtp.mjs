// A mail server to test against, on a free loopback port: takes mails and keeps them, or does what `behave` says.
import { createServer } from 'node:net'

/**
 * `behave(step, peer)` is asked at each step (`greet`, `mail`, `rcpt`, `data`, `end`) and returns nothing (go on), an answer
 * (`451 later`), `hang` (never answer), `drop` (close the connection) or, at the end, `late 5000` (take it after 5 s).
 */
export class SmtpPeer {
  static async start(behave = () => undefined) {
    const peer = new SmtpPeer()
    peer.behave = behave
    peer.mails = []
    peer.connections = 0
    peer.sockets = new Set()
    peer.server = createServer(socket => peer.#talk(socket))
    await new Promise(resolve => peer.server.listen(0, '127.0.0.1', resolve))
    peer.port = peer.server.address().port
    peer.url = `smtp://127.0.0.1:${peer.port}`
    return peer
  }

  async stop() {
    for (const socket of this.sockets) socket.destroy()
    await new Promise(resolve => this.server.close(resolve))
  }

  #talk(socket) {
    this.connections++
    this.sockets.add(socket)
    socket.setEncoding('latin1')
    socket.on('error', () => {})
    socket.on('close', () => this.sockets.delete(socket))
    let text = '', mail = null, inData = false
    const say = (step, otherwise) => {
      const answer = this.behave(step, this)
      if (answer === 'hang') return false
      if (answer === 'drop') { socket.destroy(); return false }
      socket.write(`${answer ?? otherwise}\r\n`)
      return answer === undefined
    }
    say('greet', '220 test.example ready')
    socket.on('data', chunk => {
      text += chunk
      for (;;) {
        if (inData) {
          const end = text.startsWith('.\r\n') ? 0 : text.indexOf('\r\n.\r\n') + 2
          if (end === 1) return
          mail.raw = text.slice(0, end).replace(/^\.\./gm, '.')
          text = text.slice(end + 3)
          inData = false
          // Kept before the answer: a client that dies in between has sent it all the same.
          const answer = this.behave('end', this, mail)
          const late = Number(/^late (\d+)$/.exec(answer)?.[1] ?? 0)
          if (answer === undefined || answer === 'drop' || answer === 'hang' || late) this.mails.push(mail)
          if (late) { setTimeout(() => socket.write('250 taken\r\n'), late); continue }
          if (answer === 'drop') return socket.destroy()
          if (answer !== 'hang') socket.write(`${answer ?? '250 taken'}\r\n`)
          continue
        }
        const end = text.indexOf('\r\n')
        if (end < 0) return
        const line = text.slice(0, end)
        text = text.slice(end + 2)
        const word = line.slice(0, 4).toUpperCase()
        if (word === 'EHLO' || word === 'HELO') socket.write('250-test.example\r\n250 SIZE 10485760\r\n')
        else if (word === 'MAIL') { if (say('mail', '250 ok')) mail = { from: line.match(/<(.*)>/)?.[1], to: [] } }
        else if (word === 'RCPT') { if (say('rcpt', '250 ok')) mail.to.push(line.match(/<(.*)>/)?.[1]) }
        else if (word === 'DATA') { if (say('data', '354 go on')) inData = true }
        else if (word === 'RSET') { mail = null; socket.write('250 ok\r\n') }
        else if (word === 'QUIT') { socket.write('221 bye\r\n'); socket.end() }
        else socket.write('502 unknown\r\n')
      }
    })
  }
}

/** Header fields (lower case, unfolded) and the text of a mail, both decoded. */
export function readMail(raw) {
  const [head, ...rest] = raw.split('\r\n\r\n')
  const headers = {}
  for (const line of head.replace(/\r\n[ \t]+/g, ' ').split('\r\n')) {
    const colon = line.indexOf(':')
    headers[line.slice(0, colon).toLowerCase()] = line.slice(colon + 1).trim()
      .replace(/\?= +=\?/g, '?==?').replace(/=\?UTF-8\?B\?([^?]*)\?=/g, (_, word) => Buffer.from(word, 'base64').toString('latin1'))
  }
  for (const name of Object.keys(headers)) headers[name] = Buffer.from(headers[name], 'latin1').toString('utf8')
  const quoted = rest.join('\r\n\r\n').replace(/=\r\n/g, '').replace(/=([0-9A-F]{2})/g, (_, hex) => String.fromCharCode(parseInt(hex, 16)))
  return { headers, text: Buffer.from(quoted, 'latin1').toString('utf8') }
}
