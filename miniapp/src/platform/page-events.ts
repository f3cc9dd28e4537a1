export { useDidHide, useDidShow, usePullDownRefresh } from '@tarojs/taro'
