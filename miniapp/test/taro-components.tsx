/** Stands in for Taro's components in jest: plain elements with the same events. */
import { type ChangeEvent, type KeyboardEvent, type MouseEvent, type ReactNode, useEffect, useRef } from 'react'

type Props = Record<string, unknown> & { children?: ReactNode }
interface Typed {
  value?: string
  placeholder?: string
  maxlength?: number
  password?: boolean
  onInput?: (event: { detail: { value: string } }) => void
  onConfirm?: () => void
  focus?: boolean
  'aria-label'?: string
}

const TARO_ONLY = ['hoverClass', 'hoverStayTime', 'catchMove', 'aria-role']

function plain(props: Props): Record<string, unknown> {
  return Object.fromEntries(Object.entries(props).filter(([name]) => !TARO_ONLY.includes(name)))
}

export const View = (props: Props) => <div {...plain(props)} />
export const Button = (props: Props) => <button>{props.children}</button>
export const Text = (props: Props) => <span {...plain(props)} />

export const Image = ({ src }: { src: string }) => <img src={src} alt="" />

export function Input({ value, placeholder, password, focus, onInput, onConfirm, ...rest }: Typed) {
  const here = useRef<HTMLInputElement>(null)
  useEffect(() => {
    if (focus === true) here.current?.focus()
  }, [focus])
  return (
    <input
      ref={here}
      aria-label={rest['aria-label']}
      type={password === true ? 'password' : 'text'}
      value={value}
      placeholder={placeholder}
      onChange={(event: ChangeEvent<HTMLInputElement>) => onInput?.({ detail: { value: event.target.value } })}
      onKeyDown={(event: KeyboardEvent) => {
        if (event.key === 'Enter') onConfirm?.()
      }}
    />
  )
}

export function Textarea({ value, placeholder, onInput, ...rest }: Typed) {
  return (
    <textarea
      aria-label={rest['aria-label']}
      value={value}
      placeholder={placeholder}
      onChange={(event: ChangeEvent<HTMLTextAreaElement>) => onInput?.({ detail: { value: event.target.value } })}
    />
  )
}

export type CommonEvent = MouseEvent
