/** The page where a household's report is written. */
export const reportPath = (rollId: string, householdId: string): string =>
  `/people/report/report?roll=${rollId}&household=${householdId}`
