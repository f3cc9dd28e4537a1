import { z } from 'zod'

/** Somebody to call on the way. Without a number, who proved none: they are found in the group. */
export const RunContact = z.object({
  as: z.enum(['lead', 'designator', 'office']),
  name: z.string(),
  phone: z.string().nullable(),
})
export type RunContact = z.infer<typeof RunContact>
export const RUN_CONTACT_WORDS: Record<RunContact['as'], string> = {
  lead: '网格长',
  designator: '派这一趟的人',
  office: '值班电话',
}
