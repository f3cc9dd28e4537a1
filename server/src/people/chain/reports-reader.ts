import { parseChainInSteps } from '@gezhong/shared/people/chain/parse'
import type { ChainContext, ChainEntry } from '@gezhong/shared/people/chain/types'
import { TextReader, type Around } from './read-text.ts'

export type ChainAround = Around<ChainContext>
export type ChainReader = TextReader<ChainContext, ChainEntry>

/** Reads chains of reports; `patience` in ms when it is not the usual one. */
export const chainReader = (patience?: number): ChainReader => new TextReader(parseChainInSteps, patience)
