import { type ComponentProps, useEffect, useState } from 'react'

const patienceMs = 400

/** When a tooltip is shown: after resting on its control with a mouse, or when the keyboard has come to it. */
export function useTip(): [isShown: boolean, handlers: Partial<ComponentProps<'button'>>] {
  const [state, setState] = useState<'hidden' | 'waiting' | 'shown'>('hidden')
  useEffect(() => {
    if (state !== 'waiting') return
    const timer = setTimeout(() => setState('shown'), patienceMs)
    return () => clearTimeout(timer)
  }, [state])
  const hide = () => setState('hidden')
  return [
    state === 'shown',
    {
      onPointerEnter: ({ pointerType }) => pointerType === 'mouse' && setState('waiting'),
      onPointerLeave: hide,
      onPointerDown: hide,
      onFocus: ({ currentTarget }) => currentTarget.matches(':focus-visible') && setState('shown'),
      onBlur: hide,
      onKeyDown: ({ key }) => key === 'Escape' && hide(),
    },
  ]
}
