// What WeChat's own tools say about the package: app.json, page configs, templates, sizes. No network is used.
import assert from 'node:assert/strict'
import { generateKeyPairSync } from 'node:crypto'
import { readdirSync, readFileSync, statSync } from 'node:fs'
import { createRequire } from 'node:module'
import { join } from 'node:path'

const require = createRequire(import.meta.url)
/** WeChat's limits: 2 MB for each package, 30 MB in all. */
const PACKAGE_LIMIT = 2 * 1024 * 1024
const WHOLE_LIMIT = 30 * 1024 * 1024

const files = (dist) =>
  readdirSync(dist, { recursive: true, encoding: 'utf8' }).filter((file) => statSync(join(dist, file)).isFile())

function project(dist) {
  const ci = require('miniprogram-ci')
  const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 })
  const made = new ci.Project({
    appid: 'wx0000000000000000',
    type: 'miniProgram',
    projectPath: dist,
    privateKey: privateKey.export({ type: 'pkcs1', format: 'pem' }),
    ignores: [],
  })
  made.attr = async () => ci.DefaultProjectAttr
  return { ci, made }
}

export function packageChecks(dist) {
  return [
    [
      'miniprogram-ci accepts app.json, every page’s config and the theme',
      async () => {
        const { ci, made } = project(dist)
        const app = await ci.getAppJSON(made)
        assert.equal(app['__usePrivacyCheck__'], true, 'WeChat asks us to ask')
        const inside = app.subPackages.flatMap(({ root, pages }) => pages.map((page) => join(root, page)))
        for (const pagePath of [...app.pages, ...inside]) await ci.getPageJSON(made, { miniprogramRoot: '', pagePath })
        const theme = await ci.checkThemeJSON(made, { themeLocation: app.themeLocation })
        assert.deepEqual(Object.keys(theme), ['light', 'dark'])
      },
    ],
    [
      'every package is smaller than 2 MB',
      () => {
        const roots = JSON.parse(readFileSync(join(dist, 'app.json'), 'utf8')).subPackages.map(({ root }) => root)
        const sizes = new Map()
        for (const file of files(dist)) {
          const owner = roots.find((root) => file.startsWith(`${root}/`)) ?? 'main'
          sizes.set(owner, (sizes.get(owner) ?? 0) + statSync(join(dist, file)).size)
        }
        for (const [owner, size] of sizes) assert.ok(size < PACKAGE_LIMIT, `${owner}: ${size} bytes`)
        assert.ok([...sizes.values()].reduce((sum, size) => sum + size, 0) < WHOLE_LIMIT)
      },
    ],
    [
      'what reads codes in a browser is not packed: WeChat reads by itself',
      () => {
        const scripts = files(dist).filter((name) => name.endsWith('.js'))
        for (const file of scripts) assert.doesNotMatch(readFileSync(join(dist, file), 'utf8'), /zxing-wasm/, file)
      },
    ],
    [
      'every template compiles without a warning',
      () => {
        const { TmplGroup } = require('glass-easel-template-compiler')
        const templates = files(dist).filter((file) => file.endsWith('.wxml'))
        assert.ok(templates.length > 5, 'there are templates')
        for (const file of templates) {
          const said = TmplGroup.newDev().addTmpl(file.slice(0, -5), readFileSync(join(dist, file), 'utf8'))
          assert.deepEqual(said, [], file)
        }
      },
    ],
    [
      'controls carry their labels for screen readers',
      () => {
        const base = readFileSync(join(dist, 'base.wxml'), 'utf8')
        for (const name of ['aria-label', 'aria-role', 'aria-hidden']) assert.ok(base.includes(`${name}="{{`), name)
      },
    ],
    [
      'no script uses what old phones cannot read',
      () => {
        for (const file of files(dist).filter((name) => name.endsWith('.js'))) {
          const script = readFileSync(join(dist, file), 'utf8')
          assert.doesNotMatch(script, /\(\?<[=!]/, `${file}: a look-behind makes older iOS refuse the whole file`)
          assert.doesNotMatch(script, /\b(import\(|eval\()/, `${file}: WeChat has neither`)
        }
      },
    ],
  ]
}
