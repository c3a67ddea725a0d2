import type { ResourceDefinition } from '../definition.ts';
import { leases } from './access/lease.ts';
import { accessRules } from './access/rbac.ts';
import { priorityClasses, runtimeClasses, storageClasses } from './core/classes.ts';
import { configMaps, secrets, serviceAccounts } from './core/config.ts';
import { events } from './core/event.ts';
import { namespaces } from './core/namespace.ts';
import { nodes } from './core/node.ts';
import { endpoints } from './endpoints/endpoints.ts';
import { endpointSlices } from './endpoints/endpointslice.ts';
import { ingressClasses, ingresses } from './networking/ingress.ts';
import { ipAddresses, serviceCIDRs } from './networking/service-cidr.ts';
import { networkPolicies } from './networking/networkpolicy.ts';
import { pods } from './pod/definition.ts';
import { services } from './service/definition.ts';
import { controllerRevisions } from './workloads/controllerrevision.ts';
import { deployments } from './workloads/deployment.ts';
import { daemonSets, replicaSets, statefulSets } from './workloads/others.ts';

/** Every kind of object that the embedded API server has. */
export const definitions: readonly ResourceDefinition[] = [
  configMaps,
  endpoints,
  events,
  namespaces,
  nodes,
  pods,
  secrets,
  serviceAccounts,
  services,
  controllerRevisions,
  daemonSets,
  deployments,
  replicaSets,
  statefulSets,
  leases,
  endpointSlices,
  ingressClasses,
  ingresses,
  networkPolicies,
  ipAddresses,
  serviceCIDRs,
  runtimeClasses,
  ...accessRules,
  priorityClasses,
  storageClasses,
];
