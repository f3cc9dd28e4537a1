export default { navigationBarTitleText: '待确认住户', enablePullDownRefresh: true }
