export default { navigationBarTitleText: '今日', enablePullDownRefresh: true, enableShareAppMessage: true }
