export interface FoundBrowser {
  executablePath: string
  args: string[]
  /** What its process needs beside ours, as where Chinese letters are. */
  env: Record<string, string>
}

/** CHROMIUM_PATH, else the system's, else the one of the npm package; a refusal that says so where there is none. */
export function findBrowser(root: string): Promise<FoundBrowser>
