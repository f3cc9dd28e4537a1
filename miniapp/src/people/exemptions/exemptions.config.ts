export default { navigationBarTitleText: '不用检' }
