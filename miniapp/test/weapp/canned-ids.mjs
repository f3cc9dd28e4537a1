// What the canned village is made of, by the ids that its replies and the checks share.
export const id = (number) => `00000000-0000-7000-8000-${String(number).padStart(12, '0')}`
export const NOW = '2026-11-23T08:10:00+08:00'
export const GRID = id(202)
export const ROLL = id(500)
export const HOUSEHOLD = id(101)
export const COMMUNITY = id(900)
export const STALL = id(1000)
export const CABBAGE = id(1001)
