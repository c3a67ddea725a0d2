import { checkSpecSchema } from '../../checker/spec.ts';
import type { Localized, Station } from '../../checker/report.ts';
import { ScenarioError, type Scenario } from '../parse.ts';
import { breakScriptOf, compose, repairScriptOf, type Composition, type Fault } from './compose.ts';
import { healthyManifests } from './manifests.ts';
import { promisesOf } from './promises.ts';
import { Random } from './random.ts';
import { textsOf, type DrillTexts } from './texts.ts';
import { clientNamespace, type Level, type Topology } from './topology.ts';

/** What was planted, for the debrief and an exam's report. Not for the learner's eyes before. */
export interface DrillFault {
  /** Which kind of fault it is, as `selector-typo`. */
  id: string;
  station: Station;
  title: Localized;
}

/** A scenario that a seed draws, with its texts. */
export interface Drill extends Scenario {
  level: Level;
  seed: string;
  texts: DrillTexts;
  faults: readonly DrillFault[];
}

const idForm = /^drill-(?:([123])-)?([a-z0-9]{1,20})$/;

/** The id of a drill. A seed without a level draws that as well. @throws ScenarioError */
export function drillId(seed: string | number, level?: Level): string {
  const id = level === undefined ? `drill-${seed}` : `drill-${level}-${seed}`;
  parseDrillId(id);
  return id;
}

export function isDrillId(id: string): boolean {
  return idForm.test(id);
}

/** The ids that `drill:100` stands for: seeds 1 to 100. Undefined when the name is no such thing. */
export function manyDrills(name: string): string[] | undefined {
  const match = /^drill:([1-9]\d{0,3})$/.exec(name);
  return match ? Array.from({ length: Number(match[1]) }, (_, index) => drillId(index + 1)) : undefined;
}

/** @throws ScenarioError when it is no drill's id */
export function parseDrillId(id: string): { seed: string; level: Level | undefined } {
  const match = idForm.exec(id);
  if (!match) {
    throw new ScenarioError(
      `${id} is no drill: use drill-<seed> or drill-<level>-<seed>, level 1 to 3, seed 1 to 20 of a-z and 0-9`,
    );
  }
  return { seed: match[2]!, level: match[1] ? (Number(match[1]) as Level) : undefined };
}

/**
 * The drill of an id, whole: pure, so that two people, and both kinds of cluster, get the same.
 * @throws ScenarioError when it is no drill's id
 */
export function drillOf(id: string): Drill {
  const { level: asked, seed } = parseDrillId(id);
  const composition = compose(seed, asked);
  const { level, topology, faults } = composition;
  return {
    id,
    ...headOf(topology, level, seed),
    namespace: clientNamespace(topology),
    waitFor: waitFor(topology),
    needs: [],
    healthy: healthyManifests(topology),
    breakScript: breakScriptOf(faults),
    check: checkSpecSchema.parse(promisesOf(topology)),
    fixes: { repair: `# Mends what was planted, and nothing else.\n${repairScriptOf(faults)}` },
    decoys: decoysOf(composition, new Random(`decoy ${seed}`)),
    solution: 'repair',
    fewer: 'A drill brings its own repair; the scenario of each fault tries the others.',
    level,
    seed,
    texts: textsOf(composition),
    faults: faults.map(({ id, station, title }) => ({ id, station, title })),
  };
}

function headOf({ theme }: Topology, level: Level, seed: string) {
  return {
    title: { en: `Drill ${seed}: ${theme.team.en}`, zh: `演练 ${seed}：${theme.team.zh}` },
    summary: {
      en: 'A cluster drawn by chance, and nobody says what is wrong with it.',
      zh: '随机生成的集群，没有人告诉你哪里坏了。',
    },
    difficulty: level,
    minutes: [8, 12, 18][level - 1]!,
    // Which steps it takes would tell where the fault is.
    steps: [1, 2, 3, 4, 5, 6, 7, 8, 9, 10],
  };
}

/** Everything is up before a fault is planted, in every namespace. */
function waitFor(topology: Topology): string[] {
  const home = clientNamespace(topology);
  const { apps, caller } = topology;
  return [
    ...apps.map(({ name, namespace }) => `${namespace}/deployment/${name}`),
    ...(caller ? [`${home}/deployment/${caller.name}`] : []),
    'pod/client',
  ];
}

/** Of several faults all but one are mended: that must not do. Which one is left is drawn. */
function decoysOf({ faults }: Composition, random: Random): Record<string, string> {
  if (faults.length < 2) return {};
  const left = random.pick(faults);
  const mended = faults.filter((fault: Fault) => fault !== left);
  return {
    [`all-but-${left.id}`]: `# Not everything: the rest still hides there.\n${repairScriptOf(mended)}`,
  };
}
