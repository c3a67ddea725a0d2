import type { Localized, Station } from '../../checker/report.ts';
import { touch, type Injector, type Wound } from './injector.ts';
import { injectors } from './injectors/index.ts';
import { Random } from './random.ts';
import { themes, type Theme } from './themes.ts';
import { drawTopology, type Level, type Topology } from './topology.ts';

/** A planted fault, with where it belongs. */
export interface Fault extends Wound {
  /** The injector's id. */
  id: string;
  station: Station;
  title: Localized;
  touches: readonly string[];
}

export interface Composition {
  level: Level;
  topology: Topology;
  /** In the order in which they are mended. */
  faults: readonly Fault[];
}

/** A fixed order in which the injectors take turns. */
const turns = new Random('turns').shuffle(injectors);

/**
 * Draws a cluster and what is wrong with it. The same seed and level give the same in every engine.
 * Seeds that are numbers take turns: neighbours never share their setting nor their first fault, and as many seeds in a row
 * as there are injectors meet every one of them.
 * @param asked the level; drawn if absent
 */
export function compose(seed: string, asked?: Level): Composition {
  const random = new Random(`drill ${asked ?? ''} ${seed}`);
  const able = asked === undefined ? turns : turns.filter(({ level }) => level <= asked);
  const turn = <T>(items: readonly T[]) =>
    /^\d+$/.test(seed) ? items[Number(seed) % items.length]! : random.pick(items);
  const first = turn(able);
  const theme = turn(themes);
  const level = asked ?? (Math.max(first.level, random.pick([1, 1, 1, 1, 2, 2, 3])) as Level);
  const topology = topologyFor(first, random, level, theme);
  const wanted = level === 1 ? 1 : level === 2 ? random.between(1, 2) : random.between(2, 3);
  const others = turns.filter((injector) => injector !== first && injector.level <= level);
  const faults: Fault[] = [];
  for (const injector of [first, ...random.shuffle(others)]) {
    if (faults.length === wanted) break;
    const fault = plant(injector, topology, random, faults);
    if (fault) faults.push(fault);
  }
  return { level, topology, faults: faults.sort((one, other) => rank(one) - rank(other)) };
}

/** A cluster in which the injector finds a place. */
function topologyFor(injector: Injector, random: Random, level: Level, theme: Theme): Topology {
  for (let draw = 0; draw < 1000; draw++) {
    const topology = drawTopology(random, level, theme);
    if (injector.sites(topology).length > 0) return topology;
  }
  throw new Error(`no cluster of level ${level} has a place for ${injector.id}`);
}

function plant(
  { id, station, title, sites }: Injector,
  topology: Topology,
  random: Random,
  faults: readonly Fault[],
): Fault | undefined {
  const taken = new Set(faults.flatMap(({ touches }) => touches));
  const free = sites(topology).filter(({ touches }) => touches.every((name) => !taken.has(name)));
  if (free.length === 0) return undefined;
  const site = random.pick(free);
  return { id, station, title, touches: site.touches, ...site.plant(random) };
}

/** What others wait for is mended first: rules, then names, then policies, then the rest. */
function rank({ touches }: Fault): number {
  if (touches.includes(touch.cluster)) return 0;
  if (touches.some((name) => name.startsWith('policies'))) return 1;
  return touches.includes(touch.caller) ? 3 : 2;
}

/** Cluster-wide faults come last: nodes still learn of the others. */
export function breakScriptOf(faults: readonly Fault[]): string {
  return [...faults]
    .reverse()
    .map((fault) => fault.break)
    .join('');
}

export function repairScriptOf(faults: readonly Fault[]): string {
  return faults.map((fault) => fault.repair).join('');
}
