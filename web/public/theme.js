// Runs before the first paint. `src/data/theme.ts` writes what is read here.
try {
  const theme = localStorage.getItem('occur-theme')
  if (theme === 'light' || theme === 'dark') document.documentElement.dataset.theme = theme
} catch {
  // A browser that keeps nothing follows the system.
}
