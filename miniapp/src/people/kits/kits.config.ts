export default { navigationBarTitleText: '发抗原' }
