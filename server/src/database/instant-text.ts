/** An instant as a query gives it, a raw one as a text, in the words of a contract. */
export const instantText = (at: Date | null): string | null => (at === null ? null : new Date(at).toISOString())
