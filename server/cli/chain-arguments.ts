import { statSync } from 'node:fs'
import { basename } from 'node:path'
import { UsageRefusal, type Context } from './command.ts'
import { pathFrom } from './text-file.ts'

export interface ChainArguments {
  /** `-`: standard input. */
  chain: string
  ledger: string
  /** As in the ledger's grid column; null when neither said nor told by the file's name. */
  grid: string | null
  placeNames: string[]
  areaCode: string | null
  json: boolean
  /** The options with one value, as written; those that only one command has are looked up here. */
  more: ReadonlyMap<string, string>
}

/** Options that take one value, with their short and single-word spellings. */
const SINGLE = new Set(['--ledger', '--grid', '--area-code'])

interface Words {
  single: Map<string, string>
  places: string[]
  positionals: string[]
  json: boolean
}

function sort(parameters: readonly string[], command: string, more: readonly string[]): Words {
  const words: Words = { single: new Map(), places: [], positionals: [], json: false }
  let inPlaces = false
  for (let at = 0; at < parameters.length; at++) {
    const word = parameters[at] ?? ''
    const isOption = word.startsWith('-') && word !== '-' && word !== '--'
    if (!isOption) {
      if (word === '--') inPlaces = false
      else (inPlaces ? words.places : words.positionals).push(word)
      continue
    }
    const equals = word.indexOf('=')
    const name = equals < 0 ? word : word.slice(0, equals)
    const attached = equals < 0 ? null : word.slice(equals + 1)
    inPlaces = name === '--place'
    if (name === '--json') words.json = true
    else if (name === '--place') {
      if (attached !== null) words.places.push(attached)
    } else if (SINGLE.has(name) || more.includes(name)) {
      const value = attached ?? parameters[++at]
      if (value === undefined || value.startsWith('--')) throw new UsageRefusal(`${name} needs a value after it.`)
      words.single.set(name, value)
    } else throw new UsageRefusal(`${name} is no option of "${command}"; --help lists them.`)
  }
  return words
}

function isFile(context: Context, name: string): boolean {
  try {
    return statSync(pathFrom(context, name)).isFile()
  } catch {
    return false
  }
}

/**
 * The chain's file among the words. `--place` takes several names, so a file right behind them was taken for a name:
 * then the last one that is a file, or failing that looks like one, is the chain.
 */
function takeChain(words: Words, context: Context): string {
  if (words.positionals.length > 1) {
    const files = words.positionals.filter((word) => word === '-' || isFile(context, word))
    const others = words.positionals.filter((word) => !files.includes(word))
    const only = files.length === 1 ? files[0] : undefined
    if (only === undefined)
      throw new UsageRefusal(`One chain at a time; these are several: ${words.positionals.join(' ')}`)
    throw new UsageRefusal(`${others.join(' ')}: not understood. Names of places come after --place.`)
  }
  const [positional] = words.positionals
  if (positional !== undefined) return positional
  for (let at = words.places.length - 1; at >= 0; at--) {
    const word = words.places[at] ?? ''
    if (word === '-' || isFile(context, word)) return words.places.splice(at, 1)[0] ?? ''
  }
  const last = words.places.at(-1)
  if (last !== undefined && /[./\\]/.test(last)) return words.places.pop() ?? ''
  throw new UsageRefusal('Name the file with the pasted chain as the last word ("-": read it from standard input).')
}

/** Files are named `g2-morning.txt` when the text was pasted in the group of grid 2. */
const gridInName = (file: string) => /^g(\d[\w-]*?)-/i.exec(basename(file))?.[1] ?? null

/** `more`: options with one value that only this command has. */
type Asked = { readonly command: string; readonly more: readonly string[] }

/** Reads the arguments of a command that holds a chain against a ledger. */
export function readChainArguments(
  parameters: readonly string[],
  context: Context,
  { command, more }: Asked = { command: 'chain check', more: [] },
): ChainArguments {
  const words = sort(parameters, command, more)
  const chain = takeChain(words, context)
  const ledger = words.single.get('--ledger')
  if (ledger === undefined)
    throw new UsageRefusal('--ledger FILE.csv is missing: the surveyed households (grid,door,headcount,phone).')
  const areaCode = words.single.get('--area-code') ?? null
  if (areaCode !== null && !/^0\d{2,3}$/.test(areaCode)) {
    throw new UsageRefusal(`--area-code is the landline code with its 0, such as 0595; not "${areaCode}".`)
  }
  return {
    chain,
    ledger,
    grid: words.single.get('--grid') ?? gridInName(chain),
    placeNames: words.places.flatMap((name) => name.split(/[,，、\s]+/)).filter((name) => name !== ''),
    areaCode,
    json: words.json,
    more: words.single,
  }
}
