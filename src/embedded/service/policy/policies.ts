import { matchesLabelSelector } from '../../../kube/selector.ts';
import type { Container, KubeObject, LabelSelector, Namespace, Pod, Protocol } from '../../../kube/types.ts';

interface Peer {
  podSelector?: LabelSelector;
  namespaceSelector?: LabelSelector;
  ipBlock?: { cidr: string; except?: string[] };
}

interface PolicyPort {
  protocol?: Protocol;
  port?: number | string;
  endPort?: number;
}

interface PolicyRule {
  from?: Peer[];
  to?: Peer[];
  ports?: PolicyPort[];
}

export interface NetworkPolicy extends KubeObject {
  spec: {
    podSelector?: LabelSelector;
    policyTypes?: string[];
    ingress?: PolicyRule[];
    egress?: PolicyRule[];
  };
}

/** What policies look at; the informers of whoever enforces them. */
export interface PolicySources {
  policies: () => readonly NetworkPolicy[];
  podByIp: (ip: string) => Pod | undefined;
  namespace: (name: string) => Namespace | undefined;
}

/** A new connection, after the Service's address has been replaced. */
export interface Flow {
  source: string;
  destination: string;
  port: number;
  protocol: Protocol;
}

/**
 * The NetworkPolicies in force. Models sigs.k8s.io/kube-network-policies, which kindnetd runs: a Pod that any policy
 * of a direction selects takes only what one of them allows; both ends must agree; answers pass.
 */
export class Policies {
  #sources: PolicySources | undefined;

  enforce(sources: PolicySources): void {
    this.#sources = sources;
  }

  /** What stops this flow: `shop/deny-all, ingress`; undefined when nothing does. */
  blockedBy(flow: Flow): string | undefined {
    const sources = this.#sources;
    if (!sources) return undefined;
    const from = sources.podByIp(flow.source);
    const to = sources.podByIp(flow.destination);
    if (from && to && from.metadata.uid === to.metadata.uid) return undefined;
    return (
      (from && this.#denies(sources, from, 'Egress', flow, flow.destination, to)) ??
      (to && this.#denies(sources, to, 'Ingress', flow, flow.source, from))
    );
  }

  #denies(
    sources: PolicySources,
    subject: Pod,
    direction: 'Ingress' | 'Egress',
    flow: Flow,
    otherIp: string,
    other: Pod | undefined,
  ): string | undefined {
    if (subject.spec.hostNetwork) return undefined;
    const { namespace } = subject.metadata;
    const inForce = sources
      .policies()
      .filter(
        ({ metadata, spec }) =>
          metadata.namespace === namespace &&
          typesOf(spec).includes(direction) &&
          matchesLabelSelector(subject.metadata.labels, spec.podSelector ?? {}),
      );
    if (inForce.length === 0) return undefined;
    const target = direction === 'Ingress' ? subject : other;
    const allowed = inForce.some(({ spec }) =>
      (direction === 'Ingress' ? (spec.ingress ?? []) : (spec.egress ?? [])).some((rule) => {
        const peers = direction === 'Ingress' ? rule.from : rule.to;
        return (
          allowsPort(rule.ports, flow, target) &&
          (!peers?.length ||
            peers.some((peer) => isPeer(peer, { sources, namespace: namespace!, ip: otherIp, pod: other })))
        );
      }),
    );
    if (allowed) return undefined;
    const names = inForce.map(({ metadata }) => `${metadata.namespace}/${metadata.name}`).join(', ');
    return `${names}, ${direction.toLowerCase()}`;
  }
}

function typesOf({ policyTypes, egress }: NetworkPolicy['spec']): readonly string[] {
  return policyTypes ?? (egress ? ['Ingress', 'Egress'] : ['Ingress']);
}

function allowsPort(ports: readonly PolicyPort[] | undefined, flow: Flow, target: Pod | undefined): boolean {
  if (!ports?.length) return true;
  return ports.some(({ protocol = 'TCP', port, endPort }) => {
    if (protocol !== flow.protocol) return false;
    if (port === undefined) return true;
    const number = typeof port === 'number' ? port : namedPort(target, port, protocol);
    if (number === undefined) return false;
    return flow.port >= number && flow.port <= (endPort ?? number);
  });
}

function namedPort(pod: Pod | undefined, name: string, protocol: Protocol): number | undefined {
  return pod?.spec.containers
    .flatMap((container: Container) => container.ports ?? [])
    .find((port) => port.name === name && (port.protocol ?? 'TCP') === protocol)?.containerPort;
}

interface Other {
  sources: PolicySources;
  /** The policy's own. */
  namespace: string;
  ip: string;
  pod: Pod | undefined;
}

function isPeer({ podSelector, namespaceSelector, ipBlock }: Peer, other: Other): boolean {
  if (ipBlock) {
    return isInRange(other.ip, ipBlock.cidr) && !ipBlock.except?.some((range) => isInRange(other.ip, range));
  }
  const { pod, sources } = other;
  if (!pod || pod.spec.hostNetwork) return false;
  const home = pod.metadata.namespace!;
  if (namespaceSelector) {
    if (!matchesLabelSelector(sources.namespace(home)?.metadata.labels, namespaceSelector)) return false;
  } else if (home !== other.namespace) return false;
  return matchesLabelSelector(pod.metadata.labels, podSelector ?? {});
}

/** IPv4 only, as the cluster is. */
function isInRange(ip: string, cidr: string): boolean {
  const number = (text: string) => text.split('.').reduce((sum, octet) => sum * 256 + Number(octet), 0);
  const [network = '', length = '32'] = cidr.split('/');
  const size = 2 ** (32 - Number(length));
  return Math.floor(number(ip) / size) === Math.floor(number(network) / size);
}
