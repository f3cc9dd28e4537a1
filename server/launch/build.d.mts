/** Builds everything the running system is and serves, where it does not stand as its sources say. */
export function buildAll(root: string): Promise<boolean[]>
