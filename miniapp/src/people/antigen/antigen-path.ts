export const antigenPath = (roundId: string, householdId: string): string =>
  `/people/antigen/antigen?round=${roundId}&household=${householdId}`
