import { hasRole, LEDGER_ROLES, type Actor } from '@gezhong/shared/actor'
import { canSteer } from '@gezhong/shared/people/policy'
import { lazy, type ComponentType } from 'react'
import type { IconName } from '../ui/icon.tsx'

export type PageEntry = {
  path: string
  title: string
  icon: IconName
  /** Which live number stands beside the name. */
  count?: 'unassigned' | 'differences' | 'alerts'
  may: (actor: Actor) => boolean
  Page: ComponentType
}

const keepsLedger = (actor: Actor) => hasRole(actor, LEDGER_ROLES)

/** The side navigation, in groups. Every page is loaded when it is first opened. */
export const PAGE_GROUPS: readonly (readonly PageEntry[])[] = [
  [
    {
      path: '/',
      title: '总览',
      icon: 'overview',
      may: keepsLedger,
      Page: lazy(() => import('../people/overview/overview-page.tsx')),
    },
  ],
  [
    {
      path: '/buildings',
      title: '网格与楼栋',
      icon: 'grid',
      count: 'unassigned',
      may: keepsLedger,
      Page: lazy(() => import('../people/buildings/buildings-page.tsx')),
    },
    {
      path: '/team',
      title: '队伍',
      icon: 'person',
      may: keepsLedger,
      Page: lazy(() => import('../grid/team/team-page.tsx')),
    },
    {
      path: '/credentials',
      title: '证件',
      icon: 'check',
      may: keepsLedger,
      Page: lazy(() => import('../grid/credentials/credentials-page.tsx')),
    },
  ],
  [
    {
      path: '/ledger',
      title: '台账',
      icon: 'ledger',
      may: keepsLedger,
      Page: lazy(() => import('../people/ledger/ledger-page.tsx')),
    },
    {
      path: '/history',
      title: '改动记录',
      icon: 'history',
      may: keepsLedger,
      Page: lazy(() => import('../people/ledger/history-page.tsx')),
    },
    {
      path: '/import',
      title: '导入',
      icon: 'upload',
      may: canSteer,
      Page: lazy(() => import('../people/import/import-page.tsx')),
    },
  ],
  [
    {
      path: '/rolls',
      title: '点名轮次',
      icon: 'roll',
      may: keepsLedger,
      Page: lazy(() => import('../people/rolls/rolls-page.tsx')),
    },
    {
      path: '/follow-ups',
      title: '电话追踪',
      icon: 'phone',
      may: keepsLedger,
      Page: lazy(() => import('../people/follow-ups/follow-ups-page.tsx')),
    },
    {
      path: '/exemptions',
      title: '不用检测',
      icon: 'leave',
      may: keepsLedger,
      Page: lazy(() => import('../people/exemptions/exemptions-page.tsx')),
    },
    {
      path: '/rounds',
      title: '检测',
      icon: 'tube',
      may: keepsLedger,
      Page: lazy(() => import('../people/rounds/board-page.tsx')),
    },
    {
      path: '/chain',
      title: '粘贴接龙',
      icon: 'paste',
      may: keepsLedger,
      Page: lazy(() => import('../people/chain/chain-page.tsx')),
    },
    {
      path: '/differences',
      title: '接龙核对',
      icon: 'scales',
      count: 'differences',
      may: keepsLedger,
      Page: lazy(() => import('../people/reconciliation/differences-page.tsx')),
    },
    {
      path: '/results',
      title: '检测结果',
      icon: 'check',
      may: (actor) => hasRole(actor, ['grid-lead', 'command-post']),
      Page: lazy(() => import('../people/results/results-page.tsx')),
    },
  ],
  [
    {
      path: '/stalls',
      title: '菜吧',
      icon: 'basket',
      may: keepsLedger,
      Page: lazy(() => import('../supplies/stalls/stalls-page.tsx')),
    },
    {
      path: '/supply-board',
      title: '送菜看板',
      icon: 'truck',
      may: keepsLedger,
      Page: lazy(() => import('../supplies/board/board-page.tsx')),
    },
  ],
  [
    {
      path: '/notices',
      title: '告知与同意',
      icon: 'info',
      may: (actor) => hasRole(actor, ['grid-lead', 'command-post']),
      Page: lazy(() => import('../people/agreements/notices-page.tsx')),
    },
    {
      path: '/audit',
      title: '审计',
      icon: 'audit',
      count: 'alerts',
      may: canSteer,
      Page: lazy(() => import('../audit/audit-page.tsx')),
    },
  ],
]

/** Pages that are reached from another page and stand in no menu. */
export const INNER_PAGES: readonly Pick<PageEntry, 'path' | 'may' | 'Page'>[] = [
  {
    path: '/security',
    may: () => true,
    Page: lazy(() => import('../grid/sessions/security-page.tsx')),
  },
  {
    path: '/rolls/:rollId',
    may: keepsLedger,
    Page: lazy(() => import('../people/rolls/standing-page.tsx')),
  },
  {
    path: '/rounds/:roundId',
    may: keepsLedger,
    Page: lazy(() => import('../people/rounds/round-page.tsx')),
  },
  {
    path: '/stalls/new',
    may: keepsLedger,
    Page: lazy(() => import('../supplies/stalls/stall-edit-page.tsx')),
  },
  {
    path: '/stalls/:stallId',
    may: keepsLedger,
    Page: lazy(() => import('../supplies/stalls/stall-page.tsx')),
  },
  {
    path: '/stalls/:stallId/plan',
    may: keepsLedger,
    Page: lazy(() => import('../supplies/runs/plan-page.tsx')),
  },
  {
    path: '/stalls/:stallId/edit',
    may: keepsLedger,
    Page: lazy(() => import('../supplies/stalls/stall-edit-page.tsx')),
  },
  {
    path: '/stalls/:stallId/chain',
    may: keepsLedger,
    Page: lazy(() => import('../supplies/order-chains/order-chain-page.tsx')),
  },
  {
    path: '/import/:importId',
    may: canSteer,
    Page: lazy(() => import('../people/import/batch-page.tsx')),
  },
]
