import {
  agreementShares,
  listNotices,
  type AgreementShare,
  type Notice,
} from '@gezhong/shared/people/agreements/contract'
import { canSteer } from '@gezhong/shared/people/policy'
import { Button } from 'antd'
import { createPortal } from 'react-dom'
import { ProblemNote } from '../../api/problem.tsx'
import { useRead } from '../../api/query.ts'
import { useActor } from '../../session/actor.ts'
import { Page } from '../../shell/page.tsx'
import { Icon } from '../../ui/icon.tsx'
import { Skeleton } from '../../ui/skeleton.tsx'
import { usePrinting } from '../../ui/use-printing.ts'
import { OfficeForm } from './office-form.tsx'
import './notices.css'

/** What residents are told and asked to agree to, how many have, and the same text for the notice board. */
export default function NoticesPage() {
  const actor = useActor()
  const { data, error, refetch } = useRead(listNotices)
  const shares = useRead(agreementShares)
  return (
    <Page title="告知与同意" about="只有数字：谁同意了，谁没同意，这里看不到">
      <ProblemNote error={error ?? shares.error} onRetry={() => void Promise.all([refetch(), shares.refetch()])} />
      {data && canSteer(actor) ? <OfficeForm key={JSON.stringify(data.office)} office={data.office} /> : null}
      {data ? (
        <div className="notice-boxes">
          {data.notices.map((notice) => (
            <NoticeBox
              key={notice.kind}
              notice={notice}
              share={shares.data?.shares.find(({ kind }) => kind === notice.kind)}
            />
          ))}
        </div>
      ) : error ? null : (
        <Skeleton lines={6} />
      )}
    </Page>
  )
}

function NoticeBox({ notice, share }: { notice: Notice; share: AgreementShare | undefined }) {
  const [printedAt, print] = usePrinting()
  return (
    <section className="box notice-box" aria-label={notice.title}>
      <div className="row apart">
        <h3>{notice.title}</h3>
        <Button icon={<Icon name="print" />} onClick={print}>
          打印张贴
        </Button>
      </div>
      {share ? <Share share={share} /> : <Skeleton lines={1} />}
      <NoticeText notice={notice} />
      {printedAt
        ? createPortal(
            <section className="print-sheet print-notice">
              <h1>{notice.title}</h1>
              <NoticeText notice={notice} />
            </section>,
            document.body,
          )
        : null}
    </section>
  )
}

function Share({ share: { bound, given, declined, withdrawn, unanswered } }: { share: AgreementShare }) {
  const percent = bound === 0 ? 0 : Math.round((given / bound) * 100)
  return (
    <div className="notice-share">
      <b className="num">{bound === 0 ? '还没有人关联住户' : `${percent}% 同意`}</b>
      <div className="bar" aria-hidden="true">
        <i style={{ width: `${percent}%` }} />
      </div>
      <p className="quiet small num">
        关联了住户的 {bound} 个账号：同意 {given}，没同意 {declined}，收回 {withdrawn}，还没答 {unanswered}
      </p>
    </div>
  )
}

function NoticeText({ notice }: { notice: Notice }) {
  return (
    <div className="notice-text">
      {notice.parts.map(({ heading, lines }) => (
        <div key={heading}>
          <h4>{heading}</h4>
          {lines.map((line) => (
            <p key={line}>{line}</p>
          ))}
        </div>
      ))}
      <h4>不同意也行</h4>
      <p>{notice.stops}</p>
      <p>{notice.goesOn}</p>
      <h4>收回同意以后</h4>
      <p>{notice.withdrawing}</p>
      <p className="quiet small num">
        第{notice.version}版 · {notice.day}
      </p>
    </div>
  )
}
