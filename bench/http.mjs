// One request on one connection, with the bytes as they came over the wire.
import { request } from 'node:http';

export function fetch_raw(port, host, path, headers = {}) {
  return new Promise((done, fail) => {
    const asked = request({ port, host: '127.0.0.1', path, headers: { Host: host, ...headers }, agent: false, timeout: 20_000 }, (answer) => {
      const parts = [];
      answer.on('data', (part) => parts.push(part));
      answer.on('end', () => {
        const body = Buffer.concat(parts);
        const head = answer.rawHeaders.reduce((sum, text) => sum + Buffer.byteLength(text) + 2, 0) + `HTTP/1.1 ${answer.statusCode} ${answer.statusMessage}\r\n\r\n`.length;
        done({ status: answer.statusCode, headers: answer.headers, body, wire: head + body.length });
      });
      answer.on('error', fail);
    });
    asked.on('timeout', () => asked.destroy(new Error('no answer for 20 s')));
    asked.on('error', fail);
    asked.end();
  });
}
