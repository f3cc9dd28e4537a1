import { GRID_TABLES } from './register/grid.ts'
import { KERNEL_TABLES } from './register/kernel.ts'
import { PEOPLE_TABLES } from './register/people.ts'
import { TESTING_TABLES } from './register/testing.ts'
import { SUPPLIES_TABLES } from './register/supplies.ts'
import type { RegisteredTable } from './registered-table.ts'

/*
 * The personal-data register: every table, who owns it, and what each of its columns says of a person. Whatever works
 * on all data at once (stand-down, backup, the tests of row security) reads it here. A table or column that is not
 * listed makes a test fail, so nothing personal can be stored without somebody deciding how it is destroyed.
 */

export const REGISTER: readonly RegisteredTable[] = [
  ...KERNEL_TABLES,
  ...GRID_TABLES,
  ...PEOPLE_TABLES,
  ...TESTING_TABLES,
  ...SUPPLIES_TABLES,
]
