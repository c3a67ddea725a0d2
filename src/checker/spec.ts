import { z } from 'zod';

/** `namespace/name` of an object. */
const reference = z.string().regex(/^[a-z0-9.-]+\/[a-z0-9.-]+$/);
const port = z.int().min(1).max(65535);

/** Where the checker's own client Pods run; the learner's are never trusted as a witness. */
const client = z.strictObject({
  namespace: z.string(),
  labels: z.record(z.string(), z.string()).default({}),
});
export type ClientSpec = z.infer<typeof client>;

/** Who must answer: the Pods of this workload and nobody else. */
const backend = z.strictObject({
  kind: z.enum(['Deployment', 'StatefulSet', 'DaemonSet']).default('Deployment'),
  object: reference,
  /** Ready Pods that the brief demands, at least. */
  replicas: z.int().min(1),
  /** The brief says that the readiness probe stays. */
  readinessProbe: z.boolean().default(true),
  /** The brief says that the first container's image stays. */
  image: z.string().optional(),
});
export type Backend = z.infer<typeof backend>;
const backends = z.array(backend).min(1);

/**
 * The way of a request, hop by hop: client, name, Service, EndpointSlice, kube-proxy, Pod. Every
 * request must be answered with the name of a ready Pod of a backend (`serve-hostname`, or netexec's
 * /hostname), and every backend must have answered.
 */
const answers = z.strictObject({
  probe: z.literal('answers'),
  service: reference,
  port,
  path: z.string().startsWith('/').default('/'),
  backends,
  /**
   * clusterIP: the name stands for a virtual IP, and every hop is looked at. headless: it stands for
   * the ready Pods' IPs. any: an ExternalName or whatever else leads there; only name, answers and Pods
   * are looked at.
   */
  address: z.enum(['clusterIP', 'headless', 'any']).default('clusterIP'),
  /** Who keeps the EndpointSlices: the EndpointSlice controller, or whoever (a Service without selector). */
  slices: z.enum(['controller', 'anyone']).default('controller'),
  /** The requests of one client must reach more than one Pod (no session affinity). */
  spread: z.boolean().default(false),
  /** headless: `<hostname>.<service>` of each Pod resolves to that Pod's IP (a StatefulSet's Pods). */
  podNames: z.boolean().default(false),
  /** The Host header to send, where a name's server looks at it. */
  host: z.string().optional(),
  /** Another client than the check's. */
  from: client.optional(),
});

/** A name resolves, from every node. */
const resolves = z.strictObject({
  probe: z.literal('resolves'),
  name: z.string(),
  /** The Service whose clusterIP is the answer. */
  service: reference,
  from: client.optional(),
});

/** The cluster's DNS: each Pod of it answers by itself, and the Service kube-dns over UDP and TCP. */
const dns = z.strictObject({
  probe: z.literal('dns'),
  /** A name outside the cluster must not be REFUSED or loop; nothing is said of its answer. */
  outside: z.string().optional(),
});

/** A client that must be kept out still is: nothing answers it. */
const refused = z.strictObject({
  probe: z.literal('refused'),
  from: client,
  service: reference,
  port,
  path: z.string().startsWith('/').default('/'),
});

/**
 * The client's own program: the last lines that each of its ready Pods printed. Its command must stay
 * as it is, since a program can be made to print anything.
 */
const workload = z.strictObject({
  probe: z.literal('workload'),
  object: reference,
  kind: z.enum(['Deployment', 'StatefulSet', 'DaemonSet']).default('Deployment'),
  replicas: z.int().min(1).default(1),
  /** How many of the last lines count; all of them must match. */
  tail: z.int().min(1).default(3),
  /** A regular expression with one group: what the group takes must be the name of a ready Pod of `backends`. */
  line: z.string(),
  backends: z.array(backend).default([]),
  /** The first container's command and args, which must stay. */
  command: z.array(z.string()).optional(),
});

/** Fields of an object that the brief says must stay. */
const keeps = z.strictObject({
  probe: z.literal('keeps'),
  /** kubectl's word for its kind, as in `networkpolicy`, and its `namespace/name` (or `name` alone). */
  kind: z.string(),
  object: z.string(),
  /** Path, as `spec.ports.0.nodePort`, → the value that must stand there; null: nothing may. */
  fields: z.record(z.string(), z.unknown()).default({}),
});

/** From outside the cluster: another node, the host, a container beside it. */
const outside = z.strictObject({
  probe: z.literal('outside'),
  service: reference,
  /** The Service's port, whose nodePort or load balancer is dialled. */
  port,
  path: z.string().startsWith('/').default('/'),
  via: z.enum(['nodePort', 'loadBalancer']),
  /** nodePort: a fixed number that the brief promises. */
  nodePort: port.optional(),
  backends,
});

/** A Deployment and a Service made for the check answer from every node: controllers, DNS and kube-proxy work now. */
const canary = z.strictObject({ probe: z.literal('canary') });

/** kube-proxy runs from its DaemonSet on every node. */
const kubeProxy = z.strictObject({ probe: z.literal('kube-proxy') });

/** Requests keep being answered while a Pod of the backend is deleted and replaced. */
const drains = z.strictObject({
  probe: z.literal('drains'),
  service: reference,
  port,
  path: z.string().startsWith('/').default('/'),
  backend: z.strictObject({ kind: backend.shape.kind, object: reference }),
});

/** Every Pod of a namespace belongs to a controller, but for these names. */
const strays = z.strictObject({
  probe: z.literal('strays'),
  namespace: z.string(),
  allow: z.array(z.string()).default([]),
});

const expectation = z.discriminatedUnion('probe', [
  answers,
  resolves,
  dns,
  refused,
  workload,
  keeps,
  outside,
  canary,
  kubeProxy,
  drains,
  strays,
]);
export type Expectation = z.infer<typeof expectation>;
export type Expected<P extends Expectation['probe']> = Extract<Expectation, { probe: P }>;

/** check.yaml: what must hold, from the client's point of view first. */
export const checkSpecSchema = z.strictObject({
  client,
  expect: z.array(expectation).min(1),
  /** Seconds of the cluster's clock that a repair may take to be felt; CoreDNS's reload takes 90. */
  patience: z.int().min(0).max(300).default(0),
});

export type CheckSpec = z.infer<typeof checkSpecSchema>;
