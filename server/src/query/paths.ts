import type { Views } from '@occur/client/filter'
import type { PathNode, PathsAnswer, PathsQuestion } from '@occur/client/protocol'
import type { Asker } from '../event/asker.ts'
import { checkPaths } from '../event/paths.ts'
import type { FoundLink, PathReads } from '../store/find-paths.ts'
import { Account } from './account.ts'

export type { PathReads }

/** Answers a question for paths. What is wrong with it throws a `QuestionError`. */
export async function askPaths(
  reads: PathReads,
  project: string,
  question: PathsQuestion,
  views: Views,
  asker?: Asker,
): Promise<PathsAnswer> {
  const account = new Account(asker)
  const checked = checkPaths(question, BigInt(Date.now()) * 1_000_000n, views)
  const { links, looked } = await reads.paths(project, checked, account.asker)
  return {
    ...nodesAndLinks(links),
    covered: account.covered(
      checked.from ?? looked?.first ?? null,
      checked.to ?? (looked ? looked.last + 1n : null),
      looked?.events ?? 0,
    ),
  }
}

function nodesAndLinks(found: readonly FoundLink[]): Pick<PathsAnswer, 'nodes' | 'links'> {
  const nodes = new Map<string, PathNode & { rank: number }>()
  for (const { depth, to, toRank: rank, value, paths } of found) {
    if (to !== 'node') continue
    const node = nodes.get(nameOf(depth, rank))
    if (node) node.count += paths
    else nodes.set(nameOf(depth, rank), { depth, value, count: paths, ended: 0, is_rest: rank === 0, rank })
  }
  for (const { depth, to, fromRank, paths } of found) {
    if (to === 'ended') nodes.get(nameOf(depth - 1, fromRank))!.ended += paths
  }
  const inOrder = [...nodes.values()].sort((a, b) => a.depth - b.depth || placeOf(a) - placeOf(b))
  const places = new Map(inOrder.map(({ depth, rank }, place) => [nameOf(depth, rank), place]))
  const links = found
    .filter(({ depth, to }) => to === 'node' && depth > 0)
    .map(({ depth, fromRank, toRank, paths }) => ({
      from: places.get(nameOf(depth - 1, fromRank))!,
      to: places.get(nameOf(depth, toRank))!,
      count: paths,
    }))
    .sort((a, b) => a.from - b.from || a.to - b.to)
  return { nodes: inOrder.map(({ rank, ...node }) => node), links }
}

function nameOf(depth: number, rank: number): string {
  return `${depth}/${rank}`
}

/** The rest comes last. */
function placeOf({ rank, is_rest }: { rank: number; is_rest: boolean }): number {
  return is_rest ? Number.POSITIVE_INFINITY : rank
}
