export default { navigationBarTitleText: '接龙核对' }
