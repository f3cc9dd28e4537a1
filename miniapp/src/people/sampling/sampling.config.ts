export default { navigationBarTitleText: '采样' }
