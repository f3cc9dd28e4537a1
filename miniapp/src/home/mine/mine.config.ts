export default { navigationBarTitleText: '我的', enableShareAppMessage: true }
