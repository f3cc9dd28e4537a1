export function findLiveData(root: string): Promise<{ folder: string; isThere: boolean }>
export function removeLiveData(root: string): Promise<void>
