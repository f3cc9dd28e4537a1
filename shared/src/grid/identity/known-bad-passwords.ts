/*
 * What people choose first, here and elsewhere, without the numbers and signs they put around it. One that consists of
 * such a word is guessed within the first tries.
 */
export const KNOWN_BAD = new Set(
  `password passwort passwd pass word admin administrator root user guest test tester testing demo login welcome hello
  letmein iloveyou love loveyou lovely sunshine princess dragon monkey shadow master superman batman football baseball
  basketball soccer michael jordan charlie daniel jessica ashley andrew thomas robert george freedom whatever trustno
  starwars pokemon killer hunter ranger buster tigger pepper ginger summer winter spring autumn flower cookie banana
  cheese orange computer internet windows google apple samsung huawei xiaomi oppo vivo iphone android server system
  manager office secret changeme default temp temporary access control security company service support public private
  qwerty qwertyuiop qwert qwer asdf asdfgh asdfghjkl zxcv zxcvbn zxcvbnm qazwsx qazwsxedc qweasd qweasdzxc wasd poiuyt
  lkjhgf mnbvcxz qaz wsx edc abc abcd abcde abcdef abcdefg abcdefgh abcabc aaa aa a xyz zzz xxx
  woaini woaiwojia woaiwo woaini wobuzhidao wode mima wodemima nihao nihaoma woshishui woshinidie woaizhongguo zhongguo
  china beijing shanghai quanzhou xiamen fujian fuzhou jinjiang nanan shishi huian anxi cunwei cunweihui shequ wangge
  wanggeyuan wanggezhang zhuanban gezhong huatingkou fangyi fangkong yiqing hesuan jielong dianming taizhang zhibu
  shuji dangyuan cunzhang xiaoqu jiayuan jiayou pingan jiankang xingfu kuaile facai gongxi gongxifacai xinnian fuqi
  baobao baobei laopo laogong mama baba gege jiejie didi meimei wangwei wangfang lina zhangwei liwei zhangmin
  taobao alipay weixin wechat qq tencent baidu douyin xihuan tianshi xiaoxin aini ainiwoaini
  密码 我的密码 管理员 网格员 网格长 专班 村委会 防疫 我爱你 中国 加油`
    .split(/\s+/)
    .filter((word) => word !== ''),
)
