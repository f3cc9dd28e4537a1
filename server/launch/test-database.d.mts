export interface OpenDatabase {
  urls: Record<'owner' | 'app' | 'keeper' | 'direct' | 'superuser', string>
  /** `TEST_DATABASE_URL` and its kin. */
  environment: Record<string, string>
}

export function startTestDatabases(root: string): Promise<{
  secrets: Record<string, string>
  keysDirectory: string
  open(label: string): Promise<OpenDatabase>
  stop(): Promise<boolean>
}>
