/** One house or block: its own door, and the doors of the households in it. */
export interface House {
  door: string
  households: string[]
}

/** Numbers that were never given out: every village has them, and a chain that names one is about no household. */
export const isGap = (plate: number): boolean => plate % 11 === 4 || plate === 99

/** From here on some plates are houses of several households: the old core was built for one family each. */
const LAST_SINGLE_PLATE = 60

/** 东区, 中区, 西区, 南区: plate after plate through the area. */
function plates(area: string, count: number): House[] {
  const houses: House[] = []
  for (let plate = 1; houses.length < count; plate += 1) {
    if (isGap(plate)) continue
    const door = `${area}${plate}号`
    const isShared = plate > LAST_SINGLE_PLATE && plate % 5 === 3
    const own = plate % 20 === 8 && isShared ? [] : [door]
    houses.push({ door, households: isShared ? [...own, `${door}之1`, `${door}之2`] : own })
  }
  return houses
}

/** 北路: every lane counts its houses anew. */
function lanes(road: string, laneCount: number, perLane: number): House[] {
  return Array.from({ length: laneCount * perLane }, (_, i) => {
    const door = `${road}${Math.floor(i / perLane) + 1}巷${(i % perLane) + 1}号`
    return { door, households: [door] }
  })
}

/** 新村: every third house was divided among brothers, 之1 to 之3. */
function dividedPlates(area: string, count: number): House[] {
  return Array.from({ length: count }, (_, i) => {
    const door = `${area}${i + 1}号`
    const isDivided = (i + 1) % 3 === 0
    const own = (i + 1) % 30 === 0 ? [] : [door]
    return { door, households: isDivided ? [...own, ...[1, 2, 3].map((part) => `${door}之${part}`)] : own }
  })
}

/** 海丝花园: blocks of two stairs, six floors, two flats a floor. */
function blocks(estate: string, count: number): House[] {
  return Array.from({ length: count }, (_, i) => {
    const door = `${estate}${i + 1}栋`
    const flats = [1, 2].flatMap((stair) =>
      [1, 2, 3, 4, 5, 6].flatMap((floor) => [1, 2].map((flat) => `${door}${stair}单元${floor}0${flat}室`)),
    )
    return { door, households: flats }
  })
}

export interface GridDoors {
  code: string
  /** How its people call the place, as it stands in their doors. */
  area: string
  subGrids: number
  houses: House[]
}

/** The seven grids with their doors, in the order in which one walks past them. */
export const gridDoors = (): GridDoors[] => [
  { code: '1', area: '东区', subGrids: 5, houses: plates('东区', 296) },
  { code: '2', area: '中区', subGrids: 5, houses: plates('中区', 244) },
  { code: '3', area: '西区', subGrids: 4, houses: plates('西区', 262) },
  { code: '4', area: '南区', subGrids: 4, houses: plates('南区', 238) },
  { code: '5', area: '北路', subGrids: 5, houses: lanes('北路', 17, 20) },
  { code: '6', area: '新村', subGrids: 5, houses: dividedPlates('新村', 302) },
  { code: '7', area: '海丝花园', subGrids: 4, houses: blocks('海丝花园', 18) },
]
