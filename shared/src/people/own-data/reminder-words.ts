import { displayDoor } from '../door.ts'
import { CHANNEL_WORDS, REMINDER_KIND_WORDS, REMINDER_STATE_WORDS } from '../reminders/contract.ts'
import type { OwnData } from './contract.ts'
import { joined, when, type OwnGroup } from './own-group.ts'

export const remindersGroup = ({ households }: OwnData): OwnGroup => ({
  key: 'reminders',
  title: '发给我家的提醒',
  why: '催上报、催检测、有结果时发的，只记发过没有，不记原话',
  items: households.flatMap(({ door, reminders }) =>
    reminders.map(({ rollTitle, kind, channel, state, at }) => ({
      title: `${CHANNEL_WORDS[channel]}${REMINDER_KIND_WORDS[kind]}：${displayDoor(door)}`,
      note: joined([rollTitle, when(at), REMINDER_STATE_WORDS[state]]),
    })),
  ),
  empty: '没有发过',
})
