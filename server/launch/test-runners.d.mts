export interface RunnerResult {
  name: string
  passed: number
  failed: number
  skipped: number
  note?: string
}

export function judge(
  name: string,
  counted: { passed?: number; failed?: number; skipped?: number } | null,
  code: number | string,
): RunnerResult
