// One file on its way, piece by piece. Whatever happens to the connection: the server is asked how much it has, and it goes on there.
// Answers are those of draft-ietf-httpbis-resumable-upload-12 (resident/pieces.cc).
export type Place = { begin: string, page: string, piece: number }
/** `refused`: not this way, the plain form may still take it. `full`: no room on the server just now. */
export type End = 'arrived' | 'stopped' | 'refused' | 'full' | 'cancelled'

const first = 256 * 1024, smallest = 64 * 1024
const patience = 60_000       // ms for one piece
const mostFailures = 20, mostFailuresOfBegin = 4

class Refusal extends Error {
  constructor(readonly answer: Response) { super(`${answer.status}`) }
}

export class Transfer {
  sent = 0
  private length = first
  private failures = 0
  private restarts = 0
  private sure = false
  private ending = new AbortController()

  /** With `address` it goes on with what an earlier page has begun. */
  constructor(readonly file: File, private question: string, private place: Place, public address = '',
    private tell: { begun(): void, moved(): void, waits(): void }) {}

  async run(): Promise<End> {
    this.failures = 0
    for (;;) {
      try {
        if (!this.address) await this.begin()
        else if (!this.sure) await this.ask()
        this.tell.moved()
        if (this.sent >= this.file.size) return 'arrived'
        await this.sendPiece()
        this.failures = 0
      } catch (problem) {
        if (this.ending.signal.aborted) return 'cancelled'
        this.sure = false
        const answer = problem instanceof Refusal ? problem.answer : undefined
        const end = this.endAfter(answer)
        if (end) return end
        if (answer?.headers.has('Upload-Offset')) continue
        this.tell.waits()
        await this.pause(Number(answer?.headers.get('Retry-After') ?? 0))
      }
    }
  }

  cancel() {
    this.ending.abort()
    if (this.address) fetch(`${this.address}/weg`, { method: 'POST', body: new URLSearchParams(), keepalive: true }).catch(() => {})
  }

  private async begin() {
    const { name, size } = this.file
    const body = new URLSearchParams({ seite: this.place.page, frage: this.question, name, groesse: String(size) })
    const answer = await this.fetch(this.place.begin, { method: 'POST', body })
    this.address = answer.headers.get('Location') ?? ''
    this.take(answer)
    this.tell.begun()
  }

  private async ask() { this.take(await this.fetch(this.address, { method: 'HEAD' })) }

  private async sendPiece() {
    const begun = performance.now(), body = new FormData()
    body.set('ab', String(this.sent))
    body.set('stueck', this.file.slice(this.sent, this.sent + this.length), 'stueck')
    this.take(await this.fetch(this.address, { method: 'POST', body }))
    const took = performance.now() - begun
    // Large pieces are quick, small ones lose little: a piece takes a few seconds.
    if (took < 2000) this.length = Math.min(2 * this.length, this.place.piece)
    else if (took > 8000) this.length = Math.max(this.length / 2, smallest)
  }

  private take(answer: Response) {
    const offset = answer.headers.get('Upload-Offset')
    if (offset === null || !/^\d+$/.test(offset)) throw new Error('no offset')  // not our server: a proxy, a portal of a network
    this.sent = Number(offset)
    this.sure = true
  }

  private async fetch(address: string, options: RequestInit) {
    const late = AbortSignal.timeout(patience), stop = new AbortController()
    const abort = () => stop.abort()
    late.addEventListener('abort', abort)
    this.ending.signal.addEventListener('abort', abort)
    try {
      this.ending.signal.throwIfAborted()
      const answer = await fetch(address, { ...options, headers: { Accept: 'application/json' }, cache: 'no-store', redirect: 'error', signal: stop.signal })
      if (!answer.ok) throw new Refusal(answer)
      return answer
    } finally {
      this.ending.signal.removeEventListener('abort', abort)
    }
  }

  /** Nothing: it is tried again. */
  private endAfter(answer?: Response): End | undefined {
    const status = answer?.status ?? 0
    const was = this.length
    this.length = Math.max(this.length / 2, smallest)
    if (navigator.onLine) this.failures++
    if (status === 507) return 'full'
    if (status === 404 || status === 410) {
      const gone = this.address !== '' && this.restarts++ === 0
      this.address = ''
      this.sent = 0
      return gone ? undefined : 'refused'
    }
    const again = status === 0 || status >= 500 || status === 408 || status === 429 ||
      (status === 409 && answer!.headers.has('Upload-Offset')) || (status === 413 && this.address !== '' && was > smallest)
    if (!again || (!this.address && status >= 500 && this.failures >= mostFailuresOfBegin)) return 'refused'
    return this.failures >= mostFailures ? 'stopped' : undefined
  }

  /** Longer each time, but at once when the network is back. */
  private pause(seconds: number) {
    const wait = Math.max(seconds * 1000, Math.min(30_000, 500 * 2 ** this.failures) * (.5 + Math.random() / 2))
    return new Promise<void>(done => {
      const go = () => { clearTimeout(timer); removeEventListener('online', go); this.ending.signal.removeEventListener('abort', go); done() }
      const timer = setTimeout(go, wait)
      addEventListener('online', go)
      this.ending.signal.addEventListener('abort', go)
    })
  }
}
