export default { navigationBarTitleText: '名单', enablePullDownRefresh: true }
