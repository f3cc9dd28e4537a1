import { setOffice } from '@gezhong/shared/grid/communities/contract'
import { listNotices, type Office } from '@gezhong/shared/people/agreements/contract'
import { Button, Input } from 'antd'
import { useState } from 'react'
import { ProblemNote } from '../../api/problem.tsx'
import { useWrite } from '../../api/write.ts'
import { showToast } from '../../ui/toasts.tsx'

/** Where people ask about their data: it stands in both notices. */
export function OfficeForm({ office }: { office: Office }) {
  const [place, setPlace] = useState(office.place)
  const [officePhone, setOfficePhone] = useState(office.officePhone)
  const save = useWrite(setOffice, [listNotices])
  const isSame = place.trim() === office.place && officePhone.trim() === office.officePhone
  const submit = () =>
    save.mutate(
      { body: { place: place.trim(), officePhone: officePhone.trim() } },
      { onSuccess: () => showToast({ text: '写进告知书了' }) },
    )
  return (
    <section className="box" aria-label="有事问哪里">
      <ProblemNote error={save.error} />
      <div className="office-form">
        <label className="field">
          <span>有事到哪里问（写进告知书）</span>
          <Input
            value={place}
            maxLength={60}
            placeholder="例如：村委会一楼便民窗口"
            onChange={(event) => setPlace(event.target.value)}
          />
        </label>
        <label className="field">
          <span>办公电话（大家都看得到）</span>
          <Input
            value={officePhone}
            maxLength={20}
            placeholder="例如：0595-88123456"
            onChange={(event) => setOfficePhone(event.target.value)}
          />
        </label>
        <Button type="primary" disabled={isSame} loading={save.isPending} onClick={submit}>
          保存
        </Button>
      </div>
    </section>
  )
}
