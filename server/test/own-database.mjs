// Every test file of the server gets an empty database of its own: what one leaves behind, sealed with keys that only
// it had, would otherwise be counted, judged and stumbled over by the next. `npm test` drops them all at its end.
import { randomBytes } from 'node:crypto'
import { expect } from '@jest/globals'
import { Client } from 'pg'
import { createDatabase } from '../launch/postgres-roles.mjs'

const NAMES = [
  'TEST_DATABASE_URL',
  'TEST_DATABASE_OWNER_URL',
  'TEST_DATABASE_KEEPER_URL',
  'TEST_DATABASE_DIRECT_URL',
  'TEST_DATABASE_SUPERUSER_URL',
]

const withDatabase = (address, name) => {
  const url = new URL(address)
  url.pathname = `/${name}`
  return url.href
}

const superuser = process.env.TEST_DATABASE_SUPERUSER_URL
const isServerTest = /[\\/]server[\\/](src|test|cli)[\\/]/.test(expect.getState().testPath ?? '')

if (superuser && isServerTest) {
  const shared = new URL(superuser).pathname.slice(1)
  const name = `${shared}_${randomBytes(3).toString('hex')}`
  const owner = decodeURIComponent(new URL(process.env.TEST_DATABASE_OWNER_URL ?? superuser).username)
  const client = new Client({ connectionString: superuser })
  await client.connect()
  await createDatabase(client, name, owner)
  await client.end()
  for (const variable of NAMES) {
    const address = process.env[variable]
    if (address) process.env[variable] = withDatabase(address, name)
  }
}
