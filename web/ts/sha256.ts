// SHA-256 (FIPS 180-4) without waiting: SubtleCrypto answers later for each hash, which costs more than the hash.
// Constants are computed, not listed: the fractional parts of square and cube roots of the first primes.
const K: number[] = []
const H: number[] = []
for (let n = 2; K.length < 64; n++) {
  let prime = true
  for (let d = 2; d * d <= n; d++) if (n % d === 0) prime = false
  if (!prime) continue
  if (H.length < 8) H.push(fraction(Math.sqrt(n)))
  K.push(fraction(Math.cbrt(n)))
}

function fraction(root: number) {
  return (root - Math.floor(root)) * 0x100000000 | 0
}

const w = new Int32Array(64)

function block(h: Int32Array, words: Int32Array, from: number) {
  for (let i = 0; i < 64; i++) {
    if (i < 16) { w[i] = words[from + i]; continue }
    const x = w[i - 15], y = w[i - 2]
    w[i] = w[i - 16] + w[i - 7] + ((x >>> 7 | x << 25) ^ (x >>> 18 | x << 14) ^ x >>> 3) +
      ((y >>> 17 | y << 15) ^ (y >>> 19 | y << 13) ^ y >>> 10)
  }
  let [a, b, c, d, e, f, g, k] = h
  for (let i = 0; i < 64; i++) {
    const t = k + ((e >>> 6 | e << 26) ^ (e >>> 11 | e << 21) ^ (e >>> 25 | e << 7)) + (e & f ^ ~e & g) + K[i] + w[i] | 0
    const u = ((a >>> 2 | a << 30) ^ (a >>> 13 | a << 19) ^ (a >>> 22 | a << 10)) + (a & b ^ a & c ^ b & c) | 0
    k = g; g = f; f = e; e = d + t | 0; d = c; c = b; b = a; a = t + u | 0
  }
  h[0] += a; h[1] += b; h[2] += c; h[3] += d; h[4] += e; h[5] += f; h[6] += g; h[7] += k
}

/** The eight words of the hash. */
export function sha256(text: Uint8Array): Int32Array {
  const words = new Int32Array((text.length + 8 >> 6) + 1 << 4)
  text.forEach((byte, i) => { words[i >> 2] |= byte << 24 - i % 4 * 8 })
  words[text.length >> 2] |= 0x80 << 24 - text.length % 4 * 8
  words[words.length - 1] = text.length * 8
  const hash = Int32Array.from(H)
  for (let i = 0; i < words.length; i += 16) block(hash, words, i)
  return hash
}

/** The first n in [from, to) that proves the work, or -1. */
export function prove(challenge: string, bits: number, from: number, to: number): number {
  const encoder = new TextEncoder()
  for (let n = from; n < to; n++) {
    const hash = sha256(encoder.encode(`${challenge}:${n}`))
    let zeros = 0
    for (const word of hash) {
      zeros += Math.clz32(word)
      if (word !== 0) break
    }
    if (zeros >= bits) return n
  }
  return -1
}
