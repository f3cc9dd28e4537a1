export default { navigationBarTitleText: '收款', enablePullDownRefresh: true }
