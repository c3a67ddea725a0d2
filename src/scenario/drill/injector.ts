import type { Localized, Station } from '../../checker/report.ts';
import type { Random } from './random.ts';
import type { App, Caller, Level, Topology } from './topology.ts';

/** A fault as it is planted in one cluster. */
export interface Wound {
  /** Bash; the fault is there when it has ended, or a moment later. */
  break: string;
  /** Bash; undoes exactly that. */
  repair: string;
  /** What a client notices. */
  felt: Localized;
  /** What was wrong, and why it looks as it does. */
  what: Localized;
  /** Commands that show it. */
  see: readonly string[];
}

/** Where an injector can plant its fault. */
export interface Site {
  /**
   * What the fault takes hold of. Faults that share one are never planted together: they could undo or
   * hide each other.
   */
  touches: readonly string[];
  plant(random: Random): Wound;
}

export interface Injector {
  id: string;
  station: Station;
  /** The first level in which it is drawn. */
  level: Level;
  title: Localized;
  /** The places in this cluster; none where it would not be felt. */
  sites(topology: Topology): Site[];
}

/** Names of what can be touched. */
export const touch = {
  service: (app: App) => `service ${app.namespace}/${app.name}`,
  pods: (app: App) => `pods ${app.namespace}/${app.name}`,
  policies: (namespace: string) => `policies ${namespace}`,
  caller: 'caller',
  /** DNS and kube-proxy: one of them at a time is enough. */
  cluster: 'cluster',
} as const;

/** A site at each application that `fits`. */
export function atApps(
  topology: Topology,
  touches: (app: App) => readonly string[],
  fits: (app: App) => boolean,
  plant: (app: App, random: Random) => Wound,
): Site[] {
  return topology.apps
    .filter(fits)
    .map((app) => ({ touches: touches(app), plant: (random) => plant(app, random) }));
}

/** The site at the client program, where there is one that `fits`. */
export function atCaller(
  { caller }: Topology,
  fits: (caller: Caller) => boolean,
  plant: (caller: Caller, random: Random) => Wound,
): Site[] {
  if (!caller || !fits(caller)) return [];
  return [{ touches: [touch.caller], plant: (random) => plant(caller, random) }];
}

export const any = () => true;

export const requestsFail = ({ name }: App): Localized => ({
  en: `requests to \`${name}\` fail`,
  zh: `发往 \`${name}\` 的请求失败`,
});

export const callerFails = ({ name }: Caller): Localized => ({
  en: `\`${name}\` logs failures`,
  zh: `\`${name}\` 的日志里都是失败`,
});
