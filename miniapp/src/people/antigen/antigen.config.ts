export default { navigationBarTitleText: '抗原自测' }
