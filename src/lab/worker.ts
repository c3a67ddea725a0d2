/// <reference types="vite/client" />
import { drillOf, isDrillId } from '../scenario/drill/index.ts';
import { OpenScenario } from '../scenario/lifecycle.ts';
import { parseScenario } from '../scenario/parse.ts';
import { playgroundName } from '../scenario/playground-id.ts';
import { playgroundOf } from '../scenario/playground.ts';
import { createShell } from '../shell/index.ts';
import { openEmbedded } from './embedded.ts';
import { LabHost } from './host.ts';
import type { LabEvent, LabRequest } from './protocol.ts';

/** What a Worker's global scope is used for here. */
interface WorkerScope {
  postMessage(event: LabEvent): void;
  addEventListener(type: 'message', listener: (event: MessageEvent<LabRequest>) => void): void;
}

const scope = globalThis as unknown as WorkerScope;

const files = import.meta.glob<string>('../content/scenarios/*/**/*.{yaml,sh}', {
  query: '?raw',
  import: 'default',
});

const playgrounds = import.meta.glob<string>('../content/playgrounds/*.yaml', {
  query: '?raw',
  import: 'default',
});

async function loadScenario(id: string) {
  if (isDrillId(id)) return drillOf(id);
  const playground = playgroundName(id);
  if (playground !== undefined) {
    const manifests = await playgrounds[`../content/playgrounds/${playground}.yaml`]?.();
    if (manifests === undefined) throw new Error(`there is no playground ${playground}`);
    return playgroundOf(playground, manifests);
  }
  const folder = `../content/scenarios/${id}/`;
  const paths = Object.keys(files).filter((path) => path.startsWith(folder));
  if (paths.length === 0) throw new Error(`there is no scenario ${id}`);
  const texts = await Promise.all(
    paths.map(async (path) => [path.slice(folder.length), (await files[path]?.()) ?? ''] as const),
  );
  return parseScenario(id, Object.fromEntries(texts));
}

const host = new LabHost((event) => scope.postMessage(event), {
  openBench: async (id, progress) => {
    progress({ en: 'Starting a cluster in this page', zh: '正在本页中启动集群' });
    const scenario = await loadScenario(id);
    const bench = await openEmbedded({ namespace: scenario.namespace });
    const { kubectl, cluster } = bench;
    return {
      lifecycle: new OpenScenario(scenario, bench.runtime),
      openShell: (terminal) =>
        createShell({ ...terminal, kubectl, clock: cluster.clock, machine: cluster.machine }),
      lasting: false,
      hurry: (work) => bench.hurry(work),
      close: () => bench.close(),
    };
  },
});

scope.addEventListener('message', ({ data }) => host.receive(data));
