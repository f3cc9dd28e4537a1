import type { RollDue, RollQuestion } from '@gezhong/shared/people/rolls/contract'
import { sql, type SQL } from 'drizzle-orm'
import { countingTests, donePeople } from '../antigen/counting.ts'

/*
 * How one household stands in a roll, always from the raw rows: what was said, what was sampled, who is excused. Everything
 * that shows or counts a roll reads it here, so that no two places can differ.
 *
 * In persons: due = done + excused + missing, none of them below zero. A household counts for the people it was surveyed
 * with, else for as many as were named.
 */

interface Asked {
  id: string
  question: RollQuestion
  openedAt: Date
  due: RollDue
}

const joinStanding = (rollId: string): SQL => sql`
  LEFT JOIN standing ON standing.community_id = household.community_id
    AND standing.household_id = household.id AND standing.roll_id = ${rollId}`

/** Who answers has answered for all: a number that is not the ledger's is a difference about the ledger. */
const whoLivesHere = (rollId: string): SQL => sql`
  ${joinStanding(rollId)}
  CROSS JOIN LATERAL (SELECT CASE WHEN household.occupancy = 'occupied' OR standing.state IS NOT NULL
    THEN coalesce(household.headcount, standing.reported, 0) ELSE 0 END AS due) whole
  CROSS JOIN LATERAL (SELECT whole.due, CASE WHEN standing.state IS NULL THEN 0 ELSE whole.due END AS done,
    0 AS excused, CASE WHEN standing.state IS NULL THEN whole.due ELSE 0 END AS missing) cover
  CROSS JOIN LATERAL (SELECT CASE WHEN standing.state IS NOT NULL THEN standing.state
    WHEN household.occupancy = 'occupied' THEN 'missing' ELSE 'excused' END AS state) said`

/** The civil day that decides whether an exemption covers the roll: the last of its round. */
const lastDay = (communityId: string, roll: Asked): SQL => sql`
  (coalesce((SELECT round.ends_at FROM round WHERE round.community_id = ${communityId} AND round.id = ${roll.id}),
    ${roll.openedAt.toISOString()}::timestamptz) AT TIME ZONE 'Asia/Shanghai')::date`

/** Each swab, and each antigen test that counts; `came`: it was a swab. */
const tests = (communityId: string, roll: Pick<Asked, 'id'>): SQL => sql`
  SELECT household_id, resident_id, people, true AS came FROM sample
  WHERE community_id = ${communityId} AND round_id = ${roll.id} AND undone_at IS NULL AND household_id IS NOT NULL
  UNION ALL
  SELECT household_id, resident_id, people, false FROM (${countingTests(communityId, roll.id)}) told`

/** Of an exemption: it excuses from the roll somebody whom the ledger knows. It speaks of `exemption`. */
export const excusesFrom = (communityId: string, roll: Asked): SQL => sql`
  exemption.community_id = ${communityId} AND exemption.state = 'approved'
    AND ${lastDay(communityId, roll)} BETWEEN exemption.from_day AND exemption.until_day
    AND NOT EXISTS (SELECT 1 FROM resident WHERE resident.community_id = ${communityId}
      AND resident.id = exemption.resident_id AND resident.removed_at IS NOT NULL)`

/** Somebody who was tested although excused is tested. */
const excuses = (communityId: string, roll: Asked): SQL => sql`
  SELECT household_id, resident_id, people, true AS came
  FROM exemption
  WHERE ${excusesFrom(communityId, roll)}
    AND NOT EXISTS (SELECT 1 FROM (${donePeople(communityId, roll.id)}) done
      WHERE done.household_id = exemption.household_id AND done.resident_id = exemption.resident_id)`

/** Nobody knows whether the unnamed who told a test are those who came, so the larger of both numbers stands. */
const UNNAMED = sql`greatest(
  coalesce(sum(one.people) FILTER (WHERE one.resident_id IS NULL AND one.came), 0),
  coalesce(sum(one.people) FILTER (WHERE one.resident_id IS NULL AND NOT one.came), 0))`

/** Each once: a named person however often, and the unnamed as many as were counted. */
const persons = (rows: SQL): SQL => sql`
  SELECT one.household_id, (count(DISTINCT one.resident_id) + ${UNNAMED})::int AS people
  FROM (${rows}) one GROUP BY one.household_id`

/** Rows of `household_id` and `people`: how many of each household were tested in the round. */
export const testedPersons = (communityId: string, roll: Pick<Asked, 'id'>): SQL => persons(tests(communityId, roll))

/**
 * A household has done what was sampled of it or what it said, whichever is more: people are tested elsewhere too. What is
 * more than the ledger knows is not done twice; it shows as a case about the ledger.
 */
const whoWasTested = (communityId: string, roll: Asked): SQL => sql`
  ${joinStanding(roll.id)}
  LEFT JOIN (${testedPersons(communityId, roll)}) sampled ON sampled.household_id = household.id
  LEFT JOIN (${persons(excuses(communityId, roll))}) exempt ON exempt.household_id = household.id
  CROSS JOIN LATERAL (SELECT CASE WHEN household.occupancy = 'occupied' OR standing.state IS NOT NULL
      OR sampled.people IS NOT NULL
    THEN coalesce(household.headcount, greatest(standing.reported, sampled.people), 0) ELSE 0 END AS due) whole
  CROSS JOIN LATERAL (SELECT least(whole.due, greatest(coalesce(sampled.people, 0),
    CASE WHEN standing.state IS NULL THEN 0 ELSE coalesce(standing.reported, whole.due) END)) AS done) tested
  CROSS JOIN LATERAL (SELECT least(whole.due - tested.done, coalesce(exempt.people, 0)) AS excused) freed
  CROSS JOIN LATERAL (SELECT whole.due, tested.done, freed.excused,
    whole.due - tested.done - freed.excused AS missing) cover
  CROSS JOIN LATERAL (SELECT CASE WHEN standing.state = 'differs' THEN 'differs'
    WHEN cover.missing > 0 THEN 'missing'
    WHEN cover.done > 0 OR standing.state IS NOT NULL OR sampled.people IS NOT NULL THEN 'reported'
    WHEN cover.excused > 0 OR household.occupancy <> 'occupied' THEN 'excused' ELSE 'missing' END AS state) said`

/** The lines of the list; `named` is null for somebody who was taken out of the ledger since: one of the household. */
const lines = (communityId: string, roll: Asked): SQL => sql`
  SELECT round_due.household_id, round_due.resident_id, round_due.people, resident.id AS named
  FROM round_due
  LEFT JOIN resident ON resident.community_id = round_due.community_id AND resident.id = round_due.resident_id
    AND resident.removed_at IS NULL
  WHERE round_due.community_id = ${communityId} AND round_due.round_id = ${roll.id}`

/** Who of a household is on the list: by name, others of it, and whether all of it is. */
const list = (communityId: string, roll: Asked): SQL => sql`
  SELECT household_id, count(DISTINCT named)::int AS named,
    (coalesce(sum(people) FILTER (WHERE resident_id IS NULL), 0)
      + count(DISTINCT resident_id) FILTER (WHERE named IS NULL))::int AS others, bool_or(people IS NULL) AS entire
  FROM (${lines(communityId, roll)}) line GROUP BY household_id`

/** The same persons apart: those whom the list names, and anybody else of the household. */
const personsOnList = (communityId: string, roll: Asked, rows: SQL): SQL => sql`
  SELECT one.household_id, (count(DISTINCT one.resident_id) FILTER (WHERE due.named IS NOT NULL))::int AS named,
    ((count(DISTINCT one.resident_id) FILTER (WHERE due.named IS NULL))
      + ${UNNAMED})::int AS others
  FROM (${rows}) one
  LEFT JOIN (SELECT DISTINCT named FROM (${lines(communityId, roll)}) line) due ON due.named = one.resident_id
  GROUP BY one.household_id`

/**
 * Only households on the list are in such a roll at all. Whom it names has to be sampled or excused by name: somebody else of
 * the household does not stand for them. Listed people are due wherever the ledger says that the household is.
 */
const whoOfTheList = (communityId: string, roll: Asked): SQL => sql`
  ${joinStanding(roll.id)}
  JOIN (${list(communityId, roll)}) listed ON listed.household_id = household.id
  LEFT JOIN (${personsOnList(communityId, roll, tests(communityId, roll))}) sampled
    ON sampled.household_id = household.id
  LEFT JOIN (${personsOnList(communityId, roll, excuses(communityId, roll))}) exempt
    ON exempt.household_id = household.id
  CROSS JOIN LATERAL (SELECT greatest(listed.named + listed.others, CASE WHEN listed.entire
    THEN coalesce(household.headcount, greatest(standing.reported, sampled.named + sampled.others), 0) END) AS due) whole
  CROSS JOIN LATERAL (SELECT least(whole.due, greatest(
    coalesce(sampled.named + least(sampled.others, whole.due - listed.named), 0),
    CASE WHEN standing.state IS NULL THEN 0 ELSE coalesce(standing.reported, whole.due) END)) AS done) tested
  CROSS JOIN LATERAL (SELECT least(whole.due - tested.done,
    coalesce(exempt.named + least(exempt.others, whole.due - listed.named), 0)) AS excused) freed
  CROSS JOIN LATERAL (SELECT whole.due, tested.done, freed.excused,
    whole.due - tested.done - freed.excused AS missing) cover
  CROSS JOIN LATERAL (SELECT CASE WHEN standing.state = 'differs' THEN 'differs'
    WHEN cover.missing > 0 THEN 'missing'
    WHEN cover.done > 0 OR standing.state IS NOT NULL OR sampled.household_id IS NOT NULL THEN 'reported'
    WHEN cover.excused > 0 THEN 'excused' ELSE 'missing' END AS state) said`

/**
 * Joins to `household`, and gives it `standing`, `said.state` and `cover.due`, `done`, `excused`, `missing`. Of a roll for
 * listed people it keeps the households of the list alone.
 */
export function coverage(communityId: string, roll: Asked): SQL {
  if (roll.due === 'listed') return whoOfTheList(communityId, roll)
  return roll.question === 'who-was-tested' ? whoWasTested(communityId, roll) : whoLivesHere(roll.id)
}
