import type { StatusCause } from '../../../../kube/status.ts';
import type { AnyObject, Container, PodSpec } from '../../../../kube/types.ts';
import { deepEqual } from '../../value.ts';
import { duplicate, forbidden, invalidAll, nonNegative, oneOf, required } from '../common/causes.ts';
import { specOf } from '../common/fields.ts';
import { validateIP } from '../common/ip.ts';
import { validateLabels } from '../common/labels.ts';
import { validateMetadata, validateMetadataUpdate } from '../common/metadata.ts';
import { dnsLabel, dnsSubdomain } from '../common/names.ts';
import { podSpecDiff } from './diff.ts';
import { validateContainers } from './validate-container.ts';

const dnsPolicies = ['ClusterFirstWithHostNet', 'ClusterFirst', 'Default', 'None'];
const restartPolicies = ['Always', 'OnFailure', 'Never'];

export function validatePod(object: AnyObject): StatusCause[] {
  return [...validateMetadata(object), ...validatePodSpec('spec', specOf<PodSpec>(object))];
}

/** Models kubernetes pkg/apis/core/validation ValidatePodSpec. */
export function validatePodSpec(field: string, spec: PodSpec): StatusCause[] {
  const { volumes, causes } = validateVolumes(`${field}.volumes`, spec.volumes);
  const names = new Set<string>();
  const containers = spec.containers ?? [];
  return [
    ...causes,
    ...(containers.length === 0 ? [required(`${field}.containers`)] : []),
    ...validateContainers(`${field}.containers`, containers, volumes, names),
    ...validateContainers(`${field}.initContainers`, spec.initContainers, volumes, names),
    ...oneOf(`${field}.restartPolicy`, spec.restartPolicy, restartPolicies, 'required'),
    ...oneOf(`${field}.dnsPolicy`, spec.dnsPolicy, dnsPolicies, 'required'),
    ...nonNegative(`${field}.terminationGracePeriodSeconds`, spec.terminationGracePeriodSeconds),
    ...validateLabels(`${field}.nodeSelector`, spec.nodeSelector),
    ...validateDNS(`${field}.dnsConfig`, spec),
    ...validateNames(field, spec),
    ...validateHostAliases(`${field}.hostAliases`, spec),
    ...validateHostPorts(`${field}.containers`, spec),
  ];
}

function validateVolumes(field: string, list: PodSpec['volumes']) {
  const volumes = new Set<string>();
  const causes = (list ?? []).flatMap((volume, i) => {
    const path = `${field}[${i}]`;
    const found: StatusCause[] = [];
    const sources = Object.keys(volume).filter((key) => key !== 'name' && volume[key] != null);
    if (sources.length === 0) found.push(required(path, 'must specify a volume type'));
    for (const source of sources.slice(1)) {
      found.push(forbidden(`${path}.${source}`, 'may not specify more than 1 volume type'));
    }
    if (!volume.name) return [...found, required(`${path}.name`)];
    found.push(...invalidAll(`${path}.name`, volume.name, dnsLabel(volume.name)));
    if (volumes.has(volume.name)) found.push(duplicate(`${path}.name`, volume.name));
    volumes.add(volume.name);
    return found;
  });
  return { volumes, causes };
}

function validateDNS(field: string, { dnsPolicy, dnsConfig }: PodSpec): StatusCause[] {
  const servers = dnsConfig?.nameservers ?? [];
  const causes: StatusCause[] = [];
  if (dnsPolicy === 'None' && servers.length === 0) {
    causes.push(
      required(`${field}.nameservers`, 'must provide at least one DNS nameserver when `dnsPolicy` is None'),
    );
  }
  if (servers.length > 3) {
    causes.push(...invalidAll(`${field}.nameservers`, servers, ['must not have more than 3 nameservers']));
  }
  servers.forEach((ip, i) => causes.push(...validateIP(`${field}.nameservers[${i}]`, ip)));
  (dnsConfig?.searches ?? []).forEach((search, i) => {
    // Underscores are let pass, and one dot at the end.
    const name = search.replace(/\.$/, '').replaceAll('_', 'a');
    if (search !== '.') causes.push(...invalidAll(`${field}.searches[${i}]`, search, dnsSubdomain(name)));
  });
  (dnsConfig?.options ?? []).forEach(({ name }, i) => {
    if (!name) causes.push(required(`${field}.options[${i}]`, 'must not be empty'));
  });
  return causes;
}

function validateNames(field: string, spec: PodSpec): StatusCause[] {
  const { hostname, subdomain, serviceAccountName, nodeName } = spec;
  return [
    ...(serviceAccountName
      ? invalidAll(`${field}.serviceAccountName`, serviceAccountName, dnsSubdomain(serviceAccountName))
      : []),
    ...(nodeName ? invalidAll(`${field}.nodeName`, nodeName, dnsSubdomain(nodeName)) : []),
    ...(hostname ? invalidAll(`${field}.hostname`, hostname, dnsLabel(hostname)) : []),
    ...(subdomain ? invalidAll(`${field}.subdomain`, subdomain, dnsLabel(subdomain)) : []),
  ];
}

function validateHostAliases(field: string, { hostAliases }: PodSpec): StatusCause[] {
  return (hostAliases ?? []).flatMap(({ ip = '', hostnames }, i) => [
    ...validateIP(`${field}[${i}].ip`, ip),
    ...(hostnames ?? []).flatMap((name) => invalidAll(`${field}[${i}].hostnames`, name, dnsSubdomain(name))),
  ]);
}

/** Two containers of one Pod cannot have the same port of the node. */
function validateHostPorts(field: string, spec: PodSpec): StatusCause[] {
  const used = new Set<string>();
  return (spec.containers ?? []).flatMap((container: Container, i) =>
    (container.ports ?? []).flatMap(({ hostPort, protocol }, j) => {
      if (!hostPort) return [];
      const key = `${protocol}/${hostPort}`;
      const taken = used.has(key);
      used.add(key);
      return taken ? [duplicate(`${field}[${i}].ports[${j}].hostPort`, `${key}/`)] : [];
    }),
  );
}

const onlyThese =
  'pod updates may not change fields other than `spec.containers[*].image`,`spec.initContainers[*].image`,`spec.activeDeadlineSeconds`,`spec.tolerations` (only additions to existing tolerations),`spec.terminationGracePeriodSeconds` (allow it to be set to 1 if it was previously negative)';

/** Models ValidatePodUpdate. */
export function validatePodUpdate(object: AnyObject, old: AnyObject): StatusCause[] {
  const spec = specOf<PodSpec>(object);
  const before = specOf<PodSpec>(old);
  const causes = validateMetadataUpdate(object, old);
  causes.push(...validatePodSpec('spec', spec));
  const wanted = mutable(spec, before);
  if (spec.containers?.length !== before.containers?.length) {
    return [...causes, forbidden('spec.containers', 'pod updates may not add or remove containers')];
  }
  if (!deepEqual(wanted, before))
    causes.push(forbidden('spec', `${onlyThese}\n${podSpecDiff(before, wanted)}`));
  return causes;
}

/** The new spec with all that may change set to what it was. */
function mutable(spec: PodSpec, before: PodSpec): PodSpec {
  const restored = structuredClone(spec);
  const images = (list: Container[] | undefined, old: Container[] | undefined) =>
    (list ?? []).forEach((container, i) => {
      if (old?.[i]?.image !== undefined) container.image = old[i].image;
    });
  images(restored.containers, before.containers);
  images(restored.initContainers, before.initContainers);
  const { activeDeadlineSeconds } = before as PodSpec & { activeDeadlineSeconds?: number };
  delete (restored as { activeDeadlineSeconds?: number }).activeDeadlineSeconds;
  if (activeDeadlineSeconds !== undefined) Object.assign(restored, { activeDeadlineSeconds });
  const kept = before.tolerations ?? [];
  if (kept.every((item) => restored.tolerations?.some((other) => deepEqual(item, other)))) {
    if (before.tolerations === undefined) delete restored.tolerations;
    else restored.tolerations = kept;
  }
  // These come by subresources of their own: binding and ephemeralcontainers.
  if (!before.nodeName) delete restored.nodeName;
  delete restored.ephemeralContainers;
  if (before.ephemeralContainers) restored.ephemeralContainers = before.ephemeralContainers;
  return restored;
}
