/** Ends with a sentence on a Node that is too old even to install and start Occur. */
export function requireNode() {
  const majorMin = 20
  if (Number(process.versions.node.split('.')[0]) >= majorMin) return
  console.error(
    `Occur needs Node ${majorMin} or later to install itself, and this is Node ${process.versions.node}. ` +
      'Install a newer one from https://nodejs.org, and try again.',
  )
  process.exit(1)
}
