import type { Listener } from '../../network.ts';
import type { Process } from '../../process.ts';
import type { Clock } from '../../../kube/cluster.ts';

/** One running program of a container, as `ps` lists it. */
export interface Entry {
  pid: number;
  argv: readonly string[];
  /** Ends the program with a signal's number. */
  kill(signal: number): void;
  /** While set, the program is stopped (SIGSTOP); resolves on SIGCONT. */
  stopped?: Promise<void>;
  resume?: () => void;
}

interface Tables {
  processes: Map<string, Map<number, Entry>>;
  listeners: Map<string, Set<Listener>>;
  lastPid: Map<string, number>;
}

// A cluster has one clock, so the clock tells clusters in one program apart.
const tables = new WeakMap<Clock, Tables>();

function tablesOf(process: Process): Tables {
  let found = tables.get(process.clock);
  if (!found) {
    found = { processes: new Map(), listeners: new Map(), lastPid: new Map() };
    tables.set(process.clock, found);
  }
  return found;
}

const containerKey = ({ container }: Process) =>
  `${container.uid}/${container.namespace}/${container.pod}/${container.processesOf ?? container.container ?? ''}`;

/** The processes of the container's namespace, by pid. */
export function processTable(process: Process): Map<number, Entry> {
  const { processes } = tablesOf(process);
  const key = containerKey(process);
  let table = processes.get(key);
  if (!table) processes.set(key, (table = new Map()));
  return table;
}

/** Adds a program to the container's table. The first is pid 1; numbers are not used again while it runs. */
export function enter(process: Process, argv: readonly string[], kill: Entry['kill']): Entry {
  const table = processTable(process);
  const { lastPid } = tablesOf(process);
  const key = containerKey(process);
  const pid = table.size === 0 ? 1 : (lastPid.get(key) ?? 1) + 1;
  lastPid.set(key, pid);
  const entry: Entry = { pid, argv, kill };
  table.set(pid, entry);
  return entry;
}

export function leave(process: Process, entry: Entry): void {
  processTable(process).delete(entry.pid);
}

/** Ports that are bound in the Pod's network namespace. */
export function listeners(process: Process): readonly Listener[] {
  return [...(tablesOf(process).listeners.get(process.container.ip) ?? [])];
}

/**
 * Binds a port and keeps it in the list that netstat prints.
 * @throws Error with code EADDRINUSE
 */
export function bind(process: Process, listener: Listener): void {
  process.listen(listener);
  const byIp = tablesOf(process).listeners;
  let bound = byIp.get(process.container.ip);
  if (!bound) byIp.set(process.container.ip, (bound = new Set()));
  bound.add(listener);
  const end = listener.signal ?? process.signal;
  end.addEventListener('abort', () => bound.delete(listener), { once: true });
}
