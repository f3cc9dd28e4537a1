import { listSigningKeys, type SigningKeys } from '@gezhong/shared/grid/signing-keys/contract'
import { Button } from 'antd'
import { useState } from 'react'
import { ProblemNote } from '../../api/problem.tsx'
import { useRead } from '../../api/query.ts'
import { DataTable, type Column } from '../../table/data-table.tsx'
import { Empty } from '../../ui/empty.tsx'
import { Tag } from '../../ui/tag.tsx'
import { whenWords } from '../../ui/time-words.ts'
import { keyTitle } from './key-title.ts'
import { RotateDialog } from './rotate-dialog.tsx'
import { WithdrawDialog } from './withdraw-dialog.tsx'

type Key = SigningKeys['keys'][number]

type Doing = { what: 'rotate' } | { what: 'withdraw'; key: Key }

/** The keys that sign vouchers and credentials, for the command post. */
export function SigningKeysBox() {
  const { data, error, refetch } = useRead(listSigningKeys)
  const [doing, setDoing] = useState<Doing | null>(null)
  const close = () => setDoing(null)
  return (
    <section className="box">
      <div className="row apart box-head">
        <h3>签码的钥匙</h3>
        <Button disabled={data === undefined} onClick={() => setDoing({ what: 'rotate' })}>
          换一把新的
        </Button>
      </div>
      <p className="quiet small">
        凭证和证件上的二维码由钥匙签名，手机没有网也认得真假。换新的，以前签的照样有效；只有钥匙可能被别人拿到时才作废。
      </p>
      <ProblemNote error={error} onRetry={() => void refetch()} />
      <DataTable
        label="签码的钥匙"
        columns={columns((key) => setDoing({ what: 'withdraw', key }))}
        rows={data?.keys}
        rowId={({ keyNumber }) => String(keyNumber)}
        empty={<Empty icon="check" title="还没有钥匙" hint="第一张凭证或证件做出来时自动有第一把。" />}
      />
      {doing?.what === 'rotate' ? <RotateDialog onClose={close} /> : null}
      {doing?.what === 'withdraw' ? <WithdrawDialog signingKey={doing.key} onClose={close} /> : null}
    </section>
  )
}

const columns = (onWithdraw: (key: Key) => void): Column<Key>[] => [
  { key: 'number', title: '钥匙', cell: ({ keyNumber }) => <b className="num">{keyTitle(keyNumber)}</b> },
  { key: 'since', title: '从什么时候', cell: ({ madeAt }) => <span className="num">{whenWords(madeAt)}</span> },
  { key: 'state', title: '现在', cell: (key) => <State of={key} /> },
  { key: 'vouchers', title: '还没送的凭证，最多', align: 'right', cell: (key) => count(key, key.vouchers) },
  { key: 'credentials', title: '有效的证件，最多', align: 'right', cell: (key) => count(key, key.credentials) },
  {
    key: 'act',
    title: '',
    noPrint: true,
    cell: (key) =>
      key.signs || key.withdrawnAt !== null ? null : (
        <Button size="small" danger onClick={() => onWithdraw(key)}>
          作废
        </Button>
      ),
  },
]

const count = ({ withdrawnAt }: Key, many: number) =>
  withdrawnAt === null ? <span className="num">{many}</span> : <span className="quiet">—</span>

function State({ of: { signs, withdrawnAt } }: { of: Key }) {
  if (withdrawnAt !== null) return <Tag tone="bad">{whenWords(withdrawnAt)} 作废了</Tag>
  return signs ? <Tag tone="ok">正在用</Tag> : <Tag>以前签的还有效</Tag>
}
