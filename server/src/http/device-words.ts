const PROGRAMS: readonly [RegExp, string][] = [
  [/MicroMessenger/, '微信'],
  [/Edg\//, 'Edge'],
  [/Firefox\//, 'Firefox'],
  [/Chrom(e|ium)\//, 'Chrome'],
  [/Safari\//, 'Safari'],
]
const MACHINES: readonly [RegExp, string][] = [
  [/iPhone/, 'iPhone'],
  [/iPad/, 'iPad'],
  [/OpenHarmony|HarmonyOS/, '鸿蒙手机'],
  [/Android/, '安卓手机'],
  [/Windows/, 'Windows 电脑'],
  [/Macintosh/, 'Mac 电脑'],
  [/Linux|CrOS/, 'Linux 电脑'],
]

const first = (known: readonly [RegExp, string][], agent: string) => known.find(([mark]) => mark.test(agent))?.[1]

/** What somebody needs to recognise a device of theirs, and no more than that. */
export function deviceWords(userAgent: string | undefined): string {
  const agent = (userAgent ?? '').slice(0, 500)
  const words = [first(MACHINES, agent), first(PROGRAMS, agent)].filter((word) => word !== undefined)
  return words.length === 0 ? '不认识的设备' : words.join(' · ')
}
