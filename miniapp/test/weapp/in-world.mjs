// The built mini-program in the bare world, as somebody of the canned village.
import assert from 'node:assert/strict'
import { openWorld, until } from './bare-world.mjs'
import { GRID, HOUSEHOLD, ROLL, STALL } from './canned-ids.mjs'
import { villageAnswer } from './canned-replies.mjs'
import { ROUND } from './sampling-replies.mjs'

export const query = { roll: ROLL, round: ROUND, grid: GRID, household: HOUSEHOLD, state: 'missing', id: STALL }
export const UUID_V7 = /^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/

export async function inWorld(dist, run) {
  const state = { offline: false, receipt: null }
  const world = openWorld(dist, villageAnswer(state))
  try {
    await run(world, state)
    assert.deepEqual(world.complaints, [], 'nothing complains on the console')
  } finally {
    world.end()
  }
}

export async function signIn(world) {
  world.launch()
  const page = world.openPage('home/sign-in/sign-in')
  await until('the demo identities are offered', () => page.words().includes('王秀兰'))
  page.tap('王秀兰')
  await until('signing in leads home', () => world.opened.some(({ url }) => url === '/home/today/today'))
  page.close()
}

function villageActor(name) {
  const answer = villageAnswer({ offline: false, receipt: null })
  return answer({ method: 'POST', url: '/api/demo/sign-in', header: {}, data: JSON.stringify({ name }) }).body.actor
}

/** A phone that was signed in before: the session is found in its storage at launch. */
function signedInWorld(dist, state, name) {
  const world = openWorld(dist, villageAnswer(state))
  const session = {
    token: name,
    refreshToken: null,
    actor: villageActor(name),
    expiresAt: '2027-01-01T00:00:00+08:00',
  }
  world.storage.set('gezhong:person:session', { version: 2, value: session })
  world.storage.set('gezhong:person:owner', { version: 1, value: session.actor.accountId })
  world.launch()
  return world
}

export const asWorker = (dist, run) => as('worker2', dist, run)

export async function as(name, dist, run) {
  const state = { offline: false, receipt: null }
  const world = signedInWorld(dist, state, name)
  try {
    await run(world, state)
    assert.deepEqual(world.complaints, [], 'nothing complains on the console')
  } finally {
    world.end()
  }
}
