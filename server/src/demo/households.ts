import type { Occupancy } from '@gezhong/shared/people/ledger/contract'
import { chanceOf, type Chance } from './chance.ts'
import { demoId } from './identifiers.ts'
import { householdSize, namesOfHousehold, ORDINARY_NOTES, PhoneBook, PRIORITY_NOTES } from './people.ts'
import type { PlannedBuilding, PlannedHousehold } from './plan.ts'

/** Households that the demo speaks about: what is known of them does not come from chance. */
const KNOWN: Readonly<Record<string, Partial<PlannedHousehold>>> = {
  中区31号: { headcount: 4, note: '中心户' },
  中区32号: { headcount: 3 },
  中区33号: { headcount: 5 },
  中区47号: { headcount: 1, priority: true, note: '独居老人，78岁，腿脚不便' },
  北路8巷6号: { headcount: 5 },
  海丝花园3栋2单元601室: { headcount: 4 },
}

const occupancyOf = (chance: Chance): Occupancy => {
  const share = chance.next()
  return share < 0.03 ? 'vacant' : share < 0.038 ? 'sealed' : share < 0.053 ? 'away' : 'occupied'
}

/** Grid 2 has been surveyed best; elsewhere the names of every fourth household are known. */
const nameShare = (gridCode: string): number => (gridCode.startsWith('2-') ? 0.6 : 0.25)

function headcountOf(chance: Chance, occupancy: Occupancy): number | null {
  if (occupancy === 'vacant' || occupancy === 'sealed') return 0
  const size = householdSize(chance)
  return chance.happens(0.012) ? null : size
}

function phonesOf(chance: Chance, occupancy: Occupancy, book: PhoneBook): string[] {
  const share = chance.next()
  if (occupancy === 'sealed' || share < (occupancy === 'vacant' ? 0.7 : 0.05)) return []
  return share > 0.97 ? [book.next(), book.next()] : [book.next()]
}

function noteOf(chance: Chance, occupancy: Occupancy, priority: boolean): string {
  if (occupancy === 'away') return chance.pick(['在外地务工', '外地未回', '住到女儿家'])
  if (occupancy === 'sealed') return '房屋已封存'
  if (occupancy === 'vacant') return ''
  if (priority) return chance.pick(PRIORITY_NOTES)
  return chance.happens(0.05) ? chance.pick(ORDINARY_NOTES) : ''
}

/** One household of a building. */
export function planHousehold(door: string, building: PlannedBuilding, book: PhoneBook): PlannedHousehold {
  const chance = chanceOf(`household ${door}`)
  const known = KNOWN[door]
  const occupancy = known === undefined ? occupancyOf(chance) : 'occupied'
  const priority = known === undefined && occupancy === 'occupied' && chance.happens(0.035)
  const household: PlannedHousehold = {
    id: demoId('household', door),
    buildingId: building.id,
    gridId: building.gridId,
    gridCode: building.gridCode,
    door,
    headcount: headcountOf(chance, occupancy),
    phones: known === undefined ? phonesOf(chance, occupancy, book) : [book.next()],
    occupancy,
    priority,
    note: known === undefined ? noteOf(chance, occupancy, priority) : '',
    people: [],
    ...known,
  }
  if (known !== undefined || chance.happens(nameShare(building.gridCode))) nameThem(household)
  return household
}

/** Gives a household the names of its people, once. */
export function nameThem(household: PlannedHousehold): void {
  if (household.people.length > 0 || household.headcount === null) return
  household.people = namesOfHousehold(chanceOf(`names ${household.door}`), household.headcount).map((person, i) => ({
    id: demoId('resident', `${household.door} ${i}`),
    ...person,
  }))
}
