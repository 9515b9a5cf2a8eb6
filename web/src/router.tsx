import {
  createRootRoute,
  createRoute,
  createRouter,
  lazyRouteComponent,
  redirect,
  retainSearchParams,
} from '@tanstack/react-router'
import { setCurrentZone } from './data/current-zone.ts'
import { exploreSearchOf } from './data/explore.ts'
import { insightSearchOf } from './data/insight-search.ts'
import { journeySearchOf, pagedSearchOf } from './data/list-search.ts'
import { loadScript } from './data/reach.ts'
import { type Search, searchOf, textOf, wholeNumberOf } from './data/search.ts'
import { type Beside, besides, type View, views } from './data/session-views.ts'
import { parseSearch, stringifySearch } from './search-params.ts'
import { NotFound } from './shell/not-found.tsx'
import { ScreenFailure } from './shell/screen-failure.tsx'
import { Shell } from './shell/shell.tsx'

/** Every screen and what its address says. An address restores all of it: filters, page, order, and what is open. */
export function createAppRouter() {
  return createRouter({
    routeTree: root.addChildren([
      home,
      live,
      explore,
      events,
      sessions,
      session,
      people,
      person,
      conversations,
      conversation,
      insights,
      dashboard,
      settings.addChildren(settingsParts),
    ]),
    parseSearch,
    stringifySearch,
    defaultPreload: 'intent',
    defaultErrorComponent: ScreenFailure,
    defaultNotFoundComponent: NotFound,
    scrollRestoration: false,
  })
}

/** What an address shows; its script is loaded when somebody goes there. Of an outdated page the whole is loaded anew. */
const screen = ((load: () => Promise<Record<string, never>>, name: string) =>
  lazyRouteComponent(() => loadScript(load), name)) as typeof lazyRouteComponent

const root = createRootRoute({
  component: Shell,
  // A time zone goes along wherever one goes.
  validateSearch: (search: Record<string, unknown>): Pick<Search, 'tz'> => ({ tz: searchOf(search).tz }),
  search: { middlewares: [retainSearchParams(['tz'])] },
  beforeLoad: ({ search, preload }) => {
    if (!preload) setCurrentZone(search.tz)
  },
})

const home = createRoute({
  getParentRoute: () => root,
  path: '/',
  beforeLoad: () => {
    throw redirect({ to: '/dashboard', replace: true })
  },
})

/** Which event is open beside the list. */
interface Opened {
  event?: string | undefined
}

const live = createRoute({
  getParentRoute: () => root,
  path: '/live',
  validateSearch: (search: Record<string, unknown>): Pick<Search, 'q' | 'tz'> & Opened => {
    const { q, tz } = searchOf(search)
    return { q, tz, event: textOf(search.event) }
  },
  component: screen(() => import('./screens/live/live-screen.tsx'), 'LiveScreen'),
})

const explore = createRoute({
  getParentRoute: () => root,
  path: '/explore',
  validateSearch: exploreSearchOf,
  component: screen(() => import('./screens/explore/explore-screen.tsx'), 'ExploreScreen'),
})

/** What Explore was called before; addresses of that time still lead there. */
const events = createRoute({
  getParentRoute: () => root,
  path: '/events',
  validateSearch: exploreSearchOf,
  beforeLoad: ({ search }) => {
    throw redirect({ to: '/explore', search: exploreSearchOf(search), replace: true })
  },
})

const sessions = createRoute({
  getParentRoute: () => root,
  path: '/sessions',
  validateSearch: pagedSearchOf,
  component: screen(() => import('./screens/sessions/sessions-screen.tsx'), 'SessionsScreen'),
})

export interface SessionSearch extends Opened {
  show?: View | undefined
  /** What is looked for in it; also the filter that one came with. */
  q?: string | undefined
  only?: true | undefined
  /** A moment: RFC 3339. */
  at?: string | undefined
  /** Which part of the timeline is shown, in seconds from the start: `63.2-120`. */
  zoom?: string | undefined
  beside?: Beside | undefined
}

const session = createRoute({
  getParentRoute: () => root,
  path: '/sessions/$sessionId',
  validateSearch: (search: Record<string, unknown>): SessionSearch => {
    const [show, beside] = [textOf(search.show), textOf(search.beside)]
    return {
      show: show !== undefined && show !== 'all' && Object.hasOwn(views, show) ? (show as View) : undefined,
      q: searchOf(search).q,
      only: search.only === true || search.only === 'true' || undefined,
      at: textOf(search.at),
      zoom: textOf(search.zoom),
      beside: beside !== undefined && Object.hasOwn(besides, beside) ? (beside as Beside) : undefined,
      event: textOf(search.event),
    }
  },
  component: screen(() => import('./screens/session/session-screen.tsx'), 'SessionScreen'),
})

const people = createRoute({
  getParentRoute: () => root,
  path: '/people',
  validateSearch: pagedSearchOf,
  component: screen(() => import('./screens/people/people-screen.tsx'), 'PeopleScreen'),
})

const person = createRoute({
  getParentRoute: () => root,
  path: '/people/$userId',
  validateSearch: journeySearchOf,
  component: screen(() => import('./screens/people/person-screen.tsx'), 'PersonScreen'),
})

const conversations = createRoute({
  getParentRoute: () => root,
  path: '/conversations',
  validateSearch: pagedSearchOf,
  component: screen(() => import('./screens/conversations/conversations-screen.tsx'), 'ConversationsScreen'),
})

const insights = createRoute({
  getParentRoute: () => root,
  path: '/insights',
  validateSearch: insightSearchOf,
  component: screen(() => import('./screens/insights/insights-screen.tsx'), 'InsightsScreen'),
})

const dashboard = createRoute({
  getParentRoute: () => root,
  path: '/dashboard',
  validateSearch: searchOf,
  component: screen(() => import('./screens/dashboard/dashboard-screen.tsx'), 'DashboardScreen'),
})

const conversation = createRoute({
  getParentRoute: () => root,
  path: '/conversations/$conversationId',
  validateSearch: journeySearchOf,
  component: screen(() => import('./screens/conversations/conversation-screen.tsx'), 'ConversationScreen'),
})

const settings = createRoute({
  getParentRoute: () => root,
  path: '/settings',
  component: screen(() => import('./screens/settings/settings-screen.tsx'), 'SettingsScreen'),
})

const settingsParts = [
  createRoute({
    getParentRoute: () => settings,
    path: '/',
    beforeLoad: () => {
      throw redirect({ to: '/settings/general', replace: true })
    },
  }),
  createRoute({
    getParentRoute: () => settings,
    path: '/general',
    component: screen(() => import('./screens/settings/general-section.tsx'), 'GeneralSection'),
  }),
  createRoute({
    getParentRoute: () => settings,
    path: '/keys',
    component: screen(() => import('./screens/settings/keys/keys-section.tsx'), 'KeysSection'),
  }),
  createRoute({
    getParentRoute: () => settings,
    path: '/rejected',
    validateSearch: (
      search: Record<string, unknown>,
    ): { page?: number | undefined; all?: 'yes' | undefined; event?: string | undefined } => ({
      page: wholeNumberOf(search.page) || undefined,
      all: search.all === 'yes' ? 'yes' : undefined,
      event: textOf(search.event),
    }),
    component: screen(() => import('./screens/settings/rejected/rejected-section.tsx'), 'RejectedSection'),
  }),
  createRoute({
    getParentRoute: () => settings,
    path: '/views',
    component: screen(() => import('./screens/settings/views/views-section.tsx'), 'ViewsSection'),
  }),
  createRoute({
    getParentRoute: () => settings,
    path: '/about',
    component: screen(() => import('./screens/settings/about/about-section.tsx'), 'AboutSection'),
  }),
] as const
