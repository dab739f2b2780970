// The HTTP/1 corpora of ../shared/data/security/http1: 197 cases of our own, 90 taken from llhttp's tests.
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { shared } from '../support/options.mjs'
import { check, Failed } from '../support/report.mjs'
import { exchange } from './raw.mjs'

const folder = join(shared, 'data/security/http1')

// What the server says when it will not take the bytes for a request; it then closes the connection.
const refusals = new Set([400, 408, 411, 413, 414, 431, 501, 505])

// 413 comes after the head was understood, so it neither proves nor disproves that the framing was accepted.
const refused = answer => refusals.has(answer.status) && answer.close
const accepted = answer => !refused(answer) || answer.status === 413

/** The first Host field and the address, changed so that the case reaches a real town and a route that takes a body. */
function atTown(bytes, port) {
  const text = bytes.toString('latin1')
  return Buffer.from(text.replace(/^((?:\r\n)?[A-Z]+) \/echo /, '$1 /rueckmeldung ').replace('Host: a.example', `Host: gescher.localhost:${port}`), 'latin1')
}

function judge(expect, answers, id, town) {
  const taken = answers.filter(answer => !refused(answer)).length
  const told = `answers: ${answers.map(a => `${a.status}${a.close ? ' close' : ''}`).join(', ') || 'none'}`
  check(!answers.some(a => a.garbage), `the answer is not HTTP (${told})`)
  if (expect.startsWith('accept as exactly one')) {
    check(answers.length === 1 && accepted(answers[0]), `one accepted request wanted; ${told}`)
    if (town) check(answers[0].status !== 413, `the body must be read; ${told}`)
  } else if (expect.startsWith('accept or reject')) {
    check(taken <= 1, `never more than one request; ${told}`)
  } else if (expect.startsWith('reject')) {
    // A method is refused in an answer to a well-formed request (405, or 404 where the address is unknown).
    const allowed = id === 'method-TRACE' ? answers.length <= 1 && answers.every(a => a.status >= 400) : taken === 0 && answers.length <= 1
    check(allowed, `must be refused; ${told}`)
  } else if (expect.startsWith('never 200')) {
    check(answers.every(a => a.status < 500), `never 5xx; ${told}`)
    check(!answers.some(a => /root:.*:0:0:/.test(a.body)), 'a file of the machine was sent')
    check(answers.length <= 1, `one request; ${told}`)
  } else if (expect.startsWith('exactly two')) {
    check(answers.length === 2 && answers.every(accepted), `two requests wanted; ${told}`)
  } else if (!expect.startsWith('as if the four fields were absent')) {
    throw new Failed(`unknown expectation "${expect}"`)
  }
}

export async function ownCases(report, server) {
  const file = join(folder, 'own_cases.json')
  if (!existsSync(file)) return report.skip('HTTP/1 corpus, own cases', `${file} is not there`)
  for (const { id, expect, why, raw_b64 } of JSON.parse(readFileSync(file, 'utf8'))) {
    const bytes = Buffer.from(raw_b64, 'base64')
    for (const [where, sent] of [['unknown host', bytes], ['a town', atTown(bytes, server.port)]]) {
      await report.test(`http1 ${id} (${where})`, async () => {
        const { answers, closed } = await exchange(server.port, sent)
        try {
          judge(expect, answers, id, where === 'a town')
          check(closed, 'the connection stayed open although the client had finished')
          if (expect.startsWith('as if the four fields')) {
            const plain = await exchange(server.port, Buffer.from(sent.toString('latin1').replace(/\r\nX-[^\r]*/g, ''), 'latin1'))
            check(answers.length === 1 && plain.answers[0].status === answers[0].status && plain.answers[0].body === answers[0].body, 'the answer differs from the one without the fields')
          }
        } catch (problem) {
          if (problem instanceof Failed) problem.message += `\nwhy: ${why}\nsent: ${JSON.stringify(sent.subarray(0, 200).toString('latin1'))}`
          throw problem
        }
      })
    }
  }
}

// Where we differ from llhttp on purpose, and why. An entry that no longer differs fails.
const differences = [
  ['RFC 3986 has neither quotes nor bars in a target; two readings of one target are how caches are poisoned',
    ['llhttp/uri/Quotes in URI', 'llhttp/uri/Query URL with vertical bar character']],
  ['a fragment is never part of a request target (RFC 9112 3.2)', ['llhttp/uri/Fragment in URI']],
  ['RTSP and ICE are not HTTP', ['llhttp/method/SOURCE request with ICE', 'llhttp/method/ANNOUNCE request with RTSP']],
  ['only chunked is offered as transfer coding; RFC 9112 6.1 lets a server refuse any other',
    ['llhttp/transfer-encoding/POST with `chunked` as last transfer-encoding (multiple headers)']],
  ['the town comes from one place only, the Host field: targets with a host in them, which only proxies need, are refused',
    ['llhttp/uri/`host:port` terminated by a query string', 'llhttp/uri/`host:port` terminated by a space', 'llhttp/uri/`host:port` and basic auth']],
  ['the asterisk target belongs to OPTIONS alone (RFC 9112 3.2.4)', ['llhttp/method/M-SEARCH request']],
  ['no town has a host name with an equals sign', ['llhttp/sample/Firefox GET']],
  ['an empty line before a request is a remnant of a miscounted body; RFC 9112 2.2 only recommends ignoring it',
    ['llhttp/sample/Prefix newline', 'llhttp/sample/Request starting with CRLF']],
  ['the last chunk never arrives, so there is nothing to answer yet', ['llhttp/transfer-encoding/Parsing and setting flag']],
  ['the connection closes after the answer; bytes behind it are never read', ['llhttp/connection/No restart when keep-alive is off (1.0)']],
  ['an Upgrade that is not offered is ignored (RFC 9110 7.8)', ['llhttp/connection/Upgrade POST request']],
  ['an unknown method is a well-formed token; the answer is 405, not a parse error (RFC 9110 9.1)',
    ['llhttp/invalid/HTTP protocol and ANNOUNCE method', 'llhttp/invalid/Invalid method']],
]

const hasHost = text => /^host *:/im.test(text.split('\r\n\r\n')[0])
const complete = bytes => bytes.includes('\r\n\r\n')

/** Most llhttp cases carry no Host field, which RFC 9112 3.2 forbids: they run as they are (must be refused) and with one. */
export async function llhttpCases(report, server) {
  const file = join(folder, 'llhttp_requests.json')
  if (!existsSync(file)) return report.skip('HTTP/1 corpus, llhttp cases', `${file} is not there`)
  const cases = JSON.parse(readFileSync(file, 'utf8'))
  const differing = new Map()
  for (const { id, llhttp_result, raw_b64 } of cases) {
    const bytes = Buffer.from(raw_b64, 'base64')
    const text = bytes.toString('latin1')
    const version10 = /^\S+ \S+ HTTP\/1\.0\r/.test(text)
    if (llhttp_result === 'ok' && !hasHost(text) && !version10) {
      await report.test(`http1 ${id} (no Host)`, async () => {
        const { answers } = await exchange(server.port, bytes)
        check(answers.length <= 1 && answers.every(refused), `without Host it must be refused; answers: ${answers.map(a => a.status).join(', ')}`)
      })
    }
    await report.test(`http1 ${id}`, async () => {
      const sent = hasHost(text) || version10 ? bytes : Buffer.from(text.replace(/^((?:\r\n)*[^\r\n]*\r\n)/, `$1Host: gescher.localhost:${server.port}\r\n`), 'latin1')
      const { answers } = await exchange(server.port, sent)
      const told = answers.map(a => `${a.status}${a.close ? ' close' : ''}`).join(', ') || 'none'
      check(!answers.some(a => a.garbage), `the answer is not HTTP: ${told}`)
      check(answers.every(a => a.status < 500 || a.status === 501 || a.status === 505), `5xx: ${told}`)
      const reason = differences.find(([, ids]) => ids.includes(id))?.[0]
      const weAccept = answers.length > 0 && accepted(answers[0])
      const theyAccept = llhttp_result === 'ok' && complete(bytes)
      if (theyAccept !== weAccept && !reason) throw new Failed(`llhttp: ${llhttp_result}; answers: ${told}\nsent: ${JSON.stringify(sent.toString('latin1').slice(0, 200))}`)
      if (reason) {
        differing.set(id, (differing.get(id) ?? false) || theyAccept !== weAccept)
      }
    })
  }
  await report.test('every written difference from llhttp is a real one', () => {
    const stale = [...differing].filter(([, differs]) => !differs).map(([id]) => id)
    check(stale.length === 0, `no longer different: ${stale.join(', ')}`)
  })
}
