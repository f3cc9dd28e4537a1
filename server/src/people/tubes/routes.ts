import { exportSamples, exportTubes, tubePeople } from '@gezhong/shared/people/tubes/contract'
import { route, type Route } from '../../http/serve.ts'
import { exportSamplesFile, exportTubesFile, peopleOf } from './service.ts'

export const tubeRoutes: Route[] = [
  route(tubePeople, (work, { params }) => peopleOf(work, params.id)),
  route(exportTubes, (work, { params, query, body }) => exportTubesFile(work, params.id, query, body)),
  route(exportSamples, (work, { params, query, body }) => exportSamplesFile(work, params.id, query.grid, body)),
]
