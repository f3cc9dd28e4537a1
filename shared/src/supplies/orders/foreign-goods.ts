import { UNITS } from './stall.ts'

const UNIT = [...UNITS].sort((a, b) => b.length - a.length).join('|')
const NUMBER = '(?:\\d{1,6}(?:\\.\\d+)?|[一二两俩三四五六七八九十百半几]{1,4})'
/** `2个人`, `3把年纪`: nothing that is bought. */
const NO_GOODS = '(?![人口小老大孩单楼钟月星礼巷弄路街院])'
const COUNTED = new RegExp(
  `([\\u4e00-\\u9fffA-Za-z]{1,10})[ ]?[*×xX:=-]?[ ]?${NUMBER}[ ]?(?:${UNIT}|[kK][gG]|g)${NO_GOODS}|${NUMBER}[ ]?(?:${UNIT}|[kK][gG]|g)${NO_GOODS}[ ]?的?([\\u4e00-\\u9fffA-Za-z]{1,10})`,
  'g',
)
const NUMBERED = /([\u4e00-\u9fff]{1,8})[ ]?[*×xX:=-]?[ ]?\d{1,4}(?:\.\d+)?(?=$|[\s,，、。;+/|)\uE000-\uE00F])/g
/** Words beside a number that name no goods. */
const NO_NAME =
  /(?:^|.)(?:[共计总约是在到第前后早晚午点人口户家元块钱号栋幢座楼层单元室房门区村组巷路弄期]|电话|手机|号码|尾号|微信|支付|付款|转账|现金|人数|序号|加我|大|小|老|男|女)$/
const FOOD =
  /(?:菜|瓜|豆|茄子?|番茄|西红柿|辣椒|青椒|葱|姜|蒜|蒜苗|菇|笋|藕|芋头?|薯|萝卜|玉米|花生|木耳|豆腐|腐竹|豆干|粉丝|粉条|米粉|大米|小米|糯米|面粉|面条|挂面|馒头|包子|饺子|馄饨|面包|蛋|鸡|鸭|鹅|鱼|虾|蟹|蛤|蛏|海蛎|牡蛎|排骨|肉|肉丸|香肠|腊肠|火腿肠?|腿|翅|牛奶|酸奶|奶粉|豆浆|[花菜香麻酱生]油|盐|白糖|红糖|酱油|醋|味精|料酒|苹果|梨|香蕉|橘子|桔子|橙子|橙|葡萄|草莓|西瓜|桃子?|枣|柚子|猕猴桃|火龙果|水果|方便面|泡面|矿泉水|饮用水|纸巾|卫生纸|抽纸|口罩|酒精|饼干|套餐|礼包|组合|韭黄|芹|菠)$/
const ALONE = /^(?:鱼|鸡|鸭|米|面|油|盐|糖|醋|虾|肉|蛋|奶|水|葱|姜|蒜|菜)$/
/** What makes a remark of a word for food: `蛋不要碎的`, `菜放门口`. */
const REMARK =
  /[放送要请挂敲打给帮切别不到来去拿收付转谢有吃忌怕嫩老鲜洗杀剁碎坏烂肥瘦多少钱吗呢好的]|门口|楼下|楼上|过敏|微信|现金|一点|没/

/** The piece of a leftover text that orders something the stall does not have: `黄瓜2斤`, `两把葱`, `黄瓜`; null when none does. */
export function foreignGoods(rest: string, named: RegExp | null): string | null {
  for (const pattern of [COUNTED, NUMBERED]) {
    pattern.lastIndex = 0
    for (let match = pattern.exec(rest); match !== null; match = pattern.exec(rest)) {
      const word = match[1] ?? match[2] ?? ''
      if (!NO_NAME.test(word)) return match[0]
    }
  }
  for (const word of rest.split(/[^\u4e00-\u9fffA-Za-z]+/)) {
    if (word === '' || word.length > 6 || REMARK.test(word)) continue
    if (ALONE.test(word) || (word.length > 1 && FOOD.test(word)) || named?.test(word) === true) return word
  }
  return null
}
