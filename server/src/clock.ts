/** Time is an argument everywhere: tests and jobs decide what now is. */
export type Clock = () => Date

export const systemClock: Clock = () => new Date()
