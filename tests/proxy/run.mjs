// The files of packaging/ for nginx and Caddy, whole and in front of the real program, as an operator starts them.
//
//   node tests/proxy/run.mjs --binary BINARY --data DATA
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { options } from '../support/options.mjs'
import { Report } from '../support/report.mjs'
import { prepareData, TestServer } from '../support/server.mjs'
import { caches } from './caches.mjs'
import { journeys } from './journeys.mjs'
import { mistakes } from './mistakes.mjs'
import { Outside } from './outside.mjs'
import { makeCertificate, startCaddy, startNginx } from './proxies.mjs'

const given = options()
const report = new Report(given)
const folder = mkdtempSync(join(tmpdir(), 'kreislauf-proxy-'))
process.on('exit', () => rmSync(folder, { recursive: true, force: true }))
const files = makeCertificate(folder)
const certificate = readFileSync(files.certificate)
const data = prepareData(given.binary, given.data)

/** The program as packaging/systemd starts it, with the sample district. A new one for each proxy: it counts what its visitors do. */
async function startProgram() {
  return TestServer.start({ binary: given.binary, data, rateLimit: null, limited: true, options: ['--address', '127.0.0.1', '--trusted-proxy', '127.0.0.1', '--public-url', 'https://portal.example'] })
}

for (const start of [startNginx, startCaddy]) {
  const program = await startProgram()
  const before = { folder, program, ...files }
  const proxy = await start(before)
  const outside = new Outside(proxy, certificate)
  try {
    if (start === startNginx) await caches(report, before, certificate)
    await mistakes(report, start, before, certificate)
    await journeys(report, program, proxy, outside)
  } finally {
    outside.close()
    await proxy.stop()
    await program.stop()
  }
}
process.exitCode = report.close()
