import { sql, type SQL } from 'drizzle-orm'
import { idList } from '../../database/id-list.ts'
import type { RollRow } from '../rolls/queries.ts'
import { phoneOfHousehold } from '../ledger/phone-of-household.ts'
import { NUMBER } from './plain-door.ts'

/*
 * The verdicts of a roll in one statement: what `judge` gives for each standing statement, computed by the database. It
 * leaves a statement over instead of guessing where reading a door takes more than comparing texts: a door that only
 * resembles one of the ledger, candidates of a reading, or a whole top-level grid in which two spellings can mean one
 * door. Statements that are left over never take a household from the others, so the verdicts beside them hold. Stores
 * nothing. Nearly all statements are plain: one household at their door, nothing that asks further. They take one join
 * and stay narrow; the few others are looked at one by one, through indexes.
 */

/** What the statement gives for each report. No verdict: left over. `difference`: as in `Judgement`. */
export interface VerdictRow extends Record<string, unknown> {
  id: string
  verdict: string | null
  household_id: string | null
  difference: string | null
}

/** An area and a plate, whose fate in the ledger needs no more than a look at the doors that begin alike. */
const PLATE_ONLY = `${NUMBER}$`

/** What a statement gives as its headcount, as the shared reconciliation reads it. */
const SAID = sql`coalesce(report.chosen_headcount, CASE WHEN report.intent = 'vacant' THEN 0 ELSE report.headcount END)`

/** The first number decides nearly always, and costs a tenth of comparing two lists. */
const SAME_PHONE = sql`(report.phone_indexes[1] = household.phone_indexes[1] OR report.phone_indexes && household.phone_indexes)`

/** Fewer people than the ledger knows, which is no difference when the roll asks who was tested (see `needsPerson`). */
const isFewer = (roll: RollRow, known: SQL) =>
  roll.question === 'who-was-tested'
    ? sql`coalesce(coalesce(report.chosen_headcount, report.headcount) < ${known}, false)`
    : sql`false`

/** A statement whose household is known from the start. */
const NAMED = sql`(report.chosen_household_id IS NOT NULL OR (report.source <> 'chain' AND report.household_id IS NOT NULL))`

const top = sql`split_part(code, '-', 1)`

/** The statements with a household that was named, and the grids in which every door is plain. */
const named = (communityId: string, roll: RollRow, standing: SQL, gridIds: readonly string[] | null): SQL => sql`
  place AS MATERIALIZED (
    SELECT id, ${top} AS top FROM grid
    WHERE community_id = ${communityId} AND ${gridIds === null ? sql`true` : sql`id = ANY (${idList(gridIds)})`}),
  named AS MATERIALIZED (
    SELECT report.id, place.top, household.id AS settled_id, report.intent = 'withdraw' AS withdraws,
      report.chosen_headcount IS NOT NULL AS decided, ${isFewer(roll, sql`household.headcount`)} AS fewer,
      CASE WHEN ${SAID} <> household.headcount THEN 'headcount-differs'
        WHEN cardinality(report.phone_indexes) > 0 AND cardinality(household.phone_indexes) > 0 AND NOT ${SAME_PHONE}
          THEN 'phone-differs'
        ELSE 'matched' END AS compared
    FROM report JOIN place ON place.id = report.grid_id
    LEFT JOIN (household JOIN place home ON home.id = household.grid_id)
      ON household.community_id = report.community_id AND household.removed_at IS NULL AND home.top = place.top
      AND household.id = coalesce(report.chosen_household_id, report.household_id)
    WHERE ${standing} AND ${NAMED} AND NOT report.dismissed),
  unclear AS MATERIALIZED (
    SELECT top FROM named WHERE settled_id IS NULL
    UNION SELECT place.top FROM household JOIN place ON place.id = household.grid_id
      WHERE household.community_id = ${communityId} AND household.removed_at IS NULL AND NOT household.plain_door
    UNION SELECT place.top FROM report JOIN place ON place.id = report.grid_id
      WHERE ${standing} AND NOT report.plain_door),
  clear AS MATERIALIZED (SELECT id, top FROM place WHERE top NOT IN (SELECT top FROM unclear))`

/**
 * The other statements with the household at their door, and those among them that ask further. Both are fetched grid by
 * grid, which the planner, not knowing how much of the city is asked for, must be made to do.
 */
const located = (communityId: string, roll: RollRow, standing: SQL): SQL => sql`
  located AS MATERIALIZED (
    SELECT report.id, place.top,
      CASE WHEN household.id <> ALL (report.rejected_household_ids) THEN household.id END AS at_id,
      NOT report.dismissed AND (report.phone_indexes[1] IS NULL OR ${SAME_PHONE}) AS plain,
      report.intent = 'withdraw' AS withdraws, report.chosen_headcount IS NOT NULL AS decided,
      ${SAID} <> household.headcount AS differs, ${isFewer(roll, sql`household.headcount`)} AS fewer,
      household.phone_indexes[1] IS NOT NULL AS known_phone
    FROM clear place
    CROSS JOIN LATERAL (SELECT id, door, headcount, chosen_headcount, intent, phone_indexes, rejected_household_ids, dismissed
      FROM report WHERE ${standing} AND report.grid_id = place.id AND (report.dismissed OR NOT ${NAMED}) OFFSET 0) report
    LEFT JOIN (SELECT home.top, household.* FROM clear home
      CROSS JOIN LATERAL (SELECT id, door, headcount, phone_indexes FROM household
        WHERE household.community_id = ${communityId} AND household.grid_id = home.id AND household.removed_at IS NULL
        OFFSET 0) household) household
      ON household.door = report.door AND household.top = place.top),
  asking AS MATERIALIZED (
    SELECT located.top, located.at_id, located.withdraws, located.differs, located.decided, located.fewer,
      located.known_phone, report.*
    FROM located CROSS JOIN LATERAL (SELECT id, door, phone_indexes, rejected_household_ids AS rejected, dismissed, intent,
      headcount, chosen_headcount, reasons, door_candidates FROM report
      WHERE report.community_id = ${communityId} AND report.id = located.id OFFSET 0) report
    WHERE located.at_id IS NULL OR located.plain IS NOT TRUE)`

/** Whose the phones are of statements that no door settles, and which doors nothing in the ledger resembles. */
const sought = (communityId: string): SQL => sql`
  answering AS MATERIALIZED (
    SELECT asking.id, asking.top, owner.id AS owner_id, owner.headcount, owner.grid_id
    FROM asking CROSS JOIN LATERAL unnest(asking.phone_indexes) AS phone
    CROSS JOIN LATERAL (SELECT id, headcount, grid_id FROM household
      WHERE community_id = ${communityId} AND removed_at IS NULL AND ${phoneOfHousehold(sql`phone`)} OFFSET 0) owner
    WHERE NOT asking.dismissed AND owner.id <> ALL (asking.rejected)),
  owners AS MATERIALIZED (
    SELECT answering.id, count(DISTINCT owner_id) AS owners, (array_agg(owner_id))[1] AS owner_id,
      (array_agg(headcount))[1] AS owner_headcount
    FROM answering JOIN place ON place.id = answering.grid_id AND place.top = answering.top
    GROUP BY answering.id),
  absent AS MATERIALIZED (
    SELECT id, top, door, regexp_replace(door, ${PLATE_ONLY}, '') AS area FROM asking
    WHERE at_id IS NULL AND NOT dismissed AND door ~ ${PLATE_ONLY} AND cardinality(rejected) = 0),
  unknown AS MATERIALIZED (
    SELECT absent.id FROM absent
    LEFT JOIN LATERAL (
      SELECT household.door FROM household
      WHERE household.community_id = ${communityId} AND household.removed_at IS NULL AND household.door > absent.door
      ORDER BY household.door LIMIT 1) following ON true
    LEFT JOIN LATERAL (
      SELECT true AS known FROM household
      WHERE household.community_id = ${communityId} AND household.removed_at IS NULL AND household.door > absent.area
        AND household.door < absent.area || U&'\\+10FFFF'
        AND substr(household.door, length(absent.area) + 1) ~ '^[0-9]+[A-Z]?号(之[0-9]+)?$'
        AND EXISTS (SELECT FROM grid WHERE grid.community_id = ${communityId} AND grid.id = household.grid_id
          AND ${top} = absent.top)
      ORDER BY household.door LIMIT 1) area ON absent.area <> '' AND absent.area !~ '[A-Z0-9]$|单元'
    WHERE NOT coalesce(starts_with(following.door, absent.door), false) AND (absent.area = '' OR area.known))`

/** What becomes of those that asked further: the household that they are certainly about, or what is open. */
const found = (roll: RollRow): SQL => sql`
  found AS MATERIALIZED (
    SELECT report.id, withdraws, decided,
      CASE finding WHEN 'door' THEN at_id WHEN 'phone' THEN owner_id END AS settled_id,
      CASE finding
        WHEN 'door' THEN CASE WHEN differs THEN 'headcount-differs' WHEN known_phone THEN 'phone-differs' ELSE 'matched' END
        WHEN 'phone' THEN CASE WHEN ${SAID} <> owner_headcount THEN 'headcount-differs' ELSE 'matched' END
        ELSE nullif(finding, 'left-over') END AS compared,
      CASE finding WHEN 'phone' THEN ${isFewer(roll, sql`owner_headcount`)} ELSE fewer END AS fewer
    FROM asking report LEFT JOIN owners ON owners.id = report.id LEFT JOIN unknown ON unknown.id = report.id
    CROSS JOIN LATERAL (SELECT CASE
      WHEN report.dismissed THEN 'dismissed'
      WHEN at_id IS NOT NULL THEN CASE WHEN owners.id IS NULL THEN 'door' ELSE 'candidates' END
      WHEN report.door IS NOT NULL THEN CASE WHEN unknown.id IS NULL THEN 'left-over'
        WHEN owners.id IS NULL THEN 'unknown-door' ELSE 'candidates' END
      WHEN cardinality(report.door_candidates) > 0 THEN 'left-over'
      WHEN owners.id IS NULL THEN 'incomplete'
      WHEN owners.owners > 1 OR report.reasons && ARRAY['area-missing', 'several-doors'] THEN 'candidates'
      ELSE 'phone' END AS finding) found)`

/** Every statement whose household is certain, and the households of which more than one of them speaks. */
const SETTLED = sql`
  settled AS NOT MATERIALIZED (
    SELECT id, at_id AS settled_id, CASE WHEN differs THEN 'headcount-differs' ELSE 'matched' END AS compared, decided, fewer, withdraws
    FROM located WHERE at_id IS NOT NULL AND plain
    UNION ALL SELECT id, settled_id, compared, decided, fewer, withdraws FROM found WHERE settled_id IS NOT NULL
    UNION ALL SELECT id, settled_id, compared, decided, fewer, withdraws FROM named WHERE top IN (SELECT top FROM clear)),
  often AS MATERIALIZED (SELECT settled_id FROM settled GROUP BY settled_id HAVING count(*) > 1)`

/** Those statements in the order in which people spoke. */
const turns = (communityId: string): SQL => sql`
  turns AS MATERIALIZED (
    SELECT report.id, settled.settled_id, settled.compared, settled.decided, settled.fewer, report.intent,
      report.is_correction, ${NAMED} AS named, ${SAID} AS headcount, report.phone_indexes AS phones,
      row_number() OVER (PARTITION BY settled.settled_id ORDER BY spoken_at, position, report.id) AS turn
    FROM often JOIN settled ON settled.settled_id = often.settled_id
    CROSS JOIN LATERAL (SELECT * FROM report
      WHERE report.community_id = ${communityId} AND report.id = settled.id OFFSET 0) report)`

/** The later ones replace, repeat or take back, one after the other; `hit_id` is the statement that lost its standing. */
const STORY = sql`
  story AS (
    SELECT id, settled_id, decided, fewer, turn, NULL::uuid AS hit_id,
      CASE intent WHEN 'withdraw' THEN 'withdraw' ELSE 'stand' END AS doing, compared,
      CASE WHEN intent <> 'withdraw' THEN id END AS standing_id, intent AS standing_intent,
      headcount AS standing_headcount, phones AS standing_phones
    FROM turns WHERE turn = 1
    UNION ALL
    SELECT turns.id, turns.settled_id, turns.decided, turns.fewer, turns.turn, CASE WHEN doing IN ('withdraw', 'stand') THEN standing_id END,
      doing, turns.compared,
      CASE doing WHEN 'stand' THEN turns.id WHEN 'withdraw' THEN NULL ELSE standing_id END,
      CASE doing WHEN 'stand' THEN turns.intent ELSE standing_intent END,
      CASE doing WHEN 'stand' THEN turns.headcount ELSE standing_headcount END,
      CASE doing WHEN 'stand' THEN turns.phones ELSE standing_phones END
    FROM (SELECT settled_id, turn, standing_id, standing_intent, standing_headcount, standing_phones FROM story) story
    JOIN turns ON turns.settled_id = story.settled_id AND turns.turn = story.turn + 1
    CROSS JOIN LATERAL (SELECT CASE
      WHEN turns.intent = 'withdraw' THEN 'withdraw'
      WHEN standing_id IS NULL THEN 'stand'
      WHEN turns.intent = standing_intent AND turns.phones <@ standing_phones
        AND (turns.headcount IS NULL OR turns.headcount IS NOT DISTINCT FROM standing_headcount) THEN 'repeat'
      WHEN cardinality(turns.phones) > 0 AND cardinality(standing_phones) > 0 AND NOT turns.phones && standing_phones
        AND NOT turns.is_correction AND NOT turns.named THEN 'other-phone'
      ELSE 'stand' END AS doing) step),
  told AS MATERIALIZED (
    SELECT story.id, story.settled_id, story.decided, story.fewer, CASE
      WHEN hit.doing = 'withdraw' THEN 'withdrawn' WHEN hit.doing = 'stand' THEN 'superseded'
      WHEN story.doing = 'stand' THEN story.compared WHEN story.doing = 'withdraw' THEN 'withdrawn'
      WHEN story.doing = 'repeat' THEN 'duplicate' ELSE 'candidates' END AS verdict,
      story.doing <> 'other-phone' AS settled
    FROM story LEFT JOIN story hit ON hit.hit_id = story.id)`

/**
 * The query: one row per standing statement (`VerdictRow`). It reads what row security lets the asker see, so it is for
 * bookkeeping over the whole community. `gridIds`: whole top-level grids; null for all of the community.
 */
export function verdictsOf(communityId: string, roll: RollRow, gridIds: readonly string[] | null): SQL {
  const standing = sql`report.community_id = ${communityId} AND report.roll_id = ${roll.id} AND report.state = 'standing'`
  return sql`
  WITH RECURSIVE ${named(communityId, roll, standing, gridIds)}, ${located(communityId, roll, standing)},
    ${sought(communityId)}, ${found(roll)}, ${SETTLED}, ${turns(communityId)}, ${STORY}
  SELECT id, verdict, household_id,
    CASE WHEN NOT decided AND NOT (verdict = 'headcount-differs' AND fewer)
      AND verdict IN ('headcount-differs', 'phone-differs', 'unknown-door', 'candidates', 'incomplete') THEN verdict END AS difference
  FROM (
    SELECT id, CASE WHEN withdraws THEN 'withdrawn' ELSE compared END AS verdict, settled_id AS household_id, decided, fewer
    FROM settled WHERE NOT EXISTS (SELECT FROM often WHERE often.settled_id = settled.settled_id)
    UNION ALL SELECT id, verdict, CASE WHEN settled THEN settled_id END, decided, fewer FROM told
    UNION ALL SELECT id, compared, NULL, decided, fewer FROM found WHERE settled_id IS NULL
    UNION ALL SELECT report.id, CASE WHEN report.dismissed THEN 'dismissed' END, NULL, false, false
      FROM report JOIN place ON place.id = report.grid_id WHERE ${standing} AND place.top IN (SELECT top FROM unclear)) judged`
}
