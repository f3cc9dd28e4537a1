import { isIPv6 } from 'node:net'

const MAPPED = /^::ffff:(\d+\.\d+\.\d+\.\d+)$/i

/** The eight groups of an IPv6 address, those that `::` leaves out included. */
function groupsOf(address: string): string[] {
  const [head = '', tail] = address.split('%')[0]!.split('::')
  const groups = (text: string) => (text === '' ? [] : text.split(':'))
  if (tail === undefined) return groups(head)
  const known = [...groups(head), ...groups(tail)]
  return [...groups(head), ...Array<string>(Math.max(0, 8 - known.length)).fill('0'), ...groups(tail)]
}

/**
 * What one asker has: an IPv4 address as it is, of IPv6 the first 64 bits, as the rest is free to choose for whoever
 * has one line.
 */
export function networkOf(address: string): string {
  const mapped = MAPPED.exec(address)
  if (mapped !== null) return mapped[1]!
  if (!isIPv6(address)) return address
  const network = groupsOf(address).slice(0, 4)
  return `${network.map((group) => Number.parseInt(group, 16).toString(16)).join(':')}::/64`
}
