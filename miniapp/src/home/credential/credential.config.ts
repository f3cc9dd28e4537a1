export default { navigationBarTitleText: '我的证件', enablePullDownRefresh: true }
