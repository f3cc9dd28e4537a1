export default { navigationBarTitleText: '动态口令' }
