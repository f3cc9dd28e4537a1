export default {
  pages: [
    'home/today/today',
    'home/mine/mine',
    'home/sign-in/sign-in',
    'home/slip/slip',
    'home/proxies/proxies',
    'home/privacy/privacy',
    'home/join/join',
    'home/second-factor/second-factor',
    'home/share/shared',
  ],
  subPackages: [
    {
      root: 'people',
      pages: ['report/report', 'chain/chain', 'roll/roll', 'differences/differences', 'home-requests/home-requests'],
    },
  ],
  preloadRule: { 'home/today/today': { network: 'all', packages: ['people'] } },
  animation: false,
  tabBar: {
    custom: true,
    color: '#66746c',
    selectedColor: '#018942',
    list: [
      { pagePath: 'home/today/today', text: '今日' },
      { pagePath: 'home/mine/mine', text: '我的' },
    ],
  },
  darkmode: true,
  themeLocation: 'theme.json',
  lazyCodeLoading: 'requiredComponents',
  __usePrivacyCheck__: true,
  window: {
    navigationBarTitleText: '格中',
    navigationBarBackgroundColor: '@navBackground',
    navigationBarTextStyle: '@navText',
    backgroundColor: '@pageBackground',
    backgroundTextStyle: '@pullText',
  },
}
