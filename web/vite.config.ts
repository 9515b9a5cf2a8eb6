import react from '@vitejs/plugin-react'
import { defineConfig } from 'vite'

/** Where `npm run dev --workspace web` finds a running Occur. */
const server = process.env.OCCUR_URL ?? 'http://127.0.0.1:7070'

export default defineConfig({
  base: '/',
  plugins: [react()],
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
