export default { navigationBarTitleText: '邀请' }
