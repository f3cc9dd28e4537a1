export default { navigationBarTitleText: '打电话', enablePullDownRefresh: true }
