export default { navigationBarTitleText: '买菜', enablePullDownRefresh: true }
