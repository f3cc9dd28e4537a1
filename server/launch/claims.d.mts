/** Leaves a claim of this process in the folder and returns its file. */
export function claim(folder: string): Promise<string>
