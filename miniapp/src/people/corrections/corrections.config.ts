export default { navigationBarTitleText: '待更正', enablePullDownRefresh: true }
