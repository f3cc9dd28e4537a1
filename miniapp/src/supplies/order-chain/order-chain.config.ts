export default { navigationBarTitleText: '接龙订菜' }
