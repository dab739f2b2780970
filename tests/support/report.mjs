// A runner in one page: named tests, plain messages, one closing line that scripts can read.
export class Report {
  constructor({ only, quiet = false } = {}) {
    this.only = only
    this.quiet = quiet
    this.passed = 0
    this.failed = 0
    this.skipped = 0
    this.failures = []
    this.begun = Date.now()
  }

  /** Runs `body`; whatever it throws fails the test with that message. */
  async test(name, body) {
    if (this.only && !this.only.test(name)) return
    const begun = Date.now()
    try {
      await body()
      this.passed++
      if (!this.quiet) console.log(`ok    ${name} (${Date.now() - begun} ms)`)
    } catch (problem) {
      this.failed++
      const text = problem instanceof Failed ? problem.message : String(problem?.stack ?? problem)
      this.failures.push({ name, text })
      console.log(`FAIL  ${name}\n      ${text.split('\n').join('\n      ')}`)
    }
  }

  skip(name, why) {
    if (this.only && !this.only.test(name)) return
    this.skipped++
    console.log(`skipped: ${name}: ${why}`)
  }

  /** Prints the closing line; returns the exit code. */
  close() {
    if (this.failures.length > 0) {
      console.log('\nFailures:')
      for (const { name, text } of this.failures) console.log(`- ${name}\n    ${text.split('\n').slice(0, 12).join('\n    ')}`)
    }
    console.log(`\n${((Date.now() - this.begun) / 1000).toFixed(0)} s`)
    console.log(`${this.passed} passed, ${this.failed} failed${this.skipped > 0 ? `, ${this.skipped} skipped` : ''}`)
    return this.failed > 0 ? 1 : 0
  }
}

export class Failed extends Error {}

export function check(condition, message) {
  if (!condition) throw new Failed(typeof message === 'function' ? message() : message)
}

export function equal(actual, expected, what) {
  if (actual !== expected) throw new Failed(`${what}: expected ${JSON.stringify(expected)}, got ${JSON.stringify(actual)}`)
}

/** Collects several findings of one test, so that one run shows all of them. */
export class Findings {
  list = []
  add(text) { this.list.push(text) }
  want(condition, text) { if (!condition) this.add(typeof text === 'function' ? text() : text) }
  close(most = 15) {
    const unique = [...new Set(this.list)]
    if (unique.length === 0) return
    const rest = unique.length > most ? [`… and ${unique.length - most} more`] : []
    throw new Failed([...unique.slice(0, most), ...rest].join('\n'))
  }
}
