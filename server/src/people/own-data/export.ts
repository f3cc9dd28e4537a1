import { civilDay } from '@gezhong/shared/civil-day'
import type { OwnDataForm } from '@gezhong/shared/people/own-data/contract'
import type { OwnGroup } from '@gezhong/shared/people/own-data/own-group'
import { DELETION_STAYS, NOT_LISTED, ownDataGroups } from '@gezhong/shared/people/own-data/words'
import type { Work } from '../../database/transact.ts'
import { readCommunity } from '../../grid/communities/queries.ts'
import { ownPhones, readOwn } from './read.ts'

const TITLE = '我的数据'

const ESCAPES: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' }
const escape = (text: string) => text.replace(/[&<>"]/g, (letter) => ESCAPES[letter]!)

const STYLE = `body{font:16px/1.7 "PingFang SC","Microsoft YaHei",sans-serif;max-width:42em;margin:2em auto;padding:0 1em;color:#1a1a1a}
h1{font-size:1.5em}h2{font-size:1.15em;margin:1.6em 0 .3em;border-bottom:1px solid #999}
p{margin:.3em 0;color:#555}dl{margin:0}dt{font-weight:600;margin-top:.5em}dd{margin:0;color:#333}
@media print{body{margin:0}h2{break-after:avoid}dt{break-after:avoid}}`

function asPage(title: string, groups: readonly OwnGroup[]): string {
  const sections = groups.map(({ title: heading, why, items, empty }) => {
    const list = items.map((item) => `<dt>${escape(item.title)}</dt><dd>${escape(item.note)}</dd>`).join('\n')
    return `<h2>${escape(heading)}</h2>\n<p>${escape(why)}</p>\n${list === '' ? `<p>${escape(empty)}</p>` : `<dl>${list}</dl>`}`
  })
  return `<!doctype html>
<html lang="zh-CN"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width">
<title>${escape(title)}</title><style>${STYLE}</style></head>
<body><h1>${escape(title)}</h1>
${sections.join('\n')}
<h2>没有列出的</h2>
${NOT_LISTED.map((line) => `<p>${escape(line)}</p>`).join('\n')}
<h2>依法要留到应急结束的</h2>
${DELETION_STAYS.map((line) => `<p>${escape(line)}</p>`).join('\n')}
</body></html>
`
}

function asText(title: string, groups: readonly OwnGroup[]): string {
  const sections = groups.map(({ title: heading, items, empty }) =>
    [`【${heading}】`, ...(items.length === 0 ? [empty] : items.map(({ title: one, note }) => `${one}　${note}`))].join(
      '\n',
    ),
  )
  return `${[title, ...sections].join('\n\n')}\n`
}

const KINDS = {
  page: { ending: 'html', contentType: 'text/html; charset=utf-8' },
  text: { ending: 'txt', contentType: 'text/plain; charset=utf-8' },
  json: { ending: 'json', contentType: 'application/json; charset=utf-8' },
} as const satisfies Record<OwnDataForm, { ending: string; contentType: string }>

/** Only one’s own number is in full. Written into the log without a word of what is in it. */
export async function exportOwn(work: Work, form: OwnDataForm) {
  const data = await readOwn(work)
  const phones = await ownPhones(work)
  const community = await readCommunity(work.db, work.communityId)
  const day = civilDay(work.now)
  const title = `${TITLE}　${community?.name ?? ''}　${day}`
  const groups = ownDataGroups(data, phones)
  const content = {
    page: () => asPage(title, groups),
    text: () => asText(title, groups),
    json: () => `${JSON.stringify({ community: community?.name ?? '', ownPhones: phones, ...data }, null, 2)}\n`,
  }[form]()
  work.record({ action: 'own-data.exported', subjectId: work.actor.accountId, detail: KINDS[form].ending })
  const { ending, contentType } = KINDS[form]
  return { fileName: `${TITLE}-${day}.${ending}`, contentType, content }
}
