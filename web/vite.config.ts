import { readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { brotliCompressSync, gzipSync } from 'node:zlib'
import react from '@vitejs/plugin-react'
import { defineConfig, type Plugin } from 'vite'

/** Where `npm run dev --workspace web` finds a running Occur. */
const server = process.env.OCCUR_URL ?? 'http://127.0.0.1:7070'

export default defineConfig({
  base: '/',
  plugins: [react(), compress()],
  build: {
    target: 'baseline-widely-available',
    // The content security policy refuses data: addresses, so every font and image stays a file.
    assetsInlineLimit: 0,
    reportCompressedSize: true,
  },
  // `light-dark()` and `oklch()` stay as written: the browsers that run the script understand them.
  css: {
    transformer: 'lightningcss',
    lightningcss: { targets: { chrome: 125 << 16, firefox: 128 << 16, safari: (17 << 16) | (5 << 8) } },
  },
  server: { proxy: { '/api': server } },
})

/** Lays a compressed copy beside each text, so that the server has nothing to compress while somebody waits. */
function compress(): Plugin {
  return {
    name: 'compress',
    apply: 'build',
    writeBundle({ dir = '' }) {
      for (const name of readdirSync(dir, { recursive: true, encoding: 'utf8' })) {
        if (!/\.(js|css|html|svg)$/.test(name)) continue
        const path = join(dir, name)
        const text = readFileSync(path)
        writeFileSync(`${path}.br`, brotliCompressSync(text))
        writeFileSync(`${path}.gz`, gzipSync(text, { level: 9 }))
      }
    },
  }
}
