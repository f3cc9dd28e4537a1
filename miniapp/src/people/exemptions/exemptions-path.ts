/** The page of who need not come; with a household, its form is open. */
export const exemptionsPath = (householdId?: string): string =>
  `/people/exemptions/exemptions${householdId === undefined ? '' : `?household=${householdId}`}`
