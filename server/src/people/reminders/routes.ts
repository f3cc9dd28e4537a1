import {
  cancelReminders,
  keepSubscriptions,
  listReminders,
  previewReminders,
  readSubscriptions,
  remindHousehold,
  remindMissing,
} from '@gezhong/shared/people/reminders/contract'
import { route, type Route } from '../../http/serve.ts'
import { templateIds, type Senders } from './senders.ts'
import * as reminders from './service.ts'
import { keepAnswers, readOwn } from './subscriptions.ts'

export const reminderRoutes = (senders: Senders): Route[] => [
  route(previewReminders, (work, { params, query }) => reminders.preview(work, senders, params.id, query)),
  route(remindMissing, (work, { params, body }) => reminders.remindAll(work, senders, params.id, body)),
  route(remindHousehold, (work, { params, body }) => reminders.remindOne(work, senders, params.id, body)),
  route(cancelReminders, (work, { params }) => reminders.cancel(work, params.id)),
  route(listReminders, (work, { params, query }) => reminders.list(work, params.id, query)),
  route(readSubscriptions, (work) => readOwn(work, templateIds(senders))),
  route(keepSubscriptions, (work, { body }) => keepAnswers(work, templateIds(senders), body.answers)),
]
