import { Page } from '../../shell/page.tsx'
import { ChangeList } from './change-list.tsx'
import './household.css'

export default function HistoryPage() {
  return (
    <Page title="改动记录" about="台账里谁改了什么、为什么改，都可以撤销">
      <section className="box">
        <ChangeList withDoor />
      </section>
    </Page>
  )
}
