import { Maximize2, ZoomIn, ZoomOut } from 'lucide-react'
import { IconButton } from './button.tsx'

interface ZoomButtonsProps {
  isWhole: boolean
  onOut: () => void
  onIn: () => void
  onAll: () => void
}

/** For an axis of time. The keys they name are the axis's to listen for. */
export function ZoomButtons({ isWhole, onOut, onIn, onAll }: ZoomButtonsProps) {
  return (
    <>
      <IconButton name="Zoom out" hint="-" disabled={isWhole} onClick={onOut}>
        <ZoomOut size={14} aria-hidden />
      </IconButton>
      <IconButton name="Zoom in" hint="+" onClick={onIn}>
        <ZoomIn size={14} aria-hidden />
      </IconButton>
      <IconButton name="Show all of it" hint="0" disabled={isWhole} onClick={onAll}>
        <Maximize2 size={14} aria-hidden />
      </IconButton>
    </>
  )
}
