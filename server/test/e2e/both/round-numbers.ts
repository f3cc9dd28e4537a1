import { expect, type APIRequestContext, type Page } from '@playwright/test'
import type { FollowUpCounts } from '@gezhong/shared/people/follow-ups/contract'
import type { MissingHousehold } from '@gezhong/shared/people/missing/contract'
import type { GridProgress } from '@gezhong/shared/people/rolls/contract'
import type { SampleTaken, SheetHousehold, TubeOpened } from '@gezhong/shared/people/sampling/contract'
import { uuidv7 } from 'uuidv7'

/** Somebody who asks the interface without a page. */
export interface Asker {
  read<T>(path: string): Promise<T>
  send(path: string, data: object): Promise<void>
  put(path: string, data: object): Promise<void>
}

export async function askAs(request: APIRequestContext, name: string): Promise<Asker> {
  const signedIn = await request.post('/api/demo/sign-in', { data: { name } })
  const { token } = (await signedIn.json()) as { token: string }
  const headers = { authorization: `Bearer ${token}` }
  return {
    async read<T>(path: string) {
      const reply = await request.get(path, { headers })
      expect(reply.status(), path).toBe(200)
      return (await reply.json()) as T
    },
    async send(path, data) {
      const reply = await request.post(path, { headers, data })
      expect(reply.ok(), `${path} ${await reply.text()}`).toBe(true)
    },
    async put(path, data) {
      const reply = await request.put(path, { headers, data })
      expect(reply.ok(), `${path} ${await reply.text()}`).toBe(true)
    },
  }
}

/** Persons, but `households`: in which anybody is missing. */
export interface RoundNumbers {
  due: number
  tested: number
  excused: number
  missing: number
  households: number
}

/** Who is sent to look, where: the round, its grid, and the pages that show it. */
export interface Watch {
  asker: Asker
  roundId: string
  gridId: string
  desk: Page
  roll: Page
}

const sum = <T>(rows: readonly T[], of: (row: T) => number): number => rows.reduce((all, row) => all + of(row), 0)

async function readProgress({ asker, roundId }: Watch): Promise<RoundNumbers> {
  const { grids } = await asker.read<{ grids: GridProgress[] }>(`/api/rolls/${roundId}/progress`)
  return {
    due: sum(grids, ({ expectedPeople }) => expectedPeople),
    tested: sum(grids, ({ reportedPeople }) => reportedPeople),
    excused: sum(grids, ({ excusedPeople }) => excusedPeople),
    missing: sum(grids, ({ missingPeople }) => missingPeople),
    households: sum(grids, ({ missing }) => missing),
  }
}

async function readMissing({ asker, roundId }: Watch): Promise<Pick<RoundNumbers, 'missing' | 'households'>> {
  const { rows, total } = await asker.read<{ rows: MissingHousehold[]; total: number }>(
    `/api/rolls/${roundId}/missing?size=500`,
  )
  expect(rows).toHaveLength(total)
  return { missing: sum(rows, ({ missing }) => missing), households: total }
}

/** Households that are in the queue, in whatever state. */
async function readQueue({ asker, gridId }: Watch): Promise<number> {
  const { due, visit, later } = await asker.read<FollowUpCounts>(`/api/follow-ups/counts?grid=${gridId}`)
  return due + visit + later
}

async function readDesk(desk: Page): Promise<Omit<RoundNumbers, 'households'>> {
  const people = async (word: string) => {
    const text = await desk.getByRole('link', { name: new RegExp(`^${word} ?[\\d,]+ 人`) }).innerText()
    return Number(/([\d,]+)\s*人/.exec(text)![1]!.replaceAll(',', ''))
  }
  const [due = 0, tested = 0, excused = 0, missing = 0] = await Promise.all(
    ['应检', '已检', '不用检', '还差'].map(people),
  )
  return { due, tested, excused, missing }
}

/**
 * The same numbers everywhere: the live ones, the list of the missing, the queue of the callers, the page of the round,
 * which follows by itself, and the phone's list. `known` is what this step must have made of them.
 */
export async function expectAgreement(watch: Watch, known: Partial<RoundNumbers>): Promise<RoundNumbers> {
  let seen: RoundNumbers | undefined
  await expect(async () => {
    seen = await readProgress(watch)
    expect(seen).toMatchObject(known)
    expect(seen.due).toBe(seen.tested + seen.excused + seen.missing)
    expect(seen).toMatchObject(await readMissing(watch))
    expect(await readQueue(watch)).toBe(seen.households)
    expect(seen).toMatchObject(await readDesk(watch.desk))
  }).toPass({ timeout: 30_000 })
  const numbers = seen!
  await watch.roll.reload()
  const title = numbers.households === 0 ? '都检了' : `还差 ${numbers.households} 户`
  await expect(watch.roll.getByRole('heading', { level: 1 })).toHaveText(title)
  return numbers
}

/** What a sampler's phone sends of these households: everybody who is missing, in as many tubes as they fill. */
export function samplesOf(
  households: readonly SheetHousehold[],
  { gridId, size, prefix }: { gridId: string; size: number; prefix: string },
): { sentAt: string; tubes: TubeOpened[]; samples: SampleTaken[]; undone: string[] } {
  const at = new Date().toISOString()
  const tubes: TubeOpened[] = []
  const samples: SampleTaken[] = []
  let room = 0
  const take = (householdId: string, residentId: string | null, people: number) => {
    if (people > room) {
      tubes.push({ id: uuidv7(), gridId, code: `${prefix}${1001 + tubes.length}`, openedAt: at })
      room = size
    }
    room -= people
    samples.push({
      id: uuidv7(),
      tubeId: tubes.at(-1)!.id,
      householdId,
      residentId,
      outsider: null,
      people,
      takenAt: at,
    })
  }
  for (const { householdId, people, missing, due } of households) {
    const named = people.filter(({ tested, excused }) => !tested && !excused)
    for (const { residentId } of named) take(householdId, residentId, 1)
    // Of a household nobody counted, one comes, and then it is known.
    const others = due === 0 ? 1 : missing - named.length
    if (others > 0) take(householdId, null, others)
  }
  return { sentAt: at, tubes, samples, undone: [] }
}

/** A laboratory's file, by its own column names. */
export function resultFile(codes: readonly string[]): Buffer {
  const at = new Date(Date.now() + 8 * 3_600_000).toISOString().slice(0, 16).replace('T', ' ')
  return Buffer.from(['样本编号,检测结果,检测时间', ...codes.map((code) => `${code},阴性,${at}`)].join('\r\n'))
}
