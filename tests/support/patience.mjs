// Waiting for what must come. A busy machine is slow, not wrong: a wait ends with its condition, its limit only says that it never came.
import { check } from './report.mjs'

export const pause = ms => new Promise(done => setTimeout(done, ms))

/** Asks again and again until `condition` holds and answers with what it gave. Not for speed: who measures that compares with something. */
export async function until(what, condition, seconds = 180) {
  const end = Date.now() + seconds * 1000
  for (;;) {
    const found = await condition()
    if (found) return found
    check(Date.now() < end, `${what}: not within ${seconds} s`)
    await pause(50)
  }
}
