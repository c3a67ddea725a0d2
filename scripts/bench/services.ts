import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';

/** What so many Services cost, in real time on this machine; each Service has the same three Pods behind it. */
export interface ServicesFigures {
  services: number;
  /** Milliseconds until all are created and the rules of every node know their endpoints. */
  settleMs: number;
  /** Milliseconds of one `kubectl get svc -A`, median. */
  getMs: number;
  /** Milliseconds of one look-up of a Service's name from a Pod, median. */
  lookUpMs: number;
  /** Milliseconds of one HTTP request from a Pod through a Service's clusterIP, median. */
  requestMs: number;
  /** Megabytes of heap that the cluster holds once all have settled. */
  heapMB: number;
}

/** Measures each size in a process of its own, so that one's garbage is not the other's. */
export async function servicesFigures(sizes: readonly number[]): Promise<ServicesFigures[]> {
  const child = fileURLToPath(new URL('services-process.ts', import.meta.url));
  const register = fileURLToPath(new URL('../register.mjs', import.meta.url));
  const figures: ServicesFigures[] = [];
  for (const size of sizes) {
    const args = ['--expose-gc', '--import', register, child, String(size)];
    const { stdout } = await promisify(execFile)(process.execPath, args);
    figures.push(JSON.parse(stdout) as ServicesFigures);
  }
  return figures;
}

/** How much more the last size costs than the first, beside how much larger it is. */
export function growth(figures: readonly ServicesFigures[]): Record<string, number> {
  const first = figures[0]!;
  const last = figures.at(-1)!;
  return {
    services: last.services / first.services,
    settle: last.settleMs / first.settleMs,
    get: last.getMs / first.getMs,
    lookUp: last.lookUpMs / first.lookUpMs,
    request: last.requestMs / first.requestMs,
    heap: last.heapMB / first.heapMB,
  };
}
