/** What a command is given besides its arguments. */
export interface Context {
  /** The clone. */
  root: string
  /** Where the person stood when typing the command; relative files are meant from here. */
  cwd: string
  env: Readonly<Record<string, string | undefined>>
  print(text: string): void
  /** To stderr: progress and remarks, never results. */
  remark(text: string): void
  /** The server's environment and its database: one's own, or the embedded one, started or joined. */
  prepareEnvironment(): Promise<PreparedEnvironment>
}

export interface PreparedEnvironment {
  env: Readonly<Record<string, string | undefined>>
  stop(): Promise<unknown>
}

export interface Command {
  help: string
  /** Returns the exit code: 0 when all went well, 1 when the command found what it looks for. */
  run(parameters: string[], context: Context): Promise<number>
}

/** The command cannot go on; its message is a sentence that says what to do. */
export class CommandRefusal extends Error {
  override name = 'CommandRefusal'
  readonly exitCode: number

  constructor(sentence: string, exitCode = 1) {
    super(sentence)
    this.exitCode = exitCode
  }
}

/** The command was called the wrong way. */
export class UsageRefusal extends CommandRefusal {
  override name = 'UsageRefusal'

  constructor(sentence: string) {
    super(sentence, 2)
  }
}

/** The code of an error of Node or Postgres (`ENOENT`, `28P01`), or '' when it has none. */
export function codeOf(error: unknown): string {
  return typeof error === 'object' && error !== null && 'code' in error ? String(error.code) : ''
}

/** What an error says of itself. */
export function messageOf(error: unknown): string {
  return typeof error === 'object' && error !== null && 'message' in error ? String(error.message) : String(error)
}
