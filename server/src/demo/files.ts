import { demoChain } from './chain-texts.ts'
import { demoVillage } from './village.ts'

export interface DemoFile {
  name: string
  text: string
}

/** The ledger as a file that can be imported and that `chain check` reads. */
export function demoLedgerCsv(): string {
  const rows = demoVillage().households.map(({ gridCode, door, headcount, phones }) =>
    [gridCode, door, headcount ?? '', phones.join('/')].join(','),
  )
  return `${['grid,door,headcount,phone', ...rows].join('\n')}\n`
}

/** Files to try the commands and the pages on: the ledger, and a chain for every group. */
export function demoFiles(): DemoFile[] {
  const tops = demoVillage().grids.filter(({ level }) => level === 'grid')
  return [
    { name: 'ledger.csv', text: demoLedgerCsv() },
    ...tops.map(({ code }) => ({ name: `g${code}-chain.txt`, text: demoChain(code) })),
  ]
}
