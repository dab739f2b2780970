// A photo of a given size that is a whole, valid PNG: noise, which nothing makes smaller.
import { randomBytes } from 'node:crypto'
import { crc32, deflateSync } from 'node:zlib'

const crc = crc32 ?? (bytes => {
  let value = ~0
  for (const byte of bytes) { value ^= byte; for (let i = 0; i < 8; i++) value = value >>> 1 ^ (value & 1 ? 0xedb88320 : 0) }
  return ~value >>> 0
})

function chunk(type, content) {
  const body = Buffer.concat([Buffer.from(type, 'latin1'), content]), length = Buffer.alloc(4), sum = Buffer.alloc(4)
  length.writeUInt32BE(content.length)
  sum.writeUInt32BE(crc(body) >>> 0)
  return Buffer.concat([length, body, sum])
}

export function photo(bytes) {
  const width = 1600, height = Math.max(1, Math.round(bytes / (3 * width + 1)))
  const lines = Buffer.alloc(height * (3 * width + 1))
  for (let y = 0; y < height; y++) randomBytes(3 * width).copy(lines, y * (3 * width + 1) + 1)
  const head = Buffer.alloc(13)
  head.writeUInt32BE(width, 0)
  head.writeUInt32BE(height, 4)
  head.set([8, 2, 0, 0, 0], 8)
  return Buffer.concat([Buffer.from('\x89PNG\r\n\x1a\n', 'latin1'), chunk('IHDR', head), chunk('IDAT', deflateSync(lines, { level: 0 })), chunk('IEND', Buffer.alloc(0))])
}
