import { useRouter } from '@tarojs/taro'

/** What the page was opened with; WeChat leaves percent signs in, a browser does not. */
export function usePageParams(): Readonly<Record<string, string | undefined>> {
  const { params } = useRouter()
  return Object.fromEntries(
    Object.entries(params).map(([name, value]) => [name, value === undefined ? undefined : decoded(value)]),
  )
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text)
  } catch {
    return text
  }
}
