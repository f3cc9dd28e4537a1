export const kitsPath = (roundId: string, gridId: string): string => `/people/kits/kits?round=${roundId}&grid=${gridId}`
