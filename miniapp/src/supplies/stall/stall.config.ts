export default { navigationBarTitleText: '爱心菜吧', enablePullDownRefresh: true, enableShareAppMessage: true }
