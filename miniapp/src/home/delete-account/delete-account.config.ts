export default { navigationBarTitleText: '删除账号和数据' }
