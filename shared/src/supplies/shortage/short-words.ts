import { sayQuantity } from '../amounts.ts'
import type { ShareWay } from './share-out.ts'

export const SHARE_WAY_WORDS: Record<ShareWay, string> = { equal: '其余每户平分', 'first-come': '其余先订先得' }

/**
 * Why a household gets less than it ordered, as it reads it: the way, which is the same for everybody, and its own share.
 * Nothing in it tells of other households.
 */
export function sayShort(way: ShareWay, { name, unit }: { name: string; unit: string }, shareMilli: number): string {
  const own = shareMilli === 0 ? '这次没有分到您家' : `您家 ${sayQuantity(shareMilli, unit)}`
  return `${name}到货少：先照顾老人和病人，${SHARE_WAY_WORDS[way]}，${own}`
}
