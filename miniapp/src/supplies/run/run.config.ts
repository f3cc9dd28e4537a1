export default { navigationBarTitleText: '送菜', enablePullDownRefresh: true }
