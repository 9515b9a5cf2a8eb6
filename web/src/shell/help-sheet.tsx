import { Modal } from '../parts/modal.tsx'
import { ShortcutList } from './shortcut-list.tsx'

/** Every key, over whatever screen asked for it. */
export default function HelpSheet({ onClose }: { onClose: () => void }) {
  return (
    <Modal title="Keyboard shortcuts" width="wide" onClose={onClose}>
      <ShortcutList />
    </Modal>
  )
}
