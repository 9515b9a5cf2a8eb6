import { htmlPage } from './html-page.ts'

export function docsPage(document: unknown): string {
  return htmlPage('API', `<pre>${JSON.stringify(document).length}</pre>`)
}
