import { Modal } from 'antd'

const KEYS: readonly (readonly [readonly string[], string])[] = [
  [['/'], '搜索这一页'],
  [['j', 'k'], '下一行、上一行'],
  [['Enter'], '打开这一行'],
  [['x'], '选中这一行'],
  [['Esc'], '关闭打开的内容'],
  [['1', '2', '3', '4'], '接龙核对：按第几种办法处理'],
  [['?'], '显示这张表'],
]

export default function KeyTable({ onClose }: { onClose: () => void }) {
  return (
    <Modal open title="键盘操作" footer={null} width={380} onCancel={onClose}>
      <dl className="facts key-help">
        {KEYS.map(([keys, words]) => (
          <div key={words}>
            <dt>
              {keys.map((key) => (
                <kbd key={key}>{key}</kbd>
              ))}
            </dt>
            <dd>{words}</dd>
          </div>
        ))}
      </dl>
    </Modal>
  )
}
