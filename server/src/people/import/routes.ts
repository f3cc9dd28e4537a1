import {
  commitImport,
  listImportRows,
  listImports,
  readImport,
  rejectedRows,
  remapImport,
  undoImport,
  uploadImport,
} from '@gezhong/shared/people/import/contract'
import { route, type Route } from '../../http/serve.ts'
import { uploadRoute } from '../../http/upload.ts'
import { readTable } from './read-table.ts'
import { rejectedRowsFile, rowsOf } from './rows-service.ts'
import * as imports from './service.ts'

export const importRoutes: Route[] = [
  uploadRoute(uploadImport, async (work, { query }, { name, bytes }) =>
    imports.keep(work, query.kind, name, await readTable(bytes, name, { kind: query.kind })),
  ),
  route(listImports, async (work) => ({ imports: await imports.list(work) })),
  route(readImport, (work, { params }) => imports.read(work, params.id)),
  route(remapImport, (work, { params, body }) => imports.remap(work, params.id, body.sheets)),
  route(listImportRows, (work, { params, query }) => rowsOf(work, params.id, query)),
  route(commitImport, (work, { params }) => imports.commit(work, params.id)),
  route(undoImport, (work, { params }) => imports.undo(work, params.id)),
  route(rejectedRows, (work, { params, body }) => rejectedRowsFile(work, params.id, body)),
]
