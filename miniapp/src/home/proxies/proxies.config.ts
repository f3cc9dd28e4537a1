export default { navigationBarTitleText: '我照看的' }
