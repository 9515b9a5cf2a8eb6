import { type ComponentProps, type ReactNode, Suspense, useImperativeHandle, useRef } from 'react'
import styles from './button.module.css'
import { lazyPart } from './lazy-part.ts'
import { useTip } from './use-tip.ts'

const Tip = lazyPart(() => import('./tip.tsx'))

type Look = 'plain' | 'primary' | 'quiet' | 'danger'

/** The same look for what is a button and what is a link. */
export function buttonClass(look: Look = 'plain'): string {
  return `${styles.button} ${styles[look]}`
}

export function Button({ look = 'plain', className = '', ...rest }: ComponentProps<'button'> & { look?: Look }) {
  return <button type="button" {...rest} className={`${buttonClass(look)} ${className}`} />
}

/** The same look for what shows a picture only. */
export const iconButtonClass = styles.icon ?? ''

/** A button that shows a picture only; its name is its tooltip. */
export function IconButton({
  name,
  hint,
  ref,
  children,
  ...rest
}: Omit<ComponentProps<'button'>, 'name'> & { name: string; hint?: string; children: ReactNode }) {
  const button = useRef<HTMLButtonElement>(null)
  const [isTold, tipHandlers] = useTip()
  useImperativeHandle(ref, () => button.current as HTMLButtonElement, [])
  return (
    <>
      <button ref={button} type="button" aria-label={name} className={iconButtonClass} {...tipHandlers} {...rest}>
        {children}
      </button>
      {isTold && (
        <Suspense>
          <Tip of={button} name={name} hint={hint} />
        </Suspense>
      )}
    </>
  )
}
