import { chanceOf } from './chance.ts'
import { gridDoors, type GridDoors, type House } from './doors.ts'
import { cut, groundsOfGrids, houseOn, outlineOf, plotsOn, type Ground } from './geometry.ts'
import { planHousehold } from './households.ts'
import { demoId } from './identifiers.ts'
import { PhoneBook } from './people.ts'
import type { PlannedBuilding, PlannedGrid, PlannedHousehold, Village } from './plan.ts'
import { planStaff } from './staff.ts'

/** A lowest grid with the houses that stand in it. */
interface Piece {
  grid: PlannedGrid
  ground: Ground
  houses: House[]
}

function planGrid(code: string, parent: PlannedGrid | null, ground: Ground): PlannedGrid {
  const level = parent === null ? 'grid' : parent.level === 'grid' ? 'sub-grid' : 'unit'
  return { id: demoId('grid', code), parentId: parent?.id ?? null, level, code, outline: outlineOf(ground) }
}

/** Neighbours stay together: consecutive houses, in parts that are nearly equal. */
function divide<T>(items: readonly T[], parts: number, word: string): T[][] {
  const chance = chanceOf(`divide ${word}`)
  const weights = Array.from({ length: parts }, () => 0.92 + 0.16 * chance.next())
  const sum = weights.reduce((total, weight) => total + weight, 0)
  let reached = 0
  let from = 0
  return weights.map((weight) => {
    reached += weight
    const to = Math.round((items.length * reached) / sum)
    const part = items.slice(from, to)
    from = to
    return part
  })
}

/** Two or three units, turn about. */
const unitsOf = (grid: string, subGrid: number): number => ((Number(grid) + subGrid) % 2 === 0 ? 3 : 2)

function planTree({ code, subGrids, houses }: GridDoors, ground: Ground): { grids: PlannedGrid[]; pieces: Piece[] } {
  const top = planGrid(code, null, ground)
  const grids = [top]
  const pieces: Piece[] = []
  const parts = divide(houses, subGrids, code)
  const grounds = cut(
    ground,
    parts.map((part) => part.length),
  )
  parts.forEach((part, i) => {
    const subGrid = planGrid(`${code}-${i + 1}`, top, grounds[i] ?? ground)
    grids.push(subGrid)
    const units = divide(part, unitsOf(code, i), subGrid.code)
    const unitGrounds = cut(
      grounds[i] ?? ground,
      units.map((unit) => unit.length),
    )
    units.forEach((unit, k) => {
      const own = unitGrounds[k] ?? ground
      const grid = planGrid(`${subGrid.code}-${k + 1}`, subGrid, own)
      grids.push(grid)
      pieces.push({ grid, ground: own, houses: unit })
    })
  })
  return { grids, pieces }
}

const STRUCTURES = ['砖混', '砖混', '框架', '石结构']
const FLOOR_COUNTS = [1, 2, 2, 3, 3, 3, 4, 5]
/** The cadastral survey has not come to these grids yet, so that an import has something to bring. */
const NOT_SURVEYED = new Set(['1', '2', '5'])
const tenths = (value: number) => Math.round(value * 10) / 10

function planBuilding(house: House, grid: PlannedGrid, plot: Ground, serial: number): PlannedBuilding {
  const chance = chanceOf(`building ${house.door}`)
  const isBlock = house.door.endsWith('栋')
  const width = isBlock ? Math.min(plot.width * 0.8, 58) : plot.width * (0.55 + 0.17 * chance.next())
  const depth = Math.min(plot.height * (0.55 + 0.17 * chance.next()), isBlock ? 13 : 16)
  const { ring, area } = houseOn(plot, width, depth, (chance.next() - 0.5) * (isBlock ? 0.02 : 0.14))
  const floors = isBlock ? 6 : chance.pick(FLOOR_COUNTS)
  const parcel = NOT_SURVEYED.has(grid.code.charAt(0)) ? null : `350599001001JC${String(serial).padStart(5, '0')}`
  return {
    id: demoId('building', house.door),
    gridId: grid.id,
    gridCode: grid.code,
    door: house.door,
    parcelCode: parcel,
    unitCode: parcel === null ? null : `${parcel}F00010001`,
    floors,
    structure: isBlock ? '框架' : chance.pick(STRUCTURES),
    landArea: tenths(area * (1.15 + 0.3 * chance.next())),
    footprintArea: tenths(area),
    floorArea: tenths(area * floors),
    footprint: ring,
  }
}

function buildVillage(): Village {
  const grounds = groundsOfGrids()
  const phones = new PhoneBook('phones of the village')
  const grids: PlannedGrid[] = []
  const buildings: PlannedBuilding[] = []
  const households: PlannedHousehold[] = []
  for (const doors of gridDoors()) {
    const ground = grounds.get(doors.code)
    if (ground === undefined) throw new Error(`grid ${doors.code} has no ground`)
    const tree = planTree(doors, ground)
    grids.push(...tree.grids)
    for (const { grid, ground: own, houses } of tree.pieces) {
      const plots = plotsOn(own, houses.length)
      houses.forEach((house, i) => {
        const building = planBuilding(house, grid, plots[i] ?? own, buildings.length + 1)
        buildings.push(building)
        households.push(...house.households.map((door) => planHousehold(door, building, phones)))
      })
    }
  }
  return { grids, buildings, households, ...planStaff(grids, buildings, households) }
}

let built: Village | undefined

/** The whole village, always the same; built once and not to be changed by those who read it. */
export function demoVillage(): Village {
  built ??= buildVillage()
  return built
}
