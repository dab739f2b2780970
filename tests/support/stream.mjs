// An event stream (server-sent events) as a page opens it.
import http from 'node:http'

/** Opens a stream and collects what comes; `close` ends it. */
export function stream(server, host, path) {
  return new Promise((resolve, reject) => {
    const call = http.request({ host: '127.0.0.1', port: server.port, path, agent: false, headers: { host: `${host}.localhost:${server.port}`, accept: 'text/event-stream' } }, answer => {
      const open = { status: answer.statusCode, headers: answer.headers, text: '', ended: false, begun: Date.now(), close: () => call.destroy(), events: () => open.text.split('event: change\n').length - 1 }
      answer.setEncoding('utf8')
      answer.on('data', chunk => { open.text += chunk })
      answer.on('end', () => { open.ended = true })
      answer.on('error', () => { open.ended = true })
      resolve(open)
    })
    call.on('error', reject)
    call.end()
  })
}
