import { NUMERAL_CLASS, readChineseNumber } from '../chinese-number.ts';

export type Headcount = {
  /** Total of people, or null when none is stated or it is not clear. */
  readonly total: number | null;
  readonly adults: number | null;
  readonly children: number | null;
  /** Something about people was said, clear or not. */
  readonly stated: boolean;
  readonly summed: boolean;
  readonly unclear: boolean;
  readonly spans: readonly { start: number; end: number }[];
};

type Group = 'total' | 'strong' | 'adult' | 'child' | 'elder' | 'sex' | 'tenancy' | 'aside';
type Count = { readonly group: Group; readonly value: number; readonly vague: boolean; readonly start: number; readonly end: number };

const TOTAL_LABEL = '人数合计|合计人数|总人数|总人口|家庭人口|家庭人数|常住人口|常住人数|居住人数|人口数|人数|人口';
const STRONG_LABEL = '男女老少|老老少少|大大小小|大人小孩|大人和小孩|大小|老小|老少|一共有?|总共有?|共计|合计|总计|总数|总|共有?';
const HOME_LABEL = '全家有?|一家子?|家里有?|家有|全户|本户|实住|现住|现有|实有|常住|居住|在家';
const ADULT = '大人|成年人|成人|成年|大';
const CHILD = '小孩子|小孩儿|小孩|小朋友|未成年人|未成年|婴幼儿|婴儿|幼儿|儿童|孩子|宝宝|娃娃|小娃|娃|孩|小';
const ELDER = '老人家|老年人|老人|长者|长辈|老';
const SEX = '男性|女性|男人|女人|男|女';
const TENANCY = '租客|租户|租房|租住|房客|房东|业主|户主|外来人员|外来|外地人|本地人|亲戚|保姆|工人|员工|合租|朋友|借住|暂住';
const ASIDE = '孕妇|产妇|党员|残疾人?|残疾|志愿者|病人|患者|高血压|糖尿病|慢性病|医生|护士|老师|阳性|密接|发烧|发热|外地|外出|在外|不在家?|未回|没回|未返|未做|没做|已做|隔离|出差|上班|上学|住院|行动不便|卧床|学生|以上|其中|含|包括|包含|里面|内有|疫苗|透析|黄码|红码|独居老人';
const NUMBER = `(?:\\d{1,4}|[${NUMERAL_CLASS}]{1,4}|俩|仨)`;
const UNIT = '口之家|口人|个人|人口|人|口(?!子)|位|名|个(?!月|小时|星期|礼拜|多)|丁';
const BEFORE = `${TOTAL_LABEL}|${STRONG_LABEL}|${ASIDE}|${HOME_LABEL}|${ADULT}|${CHILD}|${ELDER}|${SEX}|${TENANCY}`;
const AFTER = `${ASIDE}|${ADULT}|${CHILD}|${ELDER}|${SEX}|${TENANCY}`;
const COUNT = new RegExp(`(?:(${BEFORE})[ \\t]*[:=(]?[ \\t]*(?:有|是|为|共|各)?[ \\t]*)?(${NUMBER})(?![\\d])(?:[ \\t]*(${UNIT}))?`, 'g');
const LABEL_AFTER = new RegExp(`(?:的)?(${AFTER})`, 'y');
const EXACT: readonly (readonly [Group, RegExp])[] = [
  ['total', new RegExp(`^(?:${TOTAL_LABEL}|${HOME_LABEL})$`)],
  ['strong', new RegExp(`^(?:${STRONG_LABEL})$`)],
  ['aside', new RegExp(`^(?:${ASIDE})$`)],
  ['adult', new RegExp(`^(?:${ADULT})$`)],
  ['child', new RegExp(`^(?:${CHILD})$`)],
  ['elder', new RegExp(`^(?:${ELDER})$`)],
  ['sex', new RegExp(`^(?:${SEX})$`)],
  ['tenancy', new RegExp(`^(?:${TENANCY})$`)],
];
const ONE = /单身(?!公寓)|独居|就我一|只有我|就我自己|就自己|只我|一个人住|本人一人|自己一个|我自己住|自己住|孤身/;
const TWO = /夫妻俩|夫妻二人|夫妻两人|两夫妻|夫妇俩|两口子|小两口|老两口|俩口子|俩人|我俩|母子俩|母女俩|父子俩|父女俩|爷孙俩|婆孙俩|兄弟俩|姐妹俩|姐弟俩|二老/;
const THREE = /娘仨|爷仨|哥仨|姐仨|父子仨|母子仨/;
const PAST = /(?:原来|原先|原有|原报|原本|原|之前|以前|上次|昨天|误报|不是|前面|错写|刚才)(?:报|写|填|登记|是|有|的)*(?:了|成)?[ \t:]*$/;
const CHANGE = /改为|改成|改|更正|变|应为|应是|应该是|→|->|=>|现在|现/;
const ADDED = /^[ \t]*(?:\+|外加|另外|另|还有|再加|加上)/;
const RANGE = new RegExp(`(${NUMBER})[ \\t]*(?:人|个|口)?[ \\t]*[-~至到或][ \\t]*(${NUMBER})[ \\t]*(?:口人|个人|人|口|个|位)`);
const SUBSET = /(?:其中|包括|包含|含|内有|里面有?|有)[^,。;]{0,6}$/;

function valueOf(text: string): { value: number; vague: boolean } | null {
  if (text === '俩') return { value: 2, vague: false };
  if (text === '仨') return { value: 3, vague: false };
  if (/^\d/.test(text)) return { value: Number(text), vague: false };
  return readChineseNumber(text);
}

function groupOf(label: string): Group {
  for (const [group, pattern] of EXACT) if (pattern.test(label)) return group;
  return 'aside';
}

/** One after the other, every number that a word says to be a number of people. */
function countsIn(text: string): Count[] {
  const counts: Count[] = [];
  COUNT.lastIndex = 0;
  for (let match = COUNT.exec(text); match !== null; match = COUNT.exec(text)) {
    const [whole, label, number, unit] = match as unknown as [string, string | undefined, string, string | undefined];
    const numberAt = match.index + whole.indexOf(number, label?.length ?? 0);
    const before = text[numberAt - 1] ?? '';
    if (/[A-Za-z\d.]/.test(before) || /[第每统唯同各]/.test(before)) continue;
    if (label === undefined && /[〇零一二两三四五六七八九十百]/.test(before)) continue;
    if (text[numberAt + number.length] === '家' && !text.startsWith('家三口', numberAt + number.length)) continue;
    if (/[少多缺漏差错][记写打填了]{0,2}$/.test(text.slice(Math.max(0, numberAt - 4), numberAt))) continue;
    if (Number(number) > 99 && label === undefined && /[\u4e00-\u9fff]/.test(before)) {
      counts.push({ group: 'total', value: Number(number), vague: true, start: match.index, end: COUNT.lastIndex });
      continue;
    }
    let group: Group | null = label === undefined ? null : groupOf(label);
    let end = COUNT.lastIndex;
    if (label === undefined || group === 'total' || group === 'strong') {
      if (unit === undefined || /^[个位名]$/.test(unit)) {
        LABEL_AFTER.lastIndex = end;
        const after = LABEL_AFTER.exec(text);
        if (after !== null) {
          const follows = groupOf(after[1] as string);
          if (group === null || follows !== 'aside') {
            group = follows;
            end = LABEL_AFTER.lastIndex;
          }
        }
      }
    }
    if (group === null && unit === undefined) continue;
    if (group !== null && unit === undefined && label !== undefined && /^[ \t]*(?:号|栋|幢|座|楼|单元|室|巷|岁|月|天|次|针|年|-\d)/.test(text.slice(end, end + 3))) continue;
    if (group === 'aside' && unit === undefined) continue;
    const read = valueOf(number);
    if (read === null) continue;
    const lead = text.slice(Math.max(0, match.index - 12), label === undefined ? numberAt : match.index);
    if (PAST.test(lead)) group = 'aside';
    else if (group !== 'aside' && /(?:其中|包括|包含|含|内有)[^\d,。;]{0,4}$/.test(lead) && (group === null || group === 'total')) group = 'aside';
    counts.push({ group: group ?? 'total', value: read.value, vague: read.vague, start: match.index, end });
    COUNT.lastIndex = end;
  }
  return counts;
}

const NOTHING: Headcount = { total: null, adults: null, children: null, stated: false, summed: false, unclear: false, spans: [] };

/** Reads how many people a line speaks of. Phones, doors, days and times must be masked. A stated total wins over its parts. */
export function readHeadcount(text: string): Headcount {
  const counts = countsIn(text);
  if (counts.length === 0) return phrase(text);
  const spans = counts.map(({ start, end }) => ({ start, end }));
  const sum = (group: Group): number | null => {
    const values = counts.filter((count) => count.group === group).map((count) => count.value);
    return values.length === 0 ? null : values.reduce((a, b) => a + b, 0);
  };
  const adults = sum('adult');
  const children = sum('child');
  const result = (total: number | null, more: Partial<Headcount> = {}): Headcount => ({ total, adults, children, stated: true, summed: false, unclear: total === null, spans, ...more });
  if (counts.some((count) => count.vague && count.group !== 'aside') || RANGE.test(text)) return result(null);
  const totals = statedTotals(text, counts);
  if (totals.length === 1) return addedAfter(text, counts) ? result(null) : result(totals[0] as number);
  if (totals.length > 1) return result(null);
  return summed(counts, phrase(text), result);
}

function summed(counts: readonly Count[], words: Headcount, result: (total: number | null, more?: Partial<Headcount>) => Headcount): Headcount {
  const of = (...groups: Group[]): number[] => counts.filter((count) => groups.includes(count.group)).map((count) => count.value);
  const sums = [of('adult', 'child', 'elder'), of('sex'), of('tenancy')].filter((values) => values.length > 0).map((values) => values.reduce((a, b) => a + b, 0));
  const distinct = [...new Set(sums)];
  if (distinct.length === 0) return words.total === null ? result(null) : words;
  if (distinct.length > 1) return result(null);
  return result(distinct[0] as number, { summed: counts.length > 1 });
}

/** Stated totals that count: what is said to be the sum, else what stands last after a word of change, else all different ones. */
function statedTotals(text: string, counts: readonly Count[]): number[] {
  const strong = counts.filter((count) => count.group === 'strong');
  let candidates = strong.length > 0 ? strong : counts.filter((count) => count.group === 'total');
  for (let k = candidates.length - 1; k > 0; k -= 1) {
    const [left, right] = [candidates[k - 1] as Count, candidates[k] as Count];
    if (CHANGE.test(text.slice(left.end, right.start + 2))) {
      candidates = candidates.slice(k);
      break;
    }
  }
  return [...new Set(candidates.map((count) => count.value))];
}

/** `3人+2小孩`: whether the second is in the first or beside it nobody can tell. */
function addedAfter(text: string, counts: readonly Count[]): boolean {
  return counts.some((count, k) => {
    const next = counts[k + 1];
    return count.group === 'total' && next !== undefined && next.start - count.end < 8 && ADDED.test(text.slice(count.end)) && next.group !== 'aside' && !SUBSET.test(text.slice(count.end, next.start));
  });
}

function phrase(text: string): Headcount {
  for (const [pattern, total] of [[THREE, 3], [TWO, 2], [ONE, 1]] as const) {
    const match = pattern.exec(text);
    if (match !== null) return { ...NOTHING, total, stated: true, spans: [{ start: match.index, end: match.index + match[0].length }] };
  }
  return NOTHING;
}
