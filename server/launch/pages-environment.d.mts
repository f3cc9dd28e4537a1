import type { startTestDatabases } from './test-database.mjs'

/** A database with the demo village, keys, a free PORT on loopback, and a browser in E2E_BROWSER. */
export function pagesEnvironment(
  root: string,
  databases: Awaited<ReturnType<typeof startTestDatabases>>,
): Promise<Record<string, string>>
