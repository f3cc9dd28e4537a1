import {
  coversGrid,
  hasRole,
  LEDGER_ROLES,
  livesIn,
  ownHouseholds,
  STAFF_ROLES,
  topCode,
  type Actor,
} from '../actor.ts'

/** Paste and confirm the chain of a grid's group. */
export const canPasteChain = (actor: Actor, gridCode: string): boolean => coversGrid(actor, LEDGER_ROLES, gridCode)

/** Decide a difference that arose in this grid. */
export const canSettleDifference = (actor: Actor, gridCode: string): boolean =>
  coversGrid(actor, LEDGER_ROLES, gridCode)

/** Change the ledger of this grid. */
export const canEditLedger = (actor: Actor, gridCode: string): boolean => coversGrid(actor, LEDGER_ROLES, gridCode)

/** Give buildings of this grid to a responsible person. */
export const canAssign = (actor: Actor, gridCode: string): boolean =>
  coversGrid(actor, ['grid-lead', 'command-post'], gridCode)

/** Open and close a roll that asks this grid; the whole community (null) only by the command post. */
export const canRunRoll = (actor: Actor, gridCode: string | null): boolean =>
  gridCode === null ? hasRole(actor, ['command-post']) : coversGrid(actor, ['grid-lead', 'command-post'], gridCode)

/** Make and end the slips of a grid, see and end who acts for its households. */
export const canHandSlips = (actor: Actor, gridCode: string): boolean => coversGrid(actor, LEDGER_ROLES, gridCode)

interface Bond {
  accountId: string
  householdId: string
  gridCode: string
  proxy: boolean
}

/** End that an account acts for a household: oneself, the household's people for a proxy, the grid's workers. */
export const canEndBond = (actor: Actor, bond: Bond): boolean =>
  bond.accountId === actor.accountId ||
  (bond.proxy && livesIn(actor, bond.householdId)) ||
  coversGrid(actor, LEDGER_ROLES, bond.gridCode)

interface ReportTarget {
  householdId: string
  gridCode: string
  /** The building's responsible person. */
  responsibleAccountId: string | null
}

/** Reports in a post: whoever is responsible for the household's building, and the grid's workers. */
export const reportsInPost = (actor: Actor, target: Omit<ReportTarget, 'householdId'>): boolean =>
  (hasRole(actor, STAFF_ROLES) && target.responsibleAccountId === actor.accountId) ||
  coversGrid(actor, LEDGER_ROLES, target.gridCode)

/** Send a household a reminder. */
export const canRemind = reportsInPost

/** Report for a household: its own residents and their proxies, and those in whose post it is. */
export const canReportFor = (actor: Actor, target: ReportTarget): boolean =>
  ownHouseholds(actor).includes(target.householdId) || reportsInPost(actor, target)

/** Reports as one of the household, so that what they agreed to themselves decides. */
export const reportsForOneself = (actor: Actor, target: ReportTarget): boolean => !reportsInPost(actor, target)

/** Import files, read the audit log, change the team. */
export const canSteer = (actor: Actor): boolean => hasRole(actor, ['command-post'])

/** Take samples at a site of this grid, and take them back. */
export const canSample = (actor: Actor, gridCode: string): boolean => coversGrid(actor, LEDGER_ROLES, gridCode)

/** Swab somebody of this grid: a site serves all of a grid, whichever piece of it the sampler works in. */
export const canSampleFor = (actor: Actor, gridCode: string): boolean =>
  canSample(actor, gridCode) ||
  actor.grants.some(
    (grant) =>
      grant.gridCode !== null && canSample(actor, grant.gridCode) && topCode(grant.gridCode) === topCode(gridCode),
  )

/** Ask that somebody of this grid need not be tested, and end it. */
export const canAskExemption = (actor: Actor, gridCode: string): boolean => coversGrid(actor, LEDGER_ROLES, gridCode)

/** Ask that somebody need not be tested, or be visited, and take it back: for one's own household too. */
export const canAskExemptionFor = (actor: Actor, target: { householdId: string; gridCode: string }): boolean =>
  ownHouseholds(actor).includes(target.householdId) || canAskExemption(actor, target.gridCode)

/** Decide that somebody of this grid need not be tested: never who only works there, for they also count the tested. */
export const canDecideExemption = (actor: Actor, gridCode: string): boolean =>
  coversGrid(actor, ['grid-lead', 'command-post'], gridCode)

/** Call a household, visit it and log what came of it: its building's responsible person, and the grid's workers. */
export const canFollowUp = (actor: Actor, target: ReportTarget): boolean => reportsInPost(actor, target)

/** Give the follow-ups of this grid to somebody. */
export const canAssignFollowUp = (actor: Actor, gridCode: string): boolean =>
  coversGrid(actor, ['grid-lead', 'command-post'], gridCode)

/** Hand antigen kits to a household of this grid, tell its results and check them. */
export const canCheckTests = (actor: Actor, gridCode: string): boolean => coversGrid(actor, LEDGER_ROLES, gridCode)

/** Tell an antigen test: the household's own people, who looks after it, and the grid's workers. */
export const canTellTest = (actor: Actor, { householdId, gridCode }: { householdId: string; gridCode: string }) =>
  ownHouseholds(actor).includes(householdId) || canCheckTests(actor, gridCode)
