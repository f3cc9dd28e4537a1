/** Which states may follow each state of a thing. */
export type StateTable<State extends string> = Readonly<Record<State, readonly State[]>>

/** The states out of which a thing may come into this one. */
export const statesBefore = <State extends string>(next: StateTable<State>, state: State): State[] =>
  (Object.keys(next) as State[]).filter((before) => next[before].includes(state))
