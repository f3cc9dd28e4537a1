import { NUMERAL_CLASS } from '@gezhong/shared/people/chinese-number'
import { sql, type SQL } from 'drizzle-orm'
import { idList } from '../../database/id-list.ts'
import type { RollRow } from '../rolls/queries.ts'

/*
 * The verdicts of a roll in one statement: what `judge` gives for each standing statement, computed by the database. It
 * says `left_over` instead of guessing where reading a door takes more than comparing texts: a door that only resembles
 * one of the ledger, candidates of a reading, or a grid in which two spellings can mean one door. Statements that are
 * left over never take a household from the others, so the verdicts beside them hold. Stores nothing.
 */

/** What the statement gives for each report. `difference`: what a person must look at, as in `Judgement`. */
export interface VerdictRow extends Record<string, unknown> {
  id: string
  top: string
  left_over: boolean
  verdict: string | null
  household_id: string | null
  difference: string | null
}

/** Characters that a plain area may hold: ideographs without numerals and without the words of a door, and letters. */
function areaCharacters(): string {
  const without = [...new Set(`${NUMERAL_CLASS}千号栋室之层`)]
    .map((character) => character.codePointAt(0)!)
    .sort((a, b) => a - b)
  const ranges: string[] = ['A-Z']
  let from = 0x3400
  for (const code of [...without.filter((one) => one >= from), 0x9fff + 1]) {
    if (code > from) ranges.push(`${String.fromCodePoint(from)}-${String.fromCodePoint(code - 1)}`)
    from = code + 1
  }
  return ranges.join('')
}

const NUMBER = '([0-9]+[A-Z]?|[A-Z][0-9]+)号(之[0-9]+)?'
const BUILDING = '([A-Z]{0,2}[0-9]{1,4}[A-Z]?|[A-Z])栋'
const UNIT = '(([A-Z]?[0-9]{1,3}|[A-Z])单元)?'
const ROOM = '[A-Z]?[0-9]{1,6}[A-Z]?室'

/**
 * Doors that mean the same exactly when their texts are equal: canonical (see `doorParts`), no floor, and an area that
 * folding leaves as it is. Of two such doors no other spelling exists.
 */
export const PLAIN_DOOR = `^([${areaCharacters()}]|[1-9][0-9]*)*(${NUMBER}(${BUILDING})?${UNIT}(${ROOM})?|${BUILDING}${UNIT}(${ROOM})?|${UNIT}${ROOM})$`

/** An area and a plate, whose fate in the ledger needs no more than a look at the doors that begin alike. */
const PLATE_ONLY = `${NUMBER}$`

/** What a statement gives as its headcount, as the shared reconciliation reads it. */
const SAID = sql`coalesce(report.chosen_headcount, CASE WHEN report.intent = 'vacant' THEN 0 ELSE report.headcount END)`

const SAME_PHONE = sql`report.phone_indexes && household.phone_indexes`

/** What `compare` of the shared reconciliation says of a statement about this household. */
const COMPARED = sql`
  CASE WHEN ${SAID} <> household.headcount THEN 'headcount-differs'
    WHEN cardinality(report.phone_indexes) > 0 AND cardinality(household.phone_indexes) > 0 AND NOT ${SAME_PHONE}
      THEN 'phone-differs'
    ELSE 'matched' END`

/** Fewer people than the ledger knows, read as `needsPerson` reads it. */
const FEWER = sql`coalesce(coalesce(report.chosen_headcount, report.headcount) < household.headcount, false)`

/** A statement whose household is known from the start. */
const NAMED = sql`(report.chosen_household_id IS NOT NULL OR (report.source <> 'chain' AND report.household_id IS NOT NULL))`

/** The whole report of the few statements that need it, one by one: the planner would read all of them again. */
const itsReport = (communityId: string, statement: SQL): SQL => sql`
  CROSS JOIN LATERAL (SELECT * FROM report
    WHERE report.community_id = ${communityId} AND report.id = ${statement}.id OFFSET 0) report`

/**
 * Each statement with the household that was named, or that stands at its door; few columns, since there are many. The
 * doors of the ledger are tried by their shape: which of the digits 1 to 9 stands in it does not matter to the pattern.
 */
function located(communityId: string, roll: RollRow, gridIds: readonly string[] | null): SQL {
  const columns = sql`report.id, place.top, household.id AS at_id, report.dismissed, report.intent = 'withdraw' AS withdraws,
    ${SAID} AS said_headcount, report.chosen_headcount IS NOT NULL AS decided, ${COMPARED} AS compared, ${FEWER} AS fewer`
  const standing = sql`report.community_id = ${communityId} AND report.roll_id = ${roll.id} AND report.state = 'standing'`
  return sql`
  place AS MATERIALIZED (
    SELECT id, split_part(code, '-', 1) AS top FROM grid
    WHERE community_id = ${communityId} AND ${gridIds === null ? sql`true` : sql`id = ANY (${idList(gridIds)})`}),
  located AS MATERIALIZED (
    SELECT ${columns}, true AS named, false AS asks, false AS absent, household.id IS NULL AS unclear
    FROM report JOIN place ON place.id = report.grid_id
    LEFT JOIN (household JOIN place home ON home.id = household.grid_id)
      ON household.community_id = report.community_id AND household.removed_at IS NULL AND home.top = place.top
      AND household.id = coalesce(report.chosen_household_id, report.household_id)
    WHERE ${standing} AND ${NAMED} AND NOT report.dismissed
    UNION ALL
    SELECT ${columns}, false, NOT report.dismissed AND cardinality(report.phone_indexes) > 0 AND ${SAME_PHONE} IS NOT TRUE,
      report.door IS NOT NULL AND household.id IS NULL,
      household.id IS NULL AND report.door IS NOT NULL AND report.door !~ ${PLAIN_DOOR}
    FROM report JOIN place ON place.id = report.grid_id
    LEFT JOIN (household JOIN place home ON home.id = household.grid_id)
      ON household.community_id = report.community_id AND household.removed_at IS NULL AND home.top = place.top
      AND household.door = report.door AND household.id <> ALL (report.rejected_household_ids)
    WHERE ${standing} AND (report.dismissed OR NOT ${NAMED})),
  shapes AS MATERIALIZED (
    SELECT DISTINCT place.top, translate(household.door, '23456789', '11111111') AS shape
    FROM household JOIN place ON place.id = household.grid_id
    WHERE household.community_id = ${communityId} AND household.removed_at IS NULL),
  unclear AS MATERIALIZED (
    SELECT top FROM located WHERE unclear
    UNION SELECT top FROM shapes WHERE shape !~ ${PLAIN_DOOR})`
}

/** Whose the phones are of statements that no door settles, and which doors nothing in the ledger resembles. */
const sought = (communityId: string): SQL => sql`
  asking AS MATERIALIZED (
    SELECT located.id, located.top, report.rejected_household_ids AS rejected, unnest(report.phone_indexes) AS phone
    FROM located ${itsReport(communityId, sql`located`)} WHERE located.asks),
  numbers AS (
    SELECT household.id, household.headcount, household.grid_id, unnest(household.phone_indexes) AS phone FROM household
    WHERE household.community_id = ${communityId} AND household.removed_at IS NULL),
  answering AS MATERIALIZED (
    SELECT asking.id, asking.top, numbers.id AS owner_id, numbers.headcount, numbers.grid_id
    FROM asking JOIN numbers ON numbers.phone = asking.phone AND numbers.id <> ALL (asking.rejected)),
  owners AS MATERIALIZED (
    SELECT answering.id, count(DISTINCT owner_id) AS owners, (array_agg(owner_id))[1] AS owner_id,
      (array_agg(headcount))[1] AS owner_headcount
    FROM answering JOIN place ON place.id = answering.grid_id AND place.top = answering.top
    GROUP BY answering.id),
  absent AS MATERIALIZED (
    SELECT located.id, located.top, report.door, regexp_replace(report.door, ${PLATE_ONLY}, '') AS area
    FROM located ${itsReport(communityId, sql`located`)}
    WHERE located.absent AND report.door ~ ${PLATE_ONLY} AND cardinality(report.rejected_household_ids) = 0),
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
          AND split_part(grid.code, '-', 1) = absent.top)
      ORDER BY household.door LIMIT 1) area ON absent.area <> '' AND absent.area !~ '[A-Z0-9]$|单元'
    WHERE NOT coalesce(starts_with(following.door, absent.door), false) AND (absent.area = '' OR area.known))`

/** Each statement by itself; `settled_id` is the household that it is certainly about. */
const drafted = (communityId: string): SQL => sql`
  drafted AS MATERIALIZED (
    SELECT located.id, top, withdraws, decided,
      CASE finding WHEN 'door' THEN at_id WHEN 'phone' THEN owner_id END AS settled_id,
      CASE WHEN finding = 'phone' THEN
        CASE WHEN said_headcount <> owner_headcount THEN 'headcount-differs' ELSE 'matched' END
        ELSE compared END AS compared,
      CASE WHEN finding = 'phone' THEN coalesce((
        SELECT coalesce(report.chosen_headcount, report.headcount) < owner_headcount FROM report
        WHERE report.community_id = ${communityId} AND report.id = located.id), false) ELSE fewer END AS fewer,
      CASE WHEN finding NOT IN ('door', 'phone') THEN finding END AS open_verdict
    FROM located LEFT JOIN owners ON owners.id = located.id LEFT JOIN unknown ON unknown.id = located.id
    CROSS JOIN LATERAL (SELECT CASE
      WHEN dismissed THEN 'dismissed'
      WHEN at_id IS NOT NULL THEN CASE WHEN owners.id IS NULL THEN 'door' ELSE 'candidates' END
      WHEN absent THEN CASE WHEN unknown.id IS NULL THEN 'left-over'
        WHEN owners.id IS NULL THEN 'unknown-door' ELSE 'candidates' END
      ELSE (SELECT CASE
        WHEN named OR cardinality(report.door_candidates) > 0 THEN 'left-over'
        WHEN owners.id IS NULL THEN 'incomplete'
        WHEN owners.owners > 1 OR report.reasons && ARRAY['area-missing', 'several-doors'] THEN 'candidates'
        ELSE 'phone' END
        FROM report WHERE report.community_id = ${communityId} AND report.id = located.id) END AS finding) found)`

/** The statements of households of which more than one statement speaks, in the order in which people spoke. */
const turns = (communityId: string, roll: RollRow): SQL => sql`
  often AS (SELECT settled_id FROM drafted WHERE settled_id IS NOT NULL GROUP BY settled_id HAVING count(*) > 1),
  spoken AS MATERIALIZED (
    SELECT report.id, drafted.settled_id, drafted.compared, report.intent, report.is_correction, ${NAMED} AS named,
      ${SAID} AS headcount, report.phone_indexes AS phones, report.chain_grid_id, report.position, report.said_at
    FROM often JOIN drafted ON drafted.settled_id = often.settled_id ${itsReport(communityId, sql`drafted`)}),
  pasted AS MATERIALIZED (
    SELECT chain_grid_id, said_at, min(position) AS first_position FROM report
    WHERE community_id = ${communityId} AND roll_id = ${roll.id} AND state = 'standing' AND chain_grid_id IS NOT NULL
    GROUP BY chain_grid_id, said_at),
  preceded AS (
    SELECT spoken.id, max(pasted.said_at) AS said_at FROM spoken
    JOIN pasted ON pasted.chain_grid_id = spoken.chain_grid_id AND pasted.first_position < spoken.position
    GROUP BY spoken.id),
  turns AS MATERIALIZED (
    SELECT spoken.*, row_number() OVER (PARTITION BY settled_id
      ORDER BY greatest(spoken.said_at, preceded.said_at), position, spoken.id) AS turn
    FROM spoken LEFT JOIN preceded ON preceded.id = spoken.id)`

/** The later ones replace, repeat or take back, one after the other; `hit_id` is the statement that lost its standing. */
const STORY = sql`
  story AS (
    SELECT id, settled_id, turn, NULL::uuid AS hit_id,
      CASE intent WHEN 'withdraw' THEN 'withdraw' ELSE 'stand' END AS doing, compared,
      CASE WHEN intent <> 'withdraw' THEN id END AS standing_id, intent AS standing_intent,
      headcount AS standing_headcount, phones AS standing_phones
    FROM turns WHERE turn = 1
    UNION ALL
    SELECT turns.id, turns.settled_id, turns.turn, CASE WHEN doing IN ('withdraw', 'stand') THEN standing_id END,
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
    SELECT story.id, CASE
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
  const tested = roll.question === 'who-was-tested'
  return sql`
  WITH RECURSIVE ${located(communityId, roll, gridIds)}, ${sought(communityId)}, ${drafted(communityId)},
    ${turns(communityId, roll)}, ${STORY}
  SELECT id, top, left_over, CASE WHEN NOT left_over THEN verdict END AS verdict,
    CASE WHEN NOT left_over THEN household_id END AS household_id,
    CASE WHEN NOT left_over AND NOT decided
      AND verdict IN ('headcount-differs', 'phone-differs', 'unknown-door', 'candidates', 'incomplete')
      AND NOT (${tested} AND verdict = 'headcount-differs' AND fewer) THEN verdict END AS difference
  FROM (
    SELECT drafted.id, top, decided, fewer,
      open_verdict IS DISTINCT FROM 'dismissed'
        AND (open_verdict IS NOT DISTINCT FROM 'left-over' OR top IN (SELECT top FROM unclear)) AS left_over,
      coalesce(told.verdict, open_verdict, CASE WHEN withdraws THEN 'withdrawn' ELSE compared END) AS verdict,
      CASE WHEN told.settled IS NOT FALSE THEN settled_id END AS household_id
    FROM drafted LEFT JOIN told ON told.id = drafted.id) judged`
}
