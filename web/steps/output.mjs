// Writes hashed files with .br and .gz beside them, and manifest.json last, so a reader of the manifest never
// sees a name whose file is missing.
import { createHash } from 'node:crypto'
import { mkdir, readdir, rm, writeFile } from 'node:fs/promises'
import { extname, join } from 'node:path'
import { brotliCompressSync, constants, gzipSync } from 'node:zlib'

const MIME = {
  '.css': 'text/css; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.woff2': 'font/woff2',
}

export class Output {
  #folder
  #manifest = {}
  #written = new Set(['manifest.json'])

  static async open(folder) {
    await mkdir(folder, { recursive: true })
    const output = new Output()
    output.#folder = folder
    return output
  }

  // Returns the hashed file name.
  async add(name, content) {
    const bytes = Buffer.from(content)
    const hash = createHash('sha256').update(bytes).digest('hex').slice(0, 10)
    const extension = extname(name)
    const file = `${name.slice(0, -extension.length)}.${hash}${extension}`
    const br = brotliCompressSync(bytes, { params: { [constants.BROTLI_PARAM_QUALITY]: 11 } })
    const gz = gzipSync(bytes, { level: 9 })
    this.#manifest[name] = { file, type: MIME[extension], size: bytes.length, br: br.length, gz: gz.length }
    await this.#write(file, bytes)
    await this.#write(`${file}.br`, br)
    await this.#write(`${file}.gz`, gz)
    return file
  }

  async close() {
    await this.#write('manifest.json', JSON.stringify(this.#manifest, null, 2) + '\n')
    for (const old of await readdir(this.#folder)) {
      if (!this.#written.has(old)) await rm(join(this.#folder, old), { recursive: true })
    }
    for (const [name, it] of Object.entries(this.#manifest)) {
      console.log(`${name.padEnd(24)} ${String(it.size).padStart(7)} B  gz ${String(it.gz).padStart(6)}  br ${String(it.br).padStart(6)}`)
    }
  }

  async #write(file, bytes) {
    this.#written.add(file)
    await writeFile(join(this.#folder, file), bytes)
  }
}
