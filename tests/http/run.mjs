// Everything about HTTP that needs no browser: framing, limits, headers, API, feeds, isolation between towns.
import { options } from '../support/options.mjs'
import { Report } from '../support/report.mjs'
import { prepareData, TestServer } from '../support/server.mjs'
import { answers } from './answers.mjs'
import { api } from './api.mjs'
import { appointments } from './appointments.mjs'
import { llhttpCases, ownCases } from './corpus.mjs'
import { isolation } from './isolation.mjs'
import { limits } from './limits.mjs'

const given = options()
const report = new Report(given)
const data = prepareData(given.binary, given.data), dataOfAppointments = prepareData(given.binary, data)
const server = await TestServer.start({ binary: given.binary, data })
try {
  await ownCases(report, server)
  await llhttpCases(report, server)
  await answers(report, server)
  await api(report, server)
  await isolation(report, server)
  await appointments(report, { binary: given.binary, data: dataOfAppointments })
  await limits(report, server, dataOfAppointments)
  await report.test('the program is still running', () => { if (!server.alive()) throw new Error(server.log) })
} finally {
  await server.stop()
}
process.exitCode = report.close()
