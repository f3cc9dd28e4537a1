import react from '@vitejs/plugin-react'
import { defineConfig } from 'vite'

// Village offices run old browsers, so syntax is lowered to what was current in 2020.
const OLDEST_BROWSERS = ['chrome87', 'edge88', 'firefox78', 'safari14']

export default defineConfig({
  base: '/admin/',
  plugins: [react()],
  build: { outDir: 'dist', emptyOutDir: true, target: OLDEST_BROWSERS, cssTarget: OLDEST_BROWSERS, sourcemap: false },
  server: {
    host: '127.0.0.1',
    port: 5173,
    proxy: { '/api': { target: process.env.GEZHONG_URL ?? 'http://127.0.0.1:8080', changeOrigin: false } },
  },
})
