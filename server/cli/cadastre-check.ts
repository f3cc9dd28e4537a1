import { REJECTION_WORDS, type CadastreVerdict } from '@gezhong/shared/people/import/row-verdict'
import { cadastreCheck, flatVerdict, type PreparedFile } from '../src/people/import/check-file.ts'
import { IMPORT_LIMITS } from '../src/people/import/limits.ts'
import { parseArgs } from 'node:util'
import { UsageRefusal, type Command } from './command.ts'
import { readBytes } from './text-file.ts'
import { textTable } from './text-table.ts'

const help = `Usage: npm run -s gezhong -- cadastre check [--place NAME]… [--all] [--json] FILE

Reads a cadastral list (xlsx, csv in UTF-8 or GB18030, GeoJSON) and says of every data row whether it could be imported,
and if not, why. Owners' names and identity numbers are dropped while reading. Needs no database and writes nothing.

  --place NAME   the community's own name, which is left out of doors; may be repeated (names in titles are found)
  --all          list the good rows too
  --json         one object per data row: sheet, row, door, verdict (good, rejected), reason, and what would be stored

Exit code: 0 read (whatever the rows are), 1 the file cannot be used, 2 wrong usage.
`

function describe(rows: readonly CadastreVerdict[], { sheets, skipped }: PreparedFile, all: boolean): string {
  const shown = all ? rows : rows.filter((row) => row.verdict === 'rejected' || row.warnings.length > 0)
  const table = textTable(
    [
      { title: '工作表', max: 20 },
      { title: '行', align: 'right' },
      { title: '门牌', max: 26 },
      { title: '结果' },
      { title: '原因', max: 100 },
    ],
    shown.map((row) => [
      row.sheet,
      String(row.row),
      row.door ?? '—',
      row.reason === null ? '可导入' : REJECTION_WORDS[row.reason],
      [...row.reasons, ...row.warnings].map(({ sentence }) => sentence).join('；'),
    ]),
  )
  const good = rows.filter(({ verdict }) => verdict === 'good').length
  const counts = `共 ${rows.length} 行：可导入 ${good} 行，不能导入 ${rows.length - good} 行`
  const left = skipped.map(({ name, problem }) => `工作表“${name}”没有读：${problem}`)
  const dropped = sheets.flatMap(({ table: { name, dropped: columns } }) =>
    columns.length > 0 ? [`工作表“${name}”不读取：${columns.join('、')}`] : [],
  )
  return [...(shown.length > 0 ? [table, ''] : []), counts, ...left, ...dropped].join('\n')
}

const command: Command = {
  help,
  async run(parameters, context) {
    const { values, positionals } = parseArgs({
      args: parameters,
      allowPositionals: true,
      options: { json: { type: 'boolean' }, all: { type: 'boolean' }, place: { type: 'string', multiple: true } },
    })
    const [file, ...others] = positionals
    if (file === undefined) throw new UsageRefusal('Name the file with the cadastral list as the last word.')
    if (others.length > 0) throw new UsageRefusal(`One file at a time; these are several: ${positionals.join(' ')}`)
    const bytes = await readBytes(context, file, IMPORT_LIMITS.bytes)
    const { rows, ...prepared } = await cadastreCheck(bytes, file, { placeNames: values.place ?? [] })
    if (values.json) for (const row of rows) context.print(`${JSON.stringify(flatVerdict(row))}\n`)
    else context.print(`${describe(rows, prepared, values.all ?? false)}\n`)
    return 0
  },
}

export default command
