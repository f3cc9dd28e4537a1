export default { navigationBarTitleText: '核对差异', enablePullDownRefresh: true }
