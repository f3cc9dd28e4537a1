import { fork } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { mapSheets } from '../src/people/import/check-file.ts'
import { checkCadastreRows } from '../src/people/import/check-rows.ts'
import { readTable } from '../src/people/import/read-table.ts'
import { writeXlsx } from '../src/people/import/xlsx-writer.ts'

/*
 * Reading and judging a cadastral list, each file in a process of its own so that its peak memory is its own.
 *   node_modules/.bin/tsx bench/import-read.bench.ts [rows]
 */

interface Measured {
  readSeconds: number
  checkSeconds: number
  /** Processor time: on a busy machine it tells more than the clock. */
  processorSeconds: number
  rows: number
  good: number
  idleMegabytes: number
  peakMegabytes: number
  longestBlock: number
}

const HEADER = [
  '序号',
  '不动产单元号',
  '权利人',
  '坐落',
  '宗地面积（㎡）',
  '幢号',
  '房屋结构',
  '总层数',
  '占地面积（㎡）',
  '建筑面积（㎡）',
  '备注',
]

function* village(rows: number): Generator<string[]> {
  yield ['花厅口村房屋建筑面积测量公示表']
  yield HEADER
  for (let at = 0; at < rows; at += 1) {
    const code = `350582105012JC${String(at % 100_000).padStart(5, '0')}F${String(Math.floor(at / 100_000) + 1).padStart(4, '0')}0001`
    const door = `花厅口村北路${(at % 90) + 1}巷${Math.floor(at / 90) + 1}号`
    const structure = at % 9 === 0 ? '同上' : ['混合', '钢混', '砖木'][at % 3]
    const areas = [(at % 300) + 0.25, (at % 900) + 90.5].map(String)
    yield [
      String(at + 1),
      code,
      `某${at}`,
      door,
      String(80 + (at % 200)),
      '1',
      structure ?? '',
      `${(at % 6) + 1}层`,
      ...areas,
      at % 50 === 0 ? '加建' : '',
    ]
  }
}

async function measure(path: string): Promise<Measured> {
  const bytes = readFileSync(path)
  const idleMegabytes = Math.round(process.memoryUsage.rss() / 1024 / 1024)
  let longestBlock = 0
  let last = performance.now()
  const ticker = setInterval(() => {
    longestBlock = Math.max(longestBlock, performance.now() - last)
    last = performance.now()
  }, 1)
  const start = performance.now()
  const { sheets } = mapSheets(await readTable(bytes, path, { kind: 'cadastre' }), 'cadastre')
  const read = performance.now()
  let rows = 0
  let good = 0
  for await (const slice of checkCadastreRows(sheets, { placeNames: [] })) {
    rows += slice.length
    good += slice.filter((verdict) => verdict.verdict === 'good').length
  }
  clearInterval(ticker)
  return {
    readSeconds: (read - start) / 1000,
    checkSeconds: (performance.now() - read) / 1000,
    processorSeconds: (process.cpuUsage().user + process.cpuUsage().system) / 1e6,
    rows,
    good,
    idleMegabytes,
    peakMegabytes: Math.round(process.resourceUsage().maxRSS / 1024),
    longestBlock: Math.round(longestBlock),
  }
}

function inChild(path: string): Promise<Measured> {
  return new Promise((resolve, reject) => {
    const child = fork(import.meta.filename, [path], {
      execArgv: process.execArgv,
      env: { ...process.env, IMPORT_BENCH: 'child' },
    })
    child.once('message', (measured) => resolve(measured as Measured))
    child.once('error', reject)
    child.once('exit', (code) => code !== 0 && reject(new Error(`the measuring process ended with ${code}`)))
  })
}

async function main(rows: number): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'gezhong-import-'))
  try {
    const lines = [...village(rows)]
    const xlsx = join(folder, '公示表.xlsx')
    const csv = join(folder, '公示表.csv')
    const written = performance.now()
    writeFileSync(xlsx, await writeXlsx([{ name: '一期', widths: [], rows: lines }]))
    console.log(
      `written as xlsx (as the file of rejected rows is): ${((performance.now() - written) / 1000).toFixed(1)} s`,
    )
    writeFileSync(csv, lines.map((cells) => cells.join(',')).join('\r\n'))
    for (const path of [xlsx, csv]) {
      const size = (readFileSync(path).length / 1e6).toFixed(1)
      const one = await inChild(path)
      const seconds = one.readSeconds + one.checkSeconds
      console.log(
        `${path.slice(-4)} ${size} MB: ${one.rows} rows (${one.good} good) in ${seconds.toFixed(1)} s = ${Math.round(one.rows / seconds)} rows/s` +
          ` (read ${one.readSeconds.toFixed(1)}, check ${one.checkSeconds.toFixed(1)}, processor ${one.processorSeconds.toFixed(1)});` +
          ` peak ${one.peakMegabytes} MB, ${one.idleMegabytes} MB before; event loop held at most ${one.longestBlock} ms`,
      )
    }
  } finally {
    rmSync(folder, { recursive: true })
  }
}

const [argument] = process.argv.slice(2)
if (process.env['IMPORT_BENCH'] === 'child' && argument !== undefined) process.send?.(await measure(argument))
else await main(Number(argument ?? 100_000))
