/** The queue of a grid, opened to call. */
export const callsPath = (gridId: string): string => `/people/calls/calls?grid=${gridId}`
