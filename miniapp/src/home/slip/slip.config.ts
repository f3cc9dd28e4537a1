export default { navigationBarTitleText: '纸条' }
