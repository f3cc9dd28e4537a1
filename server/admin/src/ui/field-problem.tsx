/** What the server found wrong with one field, under it. */
export function FieldProblem({ words, id }: { words: string | undefined; id?: string }) {
  return words ? (
    <span id={id} className="field-problem" role="alert">
      {words}
    </span>
  ) : null
}
