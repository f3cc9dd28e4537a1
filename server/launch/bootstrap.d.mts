export function say(sentence: string): void
export function requireNode(version?: string): void
export function isInstalled(root: string): boolean
/** Installs the packages when the lock file is not the one they were installed from. Returns whether it had to. */
export function bootstrap(root: string): Promise<boolean>
