import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import path from 'node:path'
import type { UserConfigExport } from '@tarojs/cli'
import { defineConfig } from '@tarojs/cli'

const root = path.resolve(__dirname, '..')
const shared = path.resolve(root, '../shared')
const modernPackage = /[\\/]node_modules[\\/](zod|uqr|@tanstack[\\/][^\\/]+)[\\/]/

/**
 * What lies outside miniapp/ or ships modern syntax goes through Babel too: otherwise that syntax reaches
 * phones that cannot read it, and the h5 minifier corrupts private fields.
 */
const include = [(file: string) => file.startsWith(shared) || modernPackage.test(file)]

/** Packages that every visit loads; what reads codes comes with the page that scans. */
const firstPackages = /[\\/]node_modules[\\/](?!.*barcode-detector)/

const aria = { 'aria-label': '', 'aria-role': '', 'aria-hidden': '', 'aria-checked': '', 'aria-disabled': '' }

/** WeChat has no AbortController; without one react-query waits for ever. */
const abortPolyfill = path.resolve(root, 'src/platform/abort-controller.ts')

/** Written by build.mjs; goes through no Babel. */
const signatures = path.resolve(root, 'dist/prebuilt/ed25519.js')

/** What reads codes in a browser, under its own checksum, by which platform/code-reader.ts asks for it. */
const reader = createRequire(require.resolve('barcode-detector/ponyfill')).resolve(
  'zxing-wasm/reader/zxing_reader.wasm',
)
const readerChecksum = createHash('sha256').update(readFileSync(reader)).digest('hex').slice(0, 16)
const readerCopy = { from: reader, to: `dist/h5/static/code-reader.${readerChecksum}.wasm` }

const config: UserConfigExport<'webpack5'> = {
  projectName: 'gezhong',
  sourceRoot: 'src',
  outputRoot: `dist/${process.env.TARO_ENV}`,
  framework: 'react',
  compiler: { type: 'webpack5', prebundle: { enable: false } },
  cache: { enable: false },
  // A pixel written is a pixel shown, on both targets: targets for fingers are promised in px.
  designWidth: 750,
  deviceRatio: { 640: 2.34 / 2, 750: 1, 828: 1.81 / 2 },
  plugins: [
    '@tarojs/plugin-framework-react',
    '@tarojs/plugin-platform-weapp',
    '@tarojs/plugin-platform-h5',
    ['@tarojs/plugin-inject', { components: { View: aria, Text: aria, Input: aria, Textarea: aria } }],
  ],
  // Where WeChat finds the server; a browser asks the server that the pages came from.
  env: { GEZHONG_API: JSON.stringify(process.env.GEZHONG_API ?? 'http://127.0.0.1:8080') },
  logger: { quiet: true, stats: false },
  copy: {
    patterns: [
      ...['theme.json', 'share-card.png'].map((file) => ({
        from: `src/${file}`,
        to: `dist/${process.env.TARO_ENV}/${file}`,
      })),
      ...(process.env.TARO_ENV === 'h5' ? [readerCopy] : []),
    ],
    options: {},
  },
  mini: {
    compile: { include },
    debugReact: false,
    postcss: { pxtransform: { enable: false }, url: { enable: true, config: { limit: 10240 } } },
    webpackChain(chain, webpack) {
      chain.resolve.alias.set('@noble/curves/ed25519.js', signatures)
      chain.plugin('abort-controller').use(webpack.ProvidePlugin, [
        {
          AbortController: [abortPolyfill, 'AbortController'],
          AbortSignal: [abortPolyfill, 'AbortSignal'],
        },
      ])
    },
  },
  h5: {
    compile: { include },
    webpackChain(chain) {
      chain.resolve.alias.set('@noble/curves/ed25519.js', signatures)
      // What several pages use is loaded once; the advice about sizes is not ours to hear at every build.
      chain.optimization.splitChunks({
        chunks: 'all',
        minSize: 0,
        cacheGroups: {
          defaultVendors: false,
          default: false,
          vendors: { name: 'vendors', minChunks: 1, test: firstPackages, priority: 20 },
          common: { name: 'common', minChunks: 2, priority: 10, reuseExistingChunk: true },
        },
      })
      chain.performance.hints(false)
    },
    publicPath: './',
    staticDirectory: 'static',
    router: { mode: 'hash' },
    output: { filename: 'js/[name].[contenthash:8].js', chunkFilename: 'js/[name].[contenthash:8].js' },
    miniCssExtractPluginOption: {
      filename: 'css/[name].[contenthash:8].css',
      chunkFilename: 'css/[name].[contenthash:8].css',
      ignoreOrder: true,
    },
    postcss: { pxtransform: { enable: false }, autoprefixer: { enable: true } },
  },
}

export default defineConfig(config)
