export default { navigationBarTitleText: '隐私与同意' }
