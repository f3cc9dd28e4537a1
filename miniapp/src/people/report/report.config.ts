export default { navigationBarTitleText: '上报' }
