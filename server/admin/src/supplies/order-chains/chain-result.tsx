import { Icon } from '../../ui/icon.tsx'

/** What confirming or taking back has come to, as long as something of it needs to be read. */
export type Result = { isWell: boolean; title: string; text: string }

export function ChainResult({ result }: { result: Result | null }) {
  if (result === null) return null
  const { isWell, title, text } = result
  return (
    <div className={isWell ? 'chain-result well' : 'chain-result'} role="status">
      <Icon name={isWell ? 'check' : 'warn'} size={16} />
      <span>
        <b>{title}</b>
        {text === '' ? null : <span className="chain-result-text">{text}</span>}
      </span>
    </div>
  )
}
