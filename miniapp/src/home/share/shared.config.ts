export default { navigationBarTitleText: '格中' }
