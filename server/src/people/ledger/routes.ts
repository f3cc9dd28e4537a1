import { gridCounts } from '@gezhong/shared/grid/communities/contract'
import {
  addResident,
  assignBuildings,
  buildingOutlines,
  createBuilding,
  createHousehold,
  editHousehold,
  exportHouseholds,
  listBuildings,
  listChanges,
  listHouseholds,
  readHousehold,
  removeResident,
  revealPhone,
  undoChange,
} from '@gezhong/shared/people/ledger/contract'
import { route, type Route } from '../../http/serve.ts'
import * as buildings from './buildings-service.ts'
import { exportHouseholds as exportFile } from './export-service.ts'
import { searchChanges, undoAsked } from './history-service.ts'
import * as households from './households-service.ts'
import { countsByGrid } from './queries.ts'
import * as residents from './residents-service.ts'

export const ledgerRoutes = ({ revealsPerHour }: { revealsPerHour: number }): Route[] => [
  route(gridCounts, async (work) => ({ counts: await countsByGrid(work) })),
  route(listBuildings, (work, { query }) => buildings.searchBuildings(work, query)),
  route(buildingOutlines, (work, { query }) => buildings.outlinesOf(work, query.grid)),
  route(createBuilding, (work, { body }) => buildings.addBuilding(work, body)),
  route(assignBuildings, (work, { body }) => buildings.assignBuildings(work, body)),
  route(listHouseholds, (work, { query }) => households.searchHouseholds(work, query)),
  route(exportHouseholds, (work, { query, body }) => exportFile(work, query, body)),
  route(readHousehold, (work, { params }) => households.householdWithPeople(work, params.id)),
  route(createHousehold, (work, { body }) => households.addHousehold(work, body)),
  route(editHousehold, (work, { params, body }) => households.editHousehold(work, params.id, body)),
  route(revealPhone, (work, { params, body }) =>
    households.revealPhones(work, params.id, { ...body, perHour: revealsPerHour }),
  ),
  route(addResident, (work, { params, body }) => residents.addResident(work, params.id, body)),
  route(removeResident, async (work, { params, body }) => {
    await residents.removeResident(work, params.id, body.reason)
    return {}
  }),
  route(listChanges, (work, { query }) => searchChanges(work, query)),
  route(undoChange, (work, { params, body }) => undoAsked(work, params.id, body.reason)),
]
