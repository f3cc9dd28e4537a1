import { displayDoor } from '../door.ts'
import { RESULT_WORDS, TEST_SOURCE_WORDS, type PhotoState } from '../antigen/contract.ts'
import type { OwnKits, OwnSelfTest } from './contract.ts'
import { joined, when, type OwnItem } from './own-group.ts'

const PHOTO_WORDS: Record<PhotoState, string> = {
  awaited: '照片还没到',
  there: '有一张照片',
  none: '没有照片',
  deleted: '照片删掉了',
}

export const kitsItem = (door: string, { roundTitle, kits, handedAt, undone }: OwnKits): OwnItem => ({
  title: `抗原试剂：${displayDoor(door)}，${kits} 份`,
  note: joined([roundTitle, when(handedAt), undone && '记错了，已撤回']),
})

export const selfTestItem = (door: string, test: OwnSelfTest): OwnItem => ({
  title: `抗原自测：${displayDoor(door)}，${test.name ?? `${test.people} 人`}，${RESULT_WORDS[test.result]}`,
  note: joined([
    test.roundTitle,
    when(test.takenAt),
    test.own ? '您报的' : TEST_SOURCE_WORDS[test.source],
    PHOTO_WORDS[test.photo],
    test.undone && '已撤回',
  ]),
})
