import { found, nameOf, readyPods, wordsFor, type Probe } from '../../probe.ts';
import type { Localized } from '../../report.ts';
import { merge, request, wget, type Requests } from '../../request.ts';
import type { Way } from './way.ts';

const requestsPerPod = 10;
/** That a repair still holds shows sooner, where nobody counts who answered. */
const requestsPerPodLater = 4;

/** What a client gets: many requests by name, from every node. */
export function clientProbe(way: Way, id: string): Probe {
  const who = wordsFor(way.backends);
  const expected: Localized = {
    en:
      `every request to ${way.url} is answered by a Pod of ${who.en}` +
      (way.spread ? ', and those of one client by more than one Pod' : ''),
    zh:
      `对 ${way.url} 的每个请求都由 ${who.zh} 的 Pod 应答` +
      (way.spread ? '，并且同一个客户端的请求由不止一个 Pod 应答' : ''),
  };
  return {
    id,
    station: 'client',
    title: { en: `What a client gets from ${way.name}`, zh: `客户端访问 ${way.name} 得到什么` },
    command: `${way.exec} ${wget(way.url, way.host).replace('-q -O -', '-qO-')}`,
    async look(scene) {
      const groups = (await readyPods(scene, way.backends)).map((pods) => pods.map(nameOf));
      const names = groups.flat();
      const minimum = way.backends.reduce((sum, { replicas }) => sum + replicas, 0);
      const counted = way.spread || way.backends.length > 1;
      const perPod = scene.first || counted ? requestsPerPod : requestsPerPodLater;
      const count = perPod * Math.max(names.length, minimum);
      const probers = scene.probers.of(way.from);
      const share = Math.ceil(count / probers.length);
      const runs = await Promise.all(probers.map((prober) => request(prober, way.url, share, way.host)));
      const all = merge(runs);
      const strangers = [...new Set(all.answers.filter((answer) => !names.includes(answer)))];
      const silent = way.backends.filter((_, i) => !groups[i]!.some((name) => all.answers.includes(name)));
      const pinned = way.spread && runs.some(({ answers }) => new Set(answers).size < 2);
      const whole = all.failures.length === 0 && all.answers.length >= count;
      const good = whole && strangers.length === 0 && silent.length === 0 && !pinned;
      return found(good, expected, describe(all, strangers, whole ? wordsFor(silent) : undefined, pinned));
    },
  };
}

function describe(
  { answers, failures }: Requests,
  strangers: string[],
  silent: Localized | undefined,
  pinned: boolean,
): Localized {
  const reasons = [...new Set(failures)].join('; ');
  const others = strangers.slice(0, 3).join(', ');
  const pods = new Set(answers).size;
  return {
    en:
      `${answers.length} answered` +
      (failures.length ? `, ${failures.length} failed: ${reasons}` : '') +
      (others ? `; answered by somebody else: ${others}` : '') +
      (silent?.en ? `; never answered by ${silent.en}` : '') +
      (pinned ? `; by ${pods} Pods in all, one client always by the same` : ''),
    zh:
      `${answers.length} 个请求得到应答` +
      (failures.length ? `，${failures.length} 个失败：${reasons}` : '') +
      (others ? `；其中有其他来源的应答：${others}` : '') +
      (silent?.zh ? `；${silent.zh} 从未应答` : '') +
      (pinned ? `；总共由 ${pods} 个 Pod 应答，但同一个客户端总是由同一个 Pod 应答` : ''),
  };
}
