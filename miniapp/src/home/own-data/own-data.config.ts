export default { navigationBarTitleText: '我的数据', enablePullDownRefresh: true }
