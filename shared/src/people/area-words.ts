/** Words around a door that belong to no area. */
const LABELS =
  '门牌号码|门牌号|门牌|详细地址|家庭地址|地址|住址|楼栋号|楼栋|楼号|房间号|房号|户号|位置|住户|户主|业主|租客|租户|房东|姓名|自报|上报|补报|申报|报名|登记|更正为|更正|修正|改为|改成|更改|应为|变更|更新|修改'
const SPEECH =
  '再报一户|再报一家|还有一户|再来一户|另一户|另外一户|一户|我们家在|我们家|我们住|我家住在|我家住|我家在|我家是|我家|我们是|我们|我是|我住在|我住|本人|本户|这里是|这是|这里|家住|住在|住着|居住在|居住|位于|属于|还有|加上|以及|另外|第|现|原|住|在|是|为|到|于|共|(?:和|与|同)$|及|我|的|家|报|加|有|请|帮|把|将'
const LABEL_FRONT = new RegExp(`^(?:${LABELS}|${SPEECH})`)
const LABEL_BACK = new RegExp(`(?:${LABELS}|第|的|是|在|为|住)$`)
const TITLE =
  '先生|女士|小姐|太太|大爷|大妈|大叔|大姐|大哥|大嫂|阿姨|阿婆|阿公|叔叔|伯伯|伯母|奶奶|爷爷|婆婆|师傅|老师|医生|主任|书记|队长|组长|经理|老板|叔|伯|婶|姨|姐|哥|嫂|妈|爸|妹|弟|婆|公|嬷'
const PERSON = new RegExp(
  `^(?:(?:阿|老|小|大)[\\u4e00-\\u9fff](?:家|家里|${TITLE})?|[\\u4e00-\\u9fff]{1,3}(?:${TITLE})(?:家)?)$`,
)
const SURNAMES =
  '王李张刘陈杨黄赵吴周徐孙马朱胡郭何高林罗郑梁谢宋唐许韩冯邓曹彭曾肖田董袁潘于蒋蔡余杜叶程苏魏吕丁任沈姚卢姜崔钟谭陆汪范金石廖贾夏韦付方白邹孟熊秦邱江尹薛闫段雷侯龙史陶黎贺顾毛郝龚邵万钱严覃武戴莫孔向汤康洪柯庄施翁涂游连赖'
const PLACE_END =
  /[区村组队厝埕路街巷弄里片园苑城庄寨堡湾坑头尾埔坂坪岭山边口街道桥溪港洋塘澳屿墩墘井下上前后内外中东西南北楼院房店场厂期排社坊宅屋角垅墓宫庙堂门]$/
/** `晋江市`, `东海镇`; not the 新市 of 新市街, nor the 城市 of 新城市花园. */
const ADMIN =
  /^[\u4e00-\u9fff]{2,7}?(?:自治区|省|(?<![城都夜菜花米])市|县|(?<![小古新老])镇|(?<![水城故])乡|街道办?(?:事处)?|居委会|村委会|管委会)(?![街路巷弄里坊场口区园府衙政])/
const ADMIN_LOW = /^[\u4e00-\u9fff]{1,6}?(?:行政村|自然村|社区|村|区)(?=[\u4e00-\u9fff])/

/** Place names of a community, prepared for cutting: longest first, with and without their 村, 社区, 镇. */
export type PlaceNames = { readonly bases: readonly string[] }

const PLACE_SUFFIX = /(?:行政村|自然村|社区|小区|街道|居委会|村委会|村|镇|乡|市|县|区)$/
const PLACE_SUFFIX_FRONT = /^(?:行政村|自然村|社区|街道|居委会|村委会|村民?小?组?(?=$)|村|镇|乡)/
/** What makes another name of the community's: `下坂小区` is no `下坂村`. */
const OTHER_NAME = /^(?:小区|区|街|路|巷|弄|里|坊|市|县|[东西南北中]?门)$/

/** Prepares the community's own names. Names are folded text (see `normalText`). */
export function placeNamesOf(names: readonly string[]): PlaceNames {
  const bases = new Set<string>()
  for (const name of names) {
    const whole = name.replace(/\s+/g, '').toUpperCase()
    if (whole === '') continue
    bases.add(whole)
    const base = whole.replace(PLACE_SUFFIX, '')
    if (base.length >= 2) bases.add(base)
  }
  return { bases: [...bases].sort((a, b) => b.length - a.length) }
}

/** `老王家`, `李阿姨`: certainly a household's name and no place. */
const HOUSE_OF = new RegExp(`^(?:[阿老小][\\u4e00-\\u9fff]家?里?|[\\u4e00-\\u9fff]{1,3}(?:${TITLE})(?:家里?)?)$`)

const SPOKEN =
  /(?:[报填写补接登](?:一下|下|个|上|一个)|登记(?:一下|下|上)?|一下|[帮替代给](?:我|他|她|你|俺|咱)?[妈爸爷奶婆公姑姨舅叔伯哥姐弟妹](?:[\u4e00-\u9fff]{0,2}))$/

/** All ways to cut one place name off the front: with its suffix first, then without. */
function cutPlace(text: string, places: PlaceNames): string[] {
  for (const base of places.bases) {
    if (!text.startsWith(base)) continue
    const rest = text.slice(base.length)
    if (OTHER_NAME.test(rest)) return []
    const suffix = PLACE_SUFFIX_FRONT.exec(rest)
    return suffix === null ? [rest] : [rest.slice(suffix[0].length), rest]
  }
  return []
}

/** `共和路`, `加州花园`: a character that could be a word of speech, but hardly leaves a name without it. */
const PART_OF_NAME =
  /^[现原为到于共及报加有请将家](?=[\u4e00-\u9fff](?:[街路巷里坊弄村苑城区]|花园|新村|小区|大道|大街|公寓|家园)$)/

function withoutWord(text: string): string {
  return PART_OF_NAME.test(text) ? text : text.replace(LABEL_FRONT, '')
}

/** Place names, administrative names and labels off the front, as many as there are. */
export function withoutPlaces(text: string, places: PlaceNames): string {
  let rest = text
  for (let turn = 0; turn < 8; turn += 1) {
    const cut = cutPlace(rest, places)[0] ?? withoutWord(rest.replace(ADMIN, ''))
    if (cut === rest) break
    rest = cut
  }
  return rest.replace(LABEL_BACK, '')
}

const DOOR_LABEL = /^(?:门牌号码|门牌号|详细地址|家庭地址|地址|住址)/

/**
 * Place names and administrative names off the front of an area in a list, and nothing else: there 共和路 and 加州花园 are
 * streets, and no word of a message stands before them.
 */
export function withoutPlaceNames(text: string, places: PlaceNames): string {
  let rest = text.replace(DOOR_LABEL, '')
  for (let turn = 0; turn < 8; turn += 1) {
    const cut = cutPlace(rest, places)[0] ?? rest.replace(ADMIN, '')
    if (cut === rest) break
    rest = cut
  }
  return rest.replace(/^第(?=[\d〇零一二三四五六七八九十百]+(?:小?组|队|排|期|巷|弄))|第$/g, '')
}

/** A person's name or form of address rather than a place: `老王家`, `王大爷`, `张三`. */
export function looksLikePerson(text: string): boolean {
  if (text === '') return true
  if (PERSON.test(text)) return !/[区村组队厝埕路街巷弄园苑城镇厂场院坡湾坪堡寨]$/.test(text)
  return text.length >= 2 && text.length <= 3 && SURNAMES.includes(text[0] as string) && !PLACE_END.test(text)
}

/** A form of address, which says nothing about the place. */
export function isFormOfAddress(text: string): boolean {
  return HOUSE_OF.test(text) && !/^[阿老小][\u4e00-\u9fff]$/.test(text)
}

/** `帮我妈报一下`: what somebody does, not where. */
export function isSpokenOf(text: string): boolean {
  return SPOKEN.test(text)
}

/** `Cindy`, `阿May`: a name by its small letters; what has capitals only can be a building (`SOHO`). */
export function isLatinName(text: string): boolean {
  return /^(?:[\u4e00-\u9fff]?[A-Za-z]+[a-z]|[阿老小大][A-Za-z]+)$/.test(text)
}

/** Whether a word ends as names of places do. */
export function endsLikePlace(text: string): boolean {
  return PLACE_END.test(text) || /[A-Z\d]$/.test(text)
}

/** Whether what stands right before a known area says nothing about the place: the community's names, labels, a person. */
export function saysNoPlace(text: string, places: PlaceNames): boolean {
  if (text === '') return true
  let rest = withoutPlaces(text, places)
  for (let turn = 0; turn < 4 && ADMIN_LOW.test(`${rest}中`) && !/^[东西南北中上下前后][区村]$/.test(rest); turn += 1)
    rest = withoutPlaces(`${rest}中`.replace(ADMIN_LOW, '').slice(0, -1), places)
  return rest === '' || (rest.length >= 2 && looksLikePerson(rest)) || /^[\u4e00-\u9fff]*家$/.test(rest)
}
