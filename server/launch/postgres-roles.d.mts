import type { Client } from 'pg'

export function connectionUrls(
  secrets: Record<string, string>,
  port: number,
  database?: string,
): Record<'owner' | 'app' | 'keeper' | 'direct' | 'superuser', string>

export function asSuperuser<T>(
  secrets: Record<string, string>,
  port: number,
  work: (client: Client) => Promise<T>,
): Promise<T>

export function createDatabase(client: Client, name: string, owner?: string): Promise<void>
