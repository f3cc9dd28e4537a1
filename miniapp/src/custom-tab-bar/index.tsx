/** WeChat asks for this component when tabs are our own; the tabs themselves are drawn inside each page. */
export default function CustomTabBar() {
  return null
}
