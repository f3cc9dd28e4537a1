export const selfTestsPath = (roundId: string, gridId: string): string =>
  `/people/self-tests/self-tests?round=${roundId}&grid=${gridId}`
