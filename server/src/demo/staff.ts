import type { Role } from '@gezhong/shared/actor'
import { chanceOf } from './chance.ts'
import { nameThem } from './households.ts'
import { demoId } from './identifiers.ts'
import { staffName } from './people.ts'
import type { PlannedBuilding, PlannedGrid, PlannedHousehold, Village } from './plan.ts'

type Staff = Pick<Village, 'accounts' | 'grants' | 'identities' | 'responsible'>

interface Person {
  /** Also the name on the sign-in page for those who are offered there. */
  key: string
  displayName: string
  role: Role
  gridId?: string
  household?: PlannedHousehold
}

/** Those one can be on the sign-in page, in its order, with the words that say where they belong. */
const OFFERED: readonly { key: string; place: string }[] = [
  { key: 'secretary', place: '花厅口全村' },
  { key: 'lead2', place: '第2网格' },
  { key: 'lead5', place: '第5网格' },
  { key: 'worker2', place: '第2网格' },
  { key: 'worker2-3', place: '2-3小网格' },
  { key: 'hub2', place: '中区31、32、33号' },
  { key: 'resident2', place: '中区32号' },
  { key: 'resident5', place: '北路8巷6号' },
  { key: 'resident7', place: '海丝花园3栋2单元601室' },
  { key: 'elder2', place: '中区47号，独居' },
  { key: 'volunteer2', place: '第2网格' },
  { key: 'volunteer2b', place: '第2网格' },
  { key: 'guard1', place: '第1网格卡口' },
]

const NAMES: Readonly<Record<string, string>> = {
  secretary: '林书记',
  lead2: '陈网格长',
  lead5: '王网格长',
  worker2: '黄网格员',
  'worker2-3': '李网格员',
  elder2: '施阿婆',
  volunteer2: '志愿者小郑',
  volunteer2b: '志愿者小林',
  guard1: '卡口老许',
}

const RESIDENTS: Readonly<Record<string, string>> = {
  resident2: '中区32号',
  resident5: '北路8巷6号',
  resident7: '海丝花园3栋2单元601室',
  elder2: '中区47号',
}

/** The houses of the hub household one can be. */
const HUB2_DOORS = ['中区31号', '中区32号', '中区33号']

/** One building in so many has nobody yet: about a dozen, so that the list of those is worth looking at. */
const NOBODY_EVERY = 137

class Roster {
  readonly staff: Staff = { accounts: [], grants: [], identities: [], responsible: new Map() }

  add({ key, displayName, role, gridId, household }: Person): string {
    const id = demoId('account', key)
    this.staff.accounts.push({ id, displayName })
    const place = { gridId: gridId ?? null, householdId: household?.id ?? null }
    this.staff.grants.push({
      id: demoId('grant', key),
      accountId: id,
      role,
      ...place,
      householdGridId: household?.gridId ?? null,
    })
    const position = OFFERED.findIndex((offered) => offered.key === key)
    const offered = OFFERED[position]
    if (offered !== undefined)
      this.staff.identities[position] = {
        name: key,
        accountId: id,
        role,
        place: offered.place,
        hasPassword: role !== 'resident',
      }
    return id
  }

  /** Takes over what nobody has yet. */
  assign(buildings: readonly PlannedBuilding[], accountId: string): void {
    for (const { id } of buildings) if (!this.staff.responsible.has(id)) this.staff.responsible.set(id, accountId)
  }
}

function firstAdult(household: PlannedHousehold): string {
  nameThem(household)
  const person = household.people[0]
  if (person === undefined || person.name === null) throw new Error(`nobody lives at ${household.door}`)
  return person.name
}

function groupBy<T>(items: readonly T[], keyOf: (item: T) => string): Map<string, T[]> {
  const groups = new Map<string, T[]>()
  for (const item of items) {
    const group = groups.get(keyOf(item))
    if (group === undefined) groups.set(keyOf(item), [item])
    else group.push(item)
  }
  return groups
}

/** A hub household in every unit: it looks after its own house and a few beside it. */
function addHubs(
  roster: Roster,
  unit: PlannedGrid,
  buildings: readonly PlannedBuilding[],
  householdsOf: ReadonlyMap<string, readonly PlannedHousehold[]>,
): void {
  const hub2 = buildings.filter(({ door }) => HUB2_DOORS.includes(door))
  const isHub2 = hub2.length > 0
  const homeAt = (building: PlannedBuilding) =>
    householdsOf.get(building.id)?.find((home) => home.occupancy === 'occupied' && (home.headcount ?? 0) > 1)
  const at = isHub2 ? buildings.findIndex(({ door }) => door === HUB2_DOORS[0]) : buildings.findIndex(homeAt)
  const own = buildings[at]
  const home = own === undefined ? undefined : homeAt(own)
  if (home === undefined) return
  const near = own?.door.endsWith('栋') ? 1 : 3 + chanceOf(`hub ${unit.code}`).below(4)
  const accountId = roster.add({
    key: isHub2 ? 'hub2' : `hub ${unit.code}`,
    displayName: `${firstAdult(home)}（中心户）`,
    role: 'hub-household',
    gridId: unit.id,
  })
  roster.assign(isHub2 ? hub2 : buildings.slice(at, at + near), accountId)
}

function addResidents(roster: Roster, households: readonly PlannedHousehold[]): void {
  for (const [key, door] of Object.entries(RESIDENTS)) {
    const home = households.find((household) => household.door === door)
    if (home === undefined) throw new Error(`no household at ${door}`)
    const known = NAMES[key]
    const first = home.people[0]
    if (known !== undefined && first !== undefined) first.name = known
    roster.add({ key, displayName: known ?? firstAdult(home), role: 'resident', household: home })
  }
}

const displayName = (key: string): string => NAMES[key] ?? staffName(key)

/** Command post, leads, workers, hub households, and those one can be besides; every building but a dozen gets one. */
export function planStaff(
  grids: readonly PlannedGrid[],
  buildings: readonly PlannedBuilding[],
  households: readonly PlannedHousehold[],
): Staff {
  const roster = new Roster()
  const byUnit = groupBy(buildings, ({ gridId }) => gridId)
  const householdsOf = groupBy(households, ({ buildingId }) => buildingId)
  for (const key of ['secretary', 'post-deputy', 'post-clerk'])
    roster.add({ key, displayName: displayName(key), role: 'command-post' })
  for (const { id, level, code } of grids) {
    const key = `lead${code}`
    if (level === 'grid') roster.add({ key, displayName: displayName(key), role: 'grid-lead', gridId: id })
  }
  for (const unit of grids) addHubs(roster, unit, byUnit.get(unit.id) ?? [], householdsOf)
  for (const subGrid of grids.filter(({ level }) => level === 'sub-grid')) {
    const { code, parentId } = subGrid
    // The worker of 2-1 helps out in the whole of grid 2.
    const isWhole = code === '2-1'
    const key = isWhole ? 'worker2' : `worker${code}`
    const gridId = isWhole ? (parentId ?? subGrid.id) : subGrid.id
    const accountId = roster.add({ key, displayName: displayName(key), role: 'grid-worker', gridId })
    roster.assign(
      buildings.filter((building) => building.gridCode.startsWith(`${code}-`)),
      accountId,
    )
  }
  const gridId = (code: string) => demoId('grid', code)
  for (const key of ['volunteer2', 'volunteer2b'])
    roster.add({ key, displayName: displayName(key), role: 'volunteer', gridId: gridId('2') })
  roster.add({ key: 'guard1', displayName: displayName('guard1'), role: 'guard', gridId: gridId('1') })
  addResidents(roster, households)
  buildings.forEach(({ id, door }, i) => {
    if (i % NOBODY_EVERY === NOBODY_EVERY - 60 && !HUB2_DOORS.includes(door)) roster.staff.responsible.delete(id)
  })
  return roster.staff
}
