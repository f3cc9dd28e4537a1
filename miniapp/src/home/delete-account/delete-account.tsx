import { View } from '@tarojs/components'
import { useEffect, useState } from 'react'
import { hasRole } from '@gezhong/shared/actor'
import { ERRORS } from '@gezhong/shared/errors'
import { POSTS } from '@gezhong/shared/grid/team/policy'
import { DELETE_SENTENCE, deleteOwnAccount } from '@gezhong/shared/people/own-data/contract'
import { DELETION_GOES, DELETION_STAYS } from '@gezhong/shared/people/own-data/words'
import { call } from '../../platform/api.ts'
import { restartAt } from '../../platform/navigation.ts'
import { notice } from '../../platform/notice.ts'
import { useActor } from '../../platform/session.ts'
import { useWrite } from '../../platform/use-write.ts'
import { Banner } from '../../ui/banner.tsx'
import { Button } from '../../ui/button.tsx'
import { Card } from '../../ui/card.tsx'
import { Confirm } from '../../ui/confirm.tsx'
import { Page } from '../../ui/page.tsx'
import { Row } from '../../ui/row.tsx'
import { forgetHere } from '../sign-in/sign-out-here.ts'
import '../own-data/own-data.css'

/** Says first what goes and what stays, then asks once more. */
export default function DeleteAccount() {
  const actor = useActor()
  const [asking, setAsking] = useState(false)
  const [deleted, setDeleted] = useState(false)
  const deleting = useWrite(async (sentence: typeof DELETE_SENTENCE) => {
    await call(deleteOwnAccount, { body: { sentence } })
    setDeleted(true)
    notice('删除了')
    forgetHere()
  })
  useEffect(() => {
    if (actor === null && !deleted) restartAt('/home/sign-in/sign-in')
  }, [actor, deleted])
  if (actor === null) return null
  const hasPost = hasRole(actor, POSTS)
  return (
    <Page title="删除账号和数据" subtitle="删了就回不来，想好再点" back>
      <Card title="这些会删掉">
        {DELETION_GOES.map((line) => (
          <Row key={line} icon="cross" title={line} />
        ))}
      </Card>
      <Card title="这些要留到应急结束">
        {DELETION_STAYS.map((line) => (
          <Row key={line} icon="lock" title={line} />
        ))}
      </Card>
      <Card title="删了以后">
        <Row icon="home" title="照样在群里接龙买菜、求助，纸条也能用" note="以后想回来，用手机号重新进就是新账号" />
      </Card>
      {hasPost && <Banner tone="warn" title={ERRORS['has-post'].message} />}
      {deleting.problem !== null && <Banner tone="bad" title={deleting.problem} />}
      <View className="own-actions">
        <Button kind="danger" disabled={hasPost} busy={deleting.busy} onPress={() => setAsking(true)}>
          {DELETE_SENTENCE}
        </Button>
      </View>
      {asking && (
        <Confirm
          title="真的要删除？"
          text="马上生效：所有设备都退出，账号和您给的数据删掉，找不回来。"
          yes="确定删除"
          no="先不删"
          danger
          busy={deleting.busy}
          onNo={() => setAsking(false)}
          onYes={() => {
            setAsking(false)
            void deleting.run(DELETE_SENTENCE)
          }}
        />
      )}
    </Page>
  )
}
