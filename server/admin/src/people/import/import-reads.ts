import { listImportRows, listImports, readImport } from '@gezhong/shared/people/import/contract'

/** Everything that shows imports. */
export const IMPORT_READS = [readImport, listImports, listImportRows]
