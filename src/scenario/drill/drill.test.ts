import { expect, test } from 'vitest';
import { parseAllDocuments } from 'yaml';
import { stations } from '../../checker/report.ts';
import type { AnyObject } from '../../kube/types.ts';
import { scenarioSchema } from '../schema.ts';
import { compose } from './compose.ts';
import { drillId, drillOf, drillText, isDrillId, manyDrills, parseDrillId } from './index.ts';
import { injectors } from './injectors/index.ts';

const hundred = manyDrills('drill:100')!.map(drillOf);

test('a seed draws the same drill twice, and its neighbour another', () => {
  for (const drill of hundred) expect(JSON.stringify(drillOf(drill.id))).toBe(JSON.stringify(drill));
  const clusters = new Set(hundred.map(({ healthy, breakScript }) => healthy + breakScript));
  expect(clusters.size).toBe(100);
  for (const [index, { seed }] of hundred.entries()) {
    if (index > 0) expect(compose(seed).topology.theme).not.toBe(compose(`${index}`).topology.theme);
  }
});

test('a hundred seeds in a row meet every fault and every station, in three levels', () => {
  const faults = hundred.flatMap((drill) => drill.faults);
  expect(new Set(faults.map(({ id }) => id))).toEqual(new Set(injectors.map(({ id }) => id)));
  expect(new Set(faults.map(({ station }) => station))).toEqual(new Set(stations));
  expect(new Set(hundred.map(({ level }) => level))).toEqual(new Set([1, 2, 3]));
  expect(injectors.length).toBeGreaterThanOrEqual(18);
  expect(new Set(injectors.map(({ id }) => id)).size).toBe(injectors.length);
});

test.each([
  [1, [1, 1]],
  [2, [1, 2]],
  [3, [2, 3]],
] as const)('level %i has its number of faults, and none above it', (level, [least, most]) => {
  const levels = new Map(injectors.map((injector) => [injector.id, injector.level]));
  for (let seed = 1; seed <= 100; seed++) {
    const { faults } = drillOf(drillId(seed, level));
    expect(faults.length).toBeGreaterThanOrEqual(least);
    expect(faults.length).toBeLessThanOrEqual(most);
    for (const { id } of faults) expect(levels.get(id)).toBeLessThanOrEqual(level);
  }
});

test('faults of one drill take hold of different things', () => {
  for (const { seed } of hundred) {
    const touched = compose(seed).faults.flatMap(({ touches }) => touches);
    expect(new Set(touched).size).toBe(touched.length);
  }
});

test('a drill is small, and its objects are in its own namespaces', () => {
  for (const { healthy, namespace } of hundred) {
    const objects = parseAllDocuments(healthy).map((document) => document.toJS() as AnyObject);
    const namespaces = objects
      .filter(({ kind }) => kind === 'Namespace')
      .map(({ metadata }) => metadata.name);
    expect(namespaces).toContain(namespace);
    expect(namespaces.length).toBeLessThanOrEqual(2);
    for (const { kind, metadata } of objects) {
      if (kind !== 'Namespace') expect(namespaces).toContain(metadata.namespace);
    }
    const servers = objects.filter(({ kind }) => kind === 'Deployment');
    const pods = servers.reduce((sum, { spec }) => sum + (spec as { replicas: number }).replicas, 0);
    expect(pods).toBeLessThanOrEqual(6); // five servers and a caller
    const names = objects.map(({ kind, metadata }) => `${kind} ${metadata.namespace} ${metadata.name}`);
    expect(new Set(names).size).toBe(names.length);
  }
});

test('scripts touch the drill and what the lifecycle restores, and nothing else', () => {
  const shared = /^(deployment|service|configmap|daemonset)[ /](coredns|kube-dns|kube-proxy)\b/;
  for (const { breakScript, fixes, decoys, healthy } of hundred) {
    const own = [...healthy.matchAll(/^kind: Namespace\nmetadata:\n {2}name: (\S+)/gm)].map(
      (match) => match[1],
    );
    for (const script of [breakScript, ...Object.values(fixes), ...Object.values(decoys)]) {
      for (const line of script.split('\n').filter((text) => text.startsWith('kubectl'))) {
        if (line.startsWith('kubectl apply')) continue;
        const namespace = / -n (\S+)/.exec(line)?.[1];
        if (namespace !== 'kube-system') expect(own).toContain(namespace);
        else if (!/ (wait pod|delete pods) /.test(line))
          expect(line.replace(/^kubectl (rollout )?\w+ /, '')).toMatch(shared);
      }
      for (const [, namespace] of script.matchAll(/^ {2}namespace: (\S+)$/gm))
        expect(own).toContain(namespace);
    }
  }
});

test('of several faults a decoy leaves one; what it mends is a part of the repair', () => {
  for (const { faults, fixes, decoys } of hundred) {
    expect(Object.keys(fixes)).toEqual(['repair']);
    const left = Object.entries(decoys);
    expect(left).toHaveLength(faults.length > 1 ? 1 : 0);
    for (const [name, script] of left) {
      expect(faults.map(({ id }) => `all-but-${id}`)).toContain(name);
      for (const line of script.split('\n').slice(1)) expect(fixes['repair']).toContain(line);
      expect(script.length).toBeLessThan(fixes['repair']!.length);
    }
  }
});

test('a drill is a scenario like those of folders', () => {
  for (const drill of hundred) {
    const head = Object.keys(scenarioSchema.shape) as (keyof typeof drill)[];
    const meta = Object.fromEntries(head.filter((key) => key in drill).map((key) => [key, drill[key]]));
    expect(scenarioSchema.parse(meta)).toEqual(meta);
  }
});

test('the brief and the check follow from the healthy cluster and do not name the fault', () => {
  for (const { id, texts, faults, check } of hundred) {
    for (const language of ['zh', 'en'] as const) {
      for (const { title, id: fault } of faults) {
        expect(texts.brief[language], id).not.toContain(title[language]);
        expect(texts.brief[language], id).not.toContain(fault);
        expect(texts.debrief[language], id).toContain(title[language]);
      }
    }
    expect(JSON.stringify(check.expect.map(({ probe }) => probe).slice(-2))).toBe('["dns","kube-proxy"]');
  }
});

test('both languages have the same code, and no hint repairs', () => {
  const code = (text: string) => [...text.matchAll(/`[^`]+`/g)].map(String).sort();
  const repairs =
    /kubectl (apply|annotate|create|delete|edit|expose|label|patch|replace|rollout|scale|set)\b/;
  for (const { id, texts, faults } of hundred) {
    expect(texts.hints).toHaveLength(1 + 2 * faults.length);
    for (const text of [texts.brief, texts.debrief, ...texts.hints]) {
      expect(code(text.zh), id).toEqual(code(text.en));
      expect(text.en, id).not.toMatch(/undefined|\[object/);
    }
    for (const hint of texts.hints) expect(hint.en, id).not.toMatch(repairs);
  }
});

test('ids', () => {
  expect(parseDrillId('drill-17')).toEqual({ seed: '17', level: undefined });
  expect(parseDrillId('drill-2-ada')).toEqual({ seed: 'ada', level: 2 });
  expect(parseDrillId('drill-2')).toEqual({ seed: '2', level: undefined });
  expect(isDrillId('drill-4-17')).toBe(false);
  expect(() => drillOf('drill-A')).toThrow('drill-A is no drill: use drill-<seed>');
  expect(manyDrills('drill:3')).toEqual(['drill-1', 'drill-2', 'drill-3']);
  expect(manyDrills('drill:0')).toBeUndefined();
});

test('texts in the form of a text file', () => {
  const { texts } = drillOf('drill-1-7');
  const file = drillText(texts, 'en');
  expect(file.match(/^<\/?\w+>$/gm)).toEqual([
    '<Brief>',
    '</Brief>',
    ...texts.hints.flatMap(() => ['<Hint>', '</Hint>']),
    '<Debrief>',
    '</Debrief>',
  ]);
});
