export default { navigationBarTitleText: '看自测结果' }
