import { Modal } from 'antd'
import type { ReactNode } from 'react'
import { ProblemNote } from '../api/problem.tsx'

/** A question with one main answer. Enter in a field answers it; what went wrong stands above the buttons. */
export function Dialog({
  title,
  okText,
  cancelText = '取消',
  busy,
  ready = true,
  danger = false,
  error,
  width = 460,
  onOk,
  onClose,
  children,
}: {
  title: string
  okText: string
  cancelText?: string
  busy: boolean
  ready?: boolean
  danger?: boolean
  error?: unknown
  width?: number
  onOk: () => void
  onClose: () => void
  children: ReactNode
}) {
  return (
    <Modal
      open
      title={title}
      width={width}
      okText={okText}
      cancelText={cancelText}
      onOk={onOk}
      onCancel={onClose}
      confirmLoading={busy}
      okButtonProps={{ disabled: !ready, danger }}
      mask={{ closable: false }}
    >
      <form
        className="stack dialog-body"
        onSubmit={(event) => {
          event.preventDefault()
          if (ready && !busy) onOk()
        }}
      >
        {children}
        <ProblemNote error={error} />
        <button type="submit" hidden />
      </form>
    </Modal>
  )
}
