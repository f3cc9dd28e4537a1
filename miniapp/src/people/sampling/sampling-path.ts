export const samplingPath = (roundId: string, gridId: string): string =>
  `/people/sampling/sampling?round=${roundId}&grid=${gridId}`
