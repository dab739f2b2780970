// A wire between a browser and the program that can be cut: connections end in the middle of what is sent, and nobody answers until it is mended.
import net from 'node:net'

export class Wire {
  sent = 0            // bytes that came from the browser, heads included
  cutAt = Infinity    // of them
  cuts = 0
  broken = false
  #open = new Set()

  /** `to` may change while it runs: the program has another port after a restart. */
  static async to(port) {
    const wire = new Wire()
    wire.target = port
    wire.server = net.createServer(socket => wire.#join(socket))
    await new Promise(done => wire.server.listen(0, '127.0.0.1', done))
    wire.port = wire.server.address().port
    return wire
  }

  #join(near) {
    if (this.broken) return near.resetAndDestroy()
    const far = net.connect(this.target, '127.0.0.1')
    const end = () => { near.destroy(); far.destroy(); this.#open.delete(end) }
    this.#open.add(end)
    for (const socket of [near, far]) socket.on('error', end).on('close', end)
    near.on('data', bytes => {
      this.sent += bytes.length
      if (this.sent >= this.cutAt) return this.cut()
      if (!far.write(bytes)) { near.pause(); far.once('drain', () => near.resume()) }
    })
    far.on('data', bytes => { if (!near.write(bytes)) { far.pause(); near.once('drain', () => far.resume()) } })
  }

  cut() {
    this.broken = true
    this.cuts++
    this.cutAt = Infinity
    for (const end of [...this.#open]) end()
  }
  mend() { this.broken = false }

  close() { for (const end of [...this.#open]) end(); this.server.close() }
}
