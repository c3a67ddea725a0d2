import type { Random } from './random.ts';
import {
  containerPorts,
  groupKeys,
  labelKeys,
  portNames,
  servicePorts,
  themes,
  type Theme,
} from './themes.ts';

export type Level = 1 | 2 | 3;

/** What the Pods run: agnhost serve-hostname, agnhost netexec, or busybox httpd with the Pod's name in a file. */
export type Flavour = 'hostname' | 'netexec' | 'httpd';

/** A Deployment and its Service, of the same name. */
export interface App {
  name: string;
  namespace: string;
  flavour: Flavour;
  replicas: number;
  /** The Service's selector and the Deployment's. */
  selector: { key: string; value: string };
  containerPort: number;
  portName: string;
  servicePort: number;
  targetPort: number | string;
  headless: boolean;
  /** A client's requests must reach more than one Pod. */
  spread: boolean;
  /** A NetworkPolicy lets in only Pods labelled `role=client` of the clients' namespace. */
  guarded: boolean;
}

/** A Deployment of a client program that asks one Service again and again and logs what it hears. */
export interface Caller {
  name: string;
  app: App;
}

/** The healthy cluster of a drill. */
export interface Topology {
  theme: Theme;
  /** One or two; the first is where the clients and the learner's terminal are. */
  namespaces: readonly string[];
  /** Every server Pod carries it. */
  group: { key: string; value: string };
  apps: readonly App[];
  caller: Caller | undefined;
}

/** Client Pods carry it: the NetworkPolicy of a guarded application asks for it. */
export const clientLabels = { role: 'client' } as const;

/** At most this many server Pods: a drill starts in seconds on a laptop. */
const mostPods = 5;

/** Draws a healthy cluster: more applications, a second namespace and a caller the higher the level. */
export function drawTopology(random: Random, level: Level, theme = random.pick(themes)): Topology {
  const count = level === 1 ? random.between(1, 2) : level === 2 ? 2 : random.between(2, 3);
  const namespaces = random.chance([35, 55, 65][level - 1]!) ? theme.namespaces : [theme.namespaces[0]];
  const key = random.pick(labelKeys);
  const headless = count > 1 && random.chance(40) ? random.below(count) : -1;
  const guarded = random.chance([30, 40, 50][level - 1]!) ? random.below(count) : -1;
  const sharedPortName = random.chance(60) ? random.pick(portNames) : undefined;
  let left = mostPods;
  const apps = random
    .shuffle(theme.apps)
    .slice(0, count)
    .map((name, index): App => {
      const most = Math.min(count === 1 ? 4 : 3, left - (count - index - 1));
      const replicas = random.between(count === 1 ? 2 : 1, most);
      left -= replicas;
      const portName = sharedPortName ?? random.pick(portNames);
      const containerPort = random.pick(containerPorts);
      return {
        name,
        namespace: random.pick(namespaces),
        flavour: random.pick(['hostname', 'netexec', 'httpd'] as const),
        replicas,
        selector: { key, value: name },
        containerPort,
        portName,
        servicePort: index === headless ? containerPort : random.pick(servicePorts),
        targetPort: random.chance(50) ? portName : containerPort,
        headless: index === headless,
        spread: index !== headless && replicas >= 3,
        guarded: index === guarded,
      };
    });
  return {
    theme,
    namespaces,
    group: { key: random.pick(groupKeys), value: theme.namespaces[0] },
    apps,
    caller: random.chance([45, 65, 80][level - 1]!)
      ? { name: theme.caller, app: random.pick(apps) }
      : undefined,
  };
}

export function clientNamespace({ namespaces }: Topology): string {
  return namespaces[0]!;
}

/** The path that answers with the Pod's name. */
export function pathOf({ flavour }: App): string {
  return flavour === 'netexec' ? '/hostname' : '/';
}

/** How a client in namespace `from` calls it: the short name at home, with its namespace from elsewhere. */
export function urlOf(app: App, from: string): string {
  const host = app.namespace === from ? app.name : `${app.name}.${app.namespace}`;
  const port = app.servicePort === 80 ? '' : `:${app.servicePort}`;
  return `http://${host}${port}${pathOf(app)}`;
}
