import type { RollQuestion } from '@gezhong/shared/people/rolls/contract'
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
export const lastDay = (communityId: string, roll: Asked): SQL => sql`
  (coalesce((SELECT round.ends_at FROM round WHERE round.community_id = ${communityId} AND round.id = ${roll.id}),
    ${roll.openedAt.toISOString()}::timestamptz) AT TIME ZONE 'Asia/Shanghai')::date`

/**
 * Each swab and each antigen test told once: a named person however often, and the unnamed as many as were counted. Of
 * the unnamed nobody knows whether those who told a test are those who came, so the larger of both numbers stands.
 */
const sampled = (communityId: string, roll: Asked): SQL => sql`
  SELECT household_id, (count(DISTINCT resident_id) + greatest(
    coalesce(sum(people) FILTER (WHERE resident_id IS NULL AND came), 0),
    coalesce(sum(people) FILTER (WHERE resident_id IS NULL AND NOT came), 0)))::int AS people
  FROM (SELECT household_id, resident_id, people, true AS came FROM sample
      WHERE community_id = ${communityId} AND round_id = ${roll.id} AND undone_at IS NULL AND household_id IS NOT NULL
    UNION ALL
    SELECT household_id, resident_id, people, false FROM (${countingTests(communityId, roll.id)}) told) done
  GROUP BY household_id`

/** Somebody who was tested although excused is tested. */
const excused = (communityId: string, roll: Asked): SQL => sql`
  SELECT household_id, (count(DISTINCT resident_id)
    + coalesce(sum(people) FILTER (WHERE resident_id IS NULL), 0))::int AS people
  FROM exemption
  WHERE community_id = ${communityId} AND state = 'approved'
    AND ${lastDay(communityId, roll)} BETWEEN from_day AND until_day
    AND NOT EXISTS (SELECT 1 FROM (${donePeople(communityId, roll.id)}) done
      WHERE done.household_id = exemption.household_id AND done.resident_id = exemption.resident_id)
  GROUP BY household_id`

/**
 * A household has done what was sampled of it or what it said, whichever is more: people are tested elsewhere too. What is
 * more than the ledger knows is not done twice; it shows as a case about the ledger.
 */
const whoWasTested = (communityId: string, roll: Asked): SQL => sql`
  ${joinStanding(roll.id)}
  LEFT JOIN (${sampled(communityId, roll)}) sampled ON sampled.household_id = household.id
  LEFT JOIN (${excused(communityId, roll)}) exempt ON exempt.household_id = household.id
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

/** Joins to `household`, and gives it `standing`, `said.state` and `cover.due`, `done`, `excused`, `missing`. */
export const coverage = (communityId: string, roll: Asked): SQL =>
  roll.question === 'who-was-tested' ? whoWasTested(communityId, roll) : whoLivesHere(roll.id)
