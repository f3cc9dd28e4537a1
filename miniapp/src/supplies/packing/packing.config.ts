export default { navigationBarTitleText: '分拣装袋', enablePullDownRefresh: true }
