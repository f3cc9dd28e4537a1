/** A change of one subject, as far as its order matters. */
export interface Step {
  id: string
  revision: number
  undoesId: string | null
}

/**
 * The latest change that still stands on top of `target`, or null when nothing does and `target` can be undone.
 * An undo and what it undid cancel out, so they do not stand in the way; an undo that was itself undone does.
 * `history` is everything that ever happened to the subject.
 */
export function standingOnTop<S extends Step>(target: Step, history: readonly S[]): S | null {
  const byId = new Map(history.map((step) => [step.id, step]))
  const first = (step: S): string => {
    let current = step
    for (
      let earlier = byId.get(current.undoesId ?? '');
      earlier !== undefined;
      earlier = byId.get(current.undoesId ?? '')
    )
      current = earlier
    return current.id
  }
  const chains = new Map<string, S[]>()
  for (const step of history) {
    if (step.revision <= target.revision) continue
    const chain = chains.get(first(step)) ?? []
    chains.set(first(step), [...chain, step])
  }
  const standing = [...chains.values()].filter((chain) => chain.length % 2 === 1).flat()
  return standing.reduce<S | null>(
    (latest, step) => (latest === null || step.revision > latest.revision ? step : latest),
    null,
  )
}

/** The last of a change, its undo, the undo of that and so on, when the change is in effect after them; null when not. */
export function effectOf<S extends Pick<Step, 'id' | 'undoesId'>>(
  change: Pick<Step, 'id'>,
  history: readonly S[],
): S | null {
  const undoneBy = new Map(history.map((step) => [step.undoesId, step]))
  let latest = history.find((step) => step.id === change.id)
  let inEffect = latest !== undefined
  for (let next = undoneBy.get(change.id); next !== undefined; next = undoneBy.get(next.id)) {
    latest = next
    inEffect = !inEffect
  }
  return inEffect ? (latest ?? null) : null
}
