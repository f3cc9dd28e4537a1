export interface EmbeddedUrls {
  owner: string
  app: string
  keeper: string
  direct: string
  superuser: string
}

export interface EmbeddedPostgres {
  urls: EmbeddedUrls
  port: number
  adopted: boolean
  dataDirectory: string
  keysDirectory: string
  anchorsDirectory: string
  secrets: Record<string, string>
  /** True when Postgres was ended, false when another program of this clone still uses it. */
  stop(): Promise<boolean>
}

export function startEmbedded(options: { root: string; purpose: string; major?: 15 }): Promise<EmbeddedPostgres>
