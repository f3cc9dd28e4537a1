import {
  commitImport,
  discardImport,
  listImportRows,
  listImports,
  readImport,
  rejectedRows,
  remapImport,
  undoImport,
  uploadImport,
} from '@gezhong/shared/people/import/contract'
import { watchReveals } from '../../audit/alerts/reveal-watch.ts'
import { route, type Route } from '../../http/serve.ts'
import { uploadRoute } from '../../http/upload.ts'
import { readTable } from './read-table.ts'
import { rejectedRowsFile, rowsOf } from './rows-service.ts'
import * as imports from './service.ts'

export const importRoutes = ({ revealsPerHour }: { revealsPerHour: number }): Route[] => [
  uploadRoute(uploadImport, async (work, { query }, { name, bytes }) =>
    imports.keep(work, query.kind, name, await readTable(bytes, name, { kind: query.kind })),
  ),
  route(listImports, async (work) => ({ imports: await imports.list(work) })),
  route(readImport, (work, { params }) => imports.read(work, params.id)),
  route(remapImport, (work, { params, body }) => imports.remap(work, params.id, body.sheets)),
  route(listImportRows, (work, { params, query }) => rowsOf(work, params.id, query)),
  route(commitImport, (work, { params }) => imports.commit(work, params.id)),
  route(undoImport, (work, { params }) => imports.undo(work, params.id)),
  route(discardImport, (work, { params }) => imports.discard(work, params.id)),
  route(rejectedRows, async (work, { params, body }) => {
    const { numbers } = await imports.requireKept(work, params.id)
    const taken = { subjectId: params.id, numbers }
    const stopped = numbers === 0 ? null : await watchReveals(work, revealsPerHour, taken)
    return stopped ?? rejectedRowsFile(work, params.id, body)
  }),
]
