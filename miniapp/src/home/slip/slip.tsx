import { groupedSlipCode, readSlipCode, slipCommunity } from '@gezhong/shared/people/slips/code'
import { restartAt } from '../../platform/navigation.ts'
import { usePageParams } from '../../platform/page-params.ts'
import { useActor } from '../../platform/session.ts'
import { Banner } from '../../ui/banner.tsx'
import { Card } from '../../ui/card.tsx'
import { Page } from '../../ui/page.tsx'
import { ConnectionBar } from '../connection-bar.tsx'
import { ReadingSizePill } from '../reading-size-pill.tsx'
import { SlipClaim } from './slip-claim.tsx'
import { SlipSignIn } from './slip-sign-in.tsx'

/** Where the QR code of a paper slip leads: the letters are filled in, one press opens the household. */
export default function SlipPage() {
  const { code: scanned = '', at = '' } = usePageParams()
  const actor = useActor()
  const read = readSlipCode(scanned)
  const code = read === null ? '' : groupedSlipCode(read)
  const communityId = slipCommunity(at)
  const elsewhere = actor !== null && communityId !== null && communityId !== actor.communityId
  const broken = scanned !== '' && read === null
  return (
    <Page title="纸条" subtitle="门上那张纸，替家里报人数用" action={<ReadingSizePill />} bar={<ConnectionBar />}>
      {broken && <Banner tone="warn" title="没看清纸条上的码" text="请再扫一次，或照着纸条填8个字母" />}
      {elsewhere && <Banner tone="warn" title="这张纸条是别的村的" text="要用它，请先在“我的”里退出登录，再扫一次" />}
      {actor === null ? (
        <Card title="进入您家" note="不用手机号，不用密码">
          <SlipSignIn key={code} code={code} communityId={communityId} />
        </Card>
      ) : (
        <Card title="这张纸条是谁家的" note={`您已登录：${actor.displayName}`}>
          <SlipClaim key={code} code={code} onBound={() => restartAt('/home/today/today')} />
        </Card>
      )}
    </Page>
  )
}
