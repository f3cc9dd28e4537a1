/** The width a terminal gives a text: Chinese characters and full-width signs take two columns. */
const width = (text) =>
  [...text].reduce(
    (sum, sign) =>
      sum +
      (/[\u1100-\u115f\u2e80-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe4f\uff00-\uff60\uffe0-\uffe6]|[\u{20000}-\u{3fffd}]/u.test(
        sign,
      )
        ? 2
        : 1),
    0,
  )

const pad = (text, columns) => text + ' '.repeat(Math.max(0, columns - width(text)))

async function demoIdentities(url) {
  try {
    const reply = await fetch(`${url}/api/demo/identities`, { signal: AbortSignal.timeout(5_000) })
    if (!reply.ok) return []
    const { identities } = await reply.json()
    return identities
  } catch {
    return []
  }
}

function table(rows) {
  const columns = Math.max(...rows.map((row) => row.length))
  const widths = Array.from({ length: columns }, (_, i) => Math.max(...rows.map((row) => width(row[i] ?? ''))))
  return rows.map((row) => `  ${row.map((cell, i) => pad(cell, widths[i])).join('  ')}`.trimEnd()).join('\n')
}

const SHOWN = 24

/** What is printed once the system runs: where it is, and whom one can be. */
export async function greeting(url, { demo }) {
  const lines = [
    '',
    'Gezhong 格中 is running. Ctrl-C stops it.',
    '',
    table([
      ['居民与工作人员 (mini-program pages)', `${url}/`],
      ['管理后台 (admin page)', `${url}/admin/`],
      ['接口文档 (API)', `${url}/docs`],
    ]),
  ]
  const identities = demo ? await demoIdentities(url) : []
  if (identities.length > 0) {
    const texts = identities
      .slice(0, SHOWN)
      .map(({ name, displayName, place }) => [displayName ?? name, place ?? '', name])
    lines.push('', '演示身份 (demo identities; the last word is the sign-in name):', table(texts))
    if (identities.length > SHOWN) lines.push(`  … ${identities.length - SHOWN} more on the sign-in page`)
  }
  return `${lines.join('\n')}\n\n`
}
