import {
  addressOf,
  found,
  nameOf,
  readyPods,
  same,
  skipped,
  type Finding,
  type Probe,
  type Scene,
} from '../../probe.ts';
import type { Localized } from '../../report.ts';
import { lookup } from '../../request.ts';
import type { ClientSpec } from '../../spec.ts';
import { lookupProbe } from '../resolves.ts';
import type { Way } from './way.ts';

/** What the Service's name stands for, asked from every node. */
export function nameProbe(way: Way, id: string): Probe {
  if (way.address === 'clusterIP') return lookupProbe(way.fqdn, way.service, id, way.exec, way.from);
  return {
    id,
    station: 'name',
    title: { en: `The name ${way.fqdn}`, zh: `名称 ${way.fqdn}` },
    command: `${way.exec} nslookup ${way.fqdn}`,
    look: (scene) => (way.address === 'headless' ? lookHeadless(scene, way) : lookAny(scene, way)),
  };
}

async function lookAny({ probers }: Scene, { fqdn, from }: Way): Promise<Finding> {
  const answers = await Promise.all(probers.of(from).map((prober) => lookup(prober, fqdn)));
  const odd = answers.find(({ addresses }) => addresses.length === 0);
  return found(
    !odd,
    { en: 'resolves to an address, from every node', zh: '在每个节点上都能解析出地址' },
    odd ? said(odd.said) : same([...new Set(answers.flatMap(({ addresses }) => addresses))].join(', ')),
  );
}

async function lookHeadless(scene: Scene, way: Way): Promise<Finding> {
  const pods = (await readyPods(scene, way.backends)).flat();
  const wanted = pods.map(addressOf).sort();
  const expected: Localized = {
    en: `stands for the addresses of the ready Pods (${wanted.join(', ') || '–'})${way.podNames ? ', and each Pod has a name under it' : ''}, from every node`,
    zh: `在每个节点上都解析为就绪 Pod 的地址（${wanted.join('、') || '–'}）${way.podNames ? '，并且每个 Pod 在它下面有自己的名称' : ''}`,
  };
  if (wanted.length === 0) return skipped(expected, 'pod');
  const odd = await firstOdd(scene, way.from, way.fqdn, wanted);
  if (odd) return found(false, expected, odd);
  if (way.podNames) {
    for (const pod of pods) {
      const name = `${pod.spec.hostname ?? nameOf(pod)}.${way.fqdn}`;
      const strange = await firstOdd(scene, way.from, name, [addressOf(pod)]);
      if (strange) return found(false, expected, same(`${name}: ${strange.en}`));
    }
  }
  return found(true, expected, same(wanted.join(', ')));
}

/** What a client saw that was not `wanted`, or undefined. */
async function firstOdd({ probers }: Scene, from: ClientSpec | undefined, name: string, wanted: string[]) {
  const answers = await Promise.all(probers.of(from).map((prober) => lookup(prober, name)));
  const odd = answers.find(({ addresses }) => [...addresses].sort().join() !== wanted.join());
  return odd && (odd.addresses.length ? same(odd.addresses.join(', ')) : said(odd.said));
}

const said = (text: string): Localized => (text ? same(text) : { en: 'no answer', zh: '没有应答' });
