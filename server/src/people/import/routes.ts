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
import { Refusal } from '@gezhong/shared/errors'
import type { FastifyRequest } from 'fastify'
import { route, type Route } from '../../http/serve.ts'
import { readTable } from './read-table.ts'
import { rejectedRowsFile, rowsOf } from './rows-service.ts'
import * as imports from './service.ts'

async function uploadedFile(request: FastifyRequest): Promise<{ name: string; bytes: Buffer }> {
  if (!request.isMultipart()) throw new Refusal('unsupported-media')
  const part = await request.file()
  if (part === undefined) throw new Refusal('file-unreadable', '没有收到文件，请重新选择')
  return { name: part.filename, bytes: await part.toBuffer() }
}

export const importRoutes: Route[] = [
  route(uploadImport, async (work, { query, request }) => {
    const { name, bytes } = await uploadedFile(request)
    return imports.keep(work, query.kind, name, await readTable(bytes, name, { kind: query.kind }))
  }),
  route(listImports, async (work) => ({ imports: await imports.list(work) })),
  route(readImport, (work, { params }) => imports.read(work, params.id)),
  route(remapImport, (work, { params, body }) => imports.remap(work, params.id, body.sheets)),
  route(listImportRows, (work, { params, query }) => rowsOf(work, params.id, query)),
  route(commitImport, (work, { params }) => imports.commit(work, params.id)),
  route(undoImport, (work, { params }) => imports.undo(work, params.id)),
  route(rejectedRows, (work, { params }) => rejectedRowsFile(work, params.id)),
]
