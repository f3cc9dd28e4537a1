import { ROLE_WORDS, type Actor } from '@gezhong/shared/actor'
import { currentCommunity, gridCounts, ZONE_WORDS } from '@gezhong/shared/grid/communities/contract'
import { Refusal } from '@gezhong/shared/errors'
import { signOut } from '@gezhong/shared/grid/identity/contract'
import { listDifferences } from '@gezhong/shared/people/reconciliation/contract'
import { Dropdown } from 'antd'
import { NavLink, useNavigate } from 'react-router'
import { canSteer } from '@gezhong/shared/people/policy'
import { call } from '../api/api.ts'
import { toastProblem } from '../api/problem.tsx'
import { useRead } from '../api/query.ts'
import { useOpenAlerts } from '../audit/alerts.tsx'
import { useActor } from '../session/actor.ts'
import { endSession } from '../session/session.ts'
import { chooseScheme, useSchemeChoice, type SchemeChoice } from '../theme/color-scheme.ts'
import { Icon, type IconName } from '../ui/icon.tsx'
import { PAGE_GROUPS, type PageEntry } from './pages.ts'

export function SideNav({ open, onNavigate }: { open: boolean; onNavigate: () => void }) {
  const actor = useActor()
  const community = useRead(currentCommunity).data
  const counts = useCounts(actor)
  const groups = PAGE_GROUPS.map((group) => group.filter((page) => page.may(actor))).filter((group) => group.length > 0)
  return (
    <nav className={open ? 'shell-nav open' : 'shell-nav'} aria-label="主菜单">
      <h1>
        格中
        <small>{community ? `${community.name} · ${ZONE_WORDS[community.zoneStatus]}` : '管理端'}</small>
      </h1>
      {groups.map((group) => (
        <ul key={group[0]?.path}>
          {group.map((page) => (
            <li key={page.path}>
              <NavLink to={page.path} end={page.path === '/'} onClick={onNavigate}>
                <Icon name={page.icon} />
                {page.title}
                <Count page={page} counts={counts} />
              </NavLink>
            </li>
          ))}
        </ul>
      ))}
      <Who actor={actor} />
    </nav>
  )
}

type Counts = Record<NonNullable<PageEntry['count']>, number>

function useCounts(actor: Actor): Counts {
  const differences = useRead(listDifferences, { query: { size: 1 } }).data?.total ?? 0
  const grids = useRead(gridCounts).data?.counts ?? []
  const alerts = useOpenAlerts(canSteer(actor)).data?.total ?? 0
  return { alerts, differences, unassigned: grids.reduce((sum, grid) => sum + grid.unassigned, 0) }
}

const COUNT_WORDS = { unassigned: '栋没人负责', differences: '条待处理', alerts: '件要过目' }

function Count({ page, counts }: { page: PageEntry; counts: Counts }) {
  if (!page.count || counts[page.count] === 0) return null
  return (
    <b className="num">
      {counts[page.count].toLocaleString()}
      <span className="for-readers">{COUNT_WORDS[page.count]}</span>
    </b>
  )
}

const SCHEMES: readonly { key: SchemeChoice; label: string; icon: IconName }[] = [
  { key: 'system', label: '颜色跟随系统', icon: 'screen' },
  { key: 'light', label: '浅色', icon: 'sun' },
  { key: 'dark', label: '深色', icon: 'moon' },
]

/** The strongest role first: it is the one the page is used in. */
function roleWords(actor: Actor): string {
  const order = ['command-post', 'grid-lead', 'grid-worker', 'hub-household'] as const
  const role = order.find((wanted) => actor.grants.some((grant) => grant.role === wanted))
  const grant = actor.grants.find((held) => held.role === role)
  if (!role || !grant) return ''
  return grant.gridCode === null ? ROLE_WORDS[role] : `${ROLE_WORDS[role]} · ${grant.gridCode}`
}

/** The menu spaces its icons by a class that it puts on them; the drawing itself takes none. */
const menuIcon = (name: IconName) => (
  <span>
    <Icon name={name} />
  </span>
)

function Who({ actor }: { actor: Actor }) {
  const choice = useSchemeChoice()
  const navigate = useNavigate()
  const leave = () => {
    // Only the server can take the cookie away: until it has answered, nobody may think that they are out.
    call(signOut)
      .catch((error: unknown) => {
        if (!(error instanceof Refusal)) throw error
      })
      .then(() => endSession(), toastProblem)
  }
  const items = [
    ...SCHEMES.map(({ key, label, icon }) => ({ key, label, icon: menuIcon(icon) })),
    { type: 'divider' as const },
    { key: 'security', label: '登录与安全', icon: menuIcon('audit') },
    { key: 'leave', label: '退出登录', icon: menuIcon('leave') },
  ]
  return (
    <Dropdown
      trigger={['click']}
      placement="topLeft"
      menu={{
        items,
        selectable: true,
        selectedKeys: [choice],
        onClick: ({ key }) => {
          if (key === 'leave') leave()
          else if (key === 'security') void navigate('/security')
          else chooseScheme(key as SchemeChoice)
        },
      }}
    >
      <button type="button" className="who">
        <Icon name="person" size={20} />
        <span>
          <b>{actor.displayName}</b>
          <small>{roleWords(actor)}</small>
        </span>
        <Icon name="down" size={14} />
      </button>
    </Dropdown>
  )
}
