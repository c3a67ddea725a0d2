import { errors, type StatusCause } from '../../../../kube/status.ts';
import type { AnyObject, ServiceSpec } from '../../../../kube/types.ts';
import type { Allocations } from '../../definition.ts';
import { forbidden, invalid } from '../common/causes.ts';
import { specOf } from '../common/fields.ts';
import { familyOf } from '../common/ip.ts';
import { validateClusterIPs } from './cluster-ips.ts';
import { allocatesNodePorts, isHeadless, needsClusterIP, needsHealthCheckPort } from './kinds.ts';

/** What to do when the write fails after all, last first. */
type Undo = (() => void)[];

/**
 * Fills in families, cluster IP, node ports and health check port. An error here is returned alone.
 * Models kubernetes pkg/registry/core/service/storage Allocators.
 * @throws StatusError
 */
export function allocateService(
  object: AnyObject,
  old: AnyObject | undefined,
  allocations: Allocations,
): () => void {
  const spec = specOf<ServiceSpec>(object);
  const before = old && specOf<ServiceSpec>(old);
  const undo: Undo = [];
  const rollBack = () => {
    while (undo.length > 0) undo.pop()!();
  };
  const refuse = (...causes: StatusCause[]): never => {
    throw errors.invalid('Service', '', object.metadata.name ?? '', causes);
  };
  try {
    initFamilies(spec, refuse);
    allocateClusterIP(spec, before, allocations, undo, refuse);
    if (before) updateNodePorts(spec, before, allocations, undo, refuse);
    else initNodePorts(spec, allocations, undo, refuse);
    allocateHealthCheckPort(spec, before, allocations, undo, refuse);
  } catch (error) {
    rollBack();
    throw error;
  }
  return rollBack;
}

type Refuse = (...causes: StatusCause[]) => never;

/** This cluster has IPv4 alone. */
function initFamilies(spec: ServiceSpec, refuse: Refuse): void {
  if (spec.type === 'ExternalName') return;
  const wrong = validateClusterIPs(spec);
  if (wrong.length > 0) refuse(...wrong);
  for (const [i, ip] of (spec.clusterIPs ?? []).entries()) {
    if (ip === 'None') break;
    const family = familyOf(ip)!;
    if (i < (spec.ipFamilies?.length ?? 0)) continue;
    if (family !== 'IPv4') {
      refuse(
        invalid(`spec.clusterIPs[${i}]`, spec.clusterIPs, `${family} is not configured on this cluster`),
      );
    }
    (spec.ipFamilies ??= []).push(family);
  }
  // Headless without a selector: nobody here knows which families its endpoints will have.
  if (isHeadless(spec) && Object.keys(spec.selector ?? {}).length === 0) {
    spec.ipFamilyPolicy ??= 'RequireDualStack';
    const families = (spec.ipFamilies ??= ['IPv4']);
    if (spec.ipFamilyPolicy !== 'SingleStack' && families.length === 1) {
      families.push(families[0] === 'IPv4' ? 'IPv6' : 'IPv4');
    }
    return;
  }
  spec.ipFamilyPolicy ??= 'SingleStack';
  const causes = familyCauses(spec);
  if (causes.length > 0) refuse(...causes);
  spec.ipFamilies ??= ['IPv4'];
}

function familyCauses(spec: ServiceSpec): StatusCause[] {
  const causes: StatusCause[] = [];
  const policy = 'spec.ipFamilyPolicy';
  const families = spec.ipFamilies ?? [];
  if (spec.ipFamilyPolicy === 'SingleStack') {
    const text = (what: string) =>
      `must be 'RequireDualStack' or 'PreferDualStack' when multiple ${what} are specified`;
    if (spec.clusterIPs?.length === 2) causes.push(invalid(policy, 'SingleStack', text('cluster IPs')));
    if (families.length === 2) causes.push(invalid(policy, 'SingleStack', text('IP families')));
    if (causes.length > 0) return causes;
  }
  if (spec.ipFamilyPolicy === 'RequireDualStack') {
    causes.push(
      invalid(policy, 'RequireDualStack', 'this cluster is not configured for dual-stack services'),
    );
  }
  families.forEach((family, i) => {
    if (family !== 'IPv4' && (i === 0 || spec.ipFamilyPolicy === 'RequireDualStack')) {
      causes.push(invalid(`spec.ipFamilies[${i}]`, family, 'not configured on this cluster'));
    }
  });
  return causes;
}

function allocateClusterIP(
  spec: ServiceSpec,
  before: ServiceSpec | undefined,
  { clusterIPs }: Allocations,
  undo: Undo,
  refuse: Refuse,
): void {
  const held = before && needsClusterIP(before) && !isHeadless(before) ? (before.clusterIPs ?? []) : [];
  if (!needsClusterIP(spec)) {
    // Now an ExternalName: what it held is free again.
    for (const ip of held) {
      clusterIPs.release(ip);
      undo.push(() => void clusterIPs.claim(ip));
    }
    return;
  }
  // While it needs an IP it never changes; an attempt to do so is left to validation.
  if (isHeadless(spec) || (before && needsClusterIP(before))) return;
  const wanted = spec.clusterIPs?.[0];
  if (wanted) {
    const problem = clusterIPs.claim(wanted);
    if (problem) {
      refuse(invalid('spec.clusterIPs', spec.clusterIPs, `failed to allocate IP ${wanted}: ${problem}`));
    }
    undo.push(() => clusterIPs.release(wanted));
    return;
  }
  const ip = next(clusterIPs, 'failed to allocate a serviceIP');
  undo.push(() => clusterIPs.release(ip));
  spec.clusterIP = ip;
  spec.clusterIPs = [ip];
}

function next<T>(pool: { next(): T }, failure: string): T {
  try {
    return pool.next();
  } catch (error) {
    throw errors.internal(`${failure}: ${error instanceof Error ? error.message : String(error)}`);
  }
}

type NodePorts = Allocations['nodePorts'];

function claimNodePort(port: number, i: number, nodePorts: NodePorts, undo: Undo, refuse: Refuse): void {
  const problem = nodePorts.claim(port);
  if (problem) refuse(invalid(`spec.ports[${i}].nodePort`, port, problem));
  undo.push(() => nodePorts.release(port));
}

function nextNodePort(nodePorts: NodePorts, undo: Undo): number {
  const port = next(nodePorts, 'failed to allocate a nodePort');
  undo.push(() => nodePorts.release(port));
  return port;
}

/** On creation, entries of the same port number (TCP and UDP, say) share one node port. */
function initNodePorts(spec: ServiceSpec, { nodePorts }: Allocations, undo: Undo, refuse: Refuse): void {
  if (spec.type !== 'NodePort' && spec.type !== 'LoadBalancer') return;
  const ports = spec.ports ?? [];
  const given = new Map<number, number>();
  for (const [i, entry] of ports.entries()) {
    if (!entry.nodePort && !allocatesNodePorts(spec)) continue;
    const shared = given.get(entry.port);
    if (shared !== undefined) {
      if (!entry.nodePort) entry.nodePort = shared;
      else if (entry.nodePort !== shared) claimNodePort(entry.nodePort, i, nodePorts, undo, refuse);
      continue;
    }
    const wanted = ports.find(({ port, nodePort }) => port === entry.port && nodePort)?.nodePort;
    if (wanted) claimNodePort(wanted, i, nodePorts, undo, refuse);
    entry.nodePort = wanted ?? nextNodePort(nodePorts, undo);
    given.set(entry.port, entry.nodePort);
  }
}

function updateNodePorts(
  spec: ServiceSpec,
  before: ServiceSpec,
  { nodePorts }: Allocations,
  undo: Undo,
  refuse: Refuse,
): void {
  const held = new Set((before.ports ?? []).flatMap(({ nodePort }) => nodePort ?? []));
  const kept = new Set<number>();
  if (spec.type === 'NodePort' || spec.type === 'LoadBalancer') {
    const seen = new Set<string>();
    for (const [i, entry] of (spec.ports ?? []).entries()) {
      if (!entry.nodePort && !allocatesNodePorts(spec)) continue;
      if (!entry.nodePort) entry.nodePort = nextNodePort(nodePorts, undo);
      else if (!held.has(entry.nodePort) && !kept.has(entry.nodePort)) {
        claimNodePort(entry.nodePort, i, nodePorts, undo, refuse);
      }
      const key = `{${entry.protocol} ${entry.nodePort}}`;
      if (seen.has(key)) throw errors.status(500, 'Unknown', `duplicate nodePort: ${key}`);
      seen.add(key);
      kept.add(entry.nodePort);
    }
  }
  for (const port of held) {
    if (kept.has(port)) continue;
    nodePorts.release(port);
    undo.push(() => void nodePorts.claim(port));
  }
}

function allocateHealthCheckPort(
  spec: ServiceSpec,
  before: ServiceSpec | undefined,
  { nodePorts }: Allocations,
  undo: Undo,
  refuse: Refuse,
): void {
  const held = before && needsHealthCheckPort(before) ? before.healthCheckNodePort : undefined;
  if (!needsHealthCheckPort(spec)) {
    if (!held) return;
    nodePorts.release(held);
    undo.push(() => void nodePorts.claim(held));
    return;
  }
  const field = 'spec.healthCheckNodePort';
  if (held) {
    if (spec.healthCheckNodePort !== held) refuse(forbidden(field, 'field is immutable'));
    return;
  }
  const wanted = spec.healthCheckNodePort;
  if (!wanted) {
    spec.healthCheckNodePort = next(nodePorts, 'failed to allocate a HealthCheck NodePort');
  } else {
    const problem = nodePorts.claim(wanted);
    if (problem) {
      throw errors.internal(`failed to allocate requested HealthCheck NodePort ${wanted}: ${problem}`);
    }
  }
  const port = spec.healthCheckNodePort!;
  undo.push(() => nodePorts.release(port));
}

/** Gives back what a Service held when it is gone. */
export function releaseService(object: AnyObject, { clusterIPs, nodePorts }: Allocations): void {
  const spec = specOf<ServiceSpec>(object);
  for (const ip of spec.clusterIPs ?? []) clusterIPs.release(ip);
  for (const { nodePort } of spec.ports ?? []) if (nodePort) nodePorts.release(nodePort);
  if (spec.healthCheckNodePort) nodePorts.release(spec.healthCheckNodePort);
}
