export default { navigationBarTitleText: '订单', enablePullDownRefresh: true }
