import styles from './id-text.module.css'

/** An id as somebody gave it, apart from what stands around it; one of which nothing would be seen is said to be so. */
export function IdText({ id }: { id: string }) {
  if (id.trim() !== '') return <bdi>{id}</bdi>
  return <span className={styles.unseen}>{id === '' ? 'empty id' : 'blank id'}</span>
}
