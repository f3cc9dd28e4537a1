import { LEDGER_ROLES, ROLE_WORDS, type Role } from '@gezhong/shared/actor'
import type { Invitation } from '@gezhong/shared/grid/invitations/contract'
import { Button, Modal, QRCode } from 'antd'
import { Icon } from '../../ui/icon.tsx'
import { whenWords } from '../../ui/time-words.ts'
import { showToast } from '../../ui/toasts.tsx'
import { useGrids } from '../use-grids.ts'
import './team.css'

export interface MadeLink {
  invitation: Invitation
  token: string
}

/** What follows # never leaves the browser: the token stands in no log of any server. */
function linkOf({ invitation, token }: MadeLink): string {
  const atDesk = (LEDGER_ROLES as readonly Role[]).includes(invitation.role)
  return `${location.origin}${atDesk ? '/admin/join#' : '/#/home/join/join?token='}${token}`
}

/** The link, shown this once: to copy, or to be photographed by the one who stands beside. */
export function LinkDialog({ made, onClose }: { made: MadeLink; onClose: () => void }) {
  const { titleOf } = useGrids()
  const link = linkOf(made)
  const { displayName, role, gridCode, expiresAt } = made.invitation
  const copy = async () => {
    try {
      await navigator.clipboard.writeText(link)
      showToast({ text: '链接已复制，发给本人就行' })
    } catch {
      showToast({ text: '浏览器不让复制，请选中链接手动复制', tone: 'bad' })
    }
  }
  return (
    <Modal
      open
      title={`给${displayName}的邀请链接`}
      width={460}
      onCancel={onClose}
      mask={{ closable: false }}
      footer={
        <>
          <Button onClick={onClose}>关闭</Button>
          <Button type="primary" autoFocus onClick={() => void copy()}>
            <Icon name="paste" /> 复制链接
          </Button>
        </>
      }
    >
      <div className="stack dialog-body">
        <p>
          {gridCode === null ? '全村' : titleOf(gridCode)} · {ROLE_WORDS[role]}。只能用一次，{whenWords(expiresAt)}
          前有效。
        </p>
        <p className="invite-link">{link}</p>
        <div className="invite-code">
          <QRCode value={link} type="svg" size={184} bordered={false} color="#10231a" bgColor="#ffffff" />
          <span className="quiet small">人在旁边就让他用手机扫</span>
        </div>
        <p className="quiet">请只发给{displayName}本人。关掉后看不到这条链接，可以在名单里重发一条。</p>
      </div>
    </Modal>
  )
}
