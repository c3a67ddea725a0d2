import type { StatusCause } from '../../../../../kube/status.ts';
import type { AnyObject, Container, PodSpec } from '../../../../../kube/types.ts';
import { deepEqual } from '../../../value.ts';
import { duplicate, forbidden, invalid, invalidAll, oneOf, required } from '../../common/causes.ts';
import { specOf } from '../../common/fields.ts';
import { validateIP } from '../../common/ip.ts';
import { validateLabels } from '../../common/labels.ts';
import { validateMetadata, validateMetadataUpdate } from '../../common/metadata.ts';
import { dnsLabel, dnsSubdomain, qualifiedName, searchDomain } from '../../common/names.ts';
import { podSpecDiff } from '../diff.ts';
import { validateContainers } from './container.ts';
import { validateEphemeral } from './ephemeral.ts';
import { validateAffinity, validateTolerations } from './placement.ts';
import { validateVolumes } from './volumes.ts';

const dnsPolicies = ['ClusterFirstWithHostNet', 'ClusterFirst', 'Default', 'None'];
const restartPolicies = ['Always', 'OnFailure', 'Never'];

export function validatePod(object: AnyObject): StatusCause[] {
  const spec = specOf<PodSpec>(object);
  const causes = [...validateMetadata(object), ...validatePodSpec('spec', spec), ...validateOnlyForPod(spec)];
  if (spec.ephemeralContainers?.length) {
    causes.push(forbidden('spec.ephemeralContainers', 'cannot be set on create'));
  }
  return causes;
}

/** What is let pass in a template, since it once was. Models validateContainersOnlyForPod. */
function validateOnlyForPod(spec: PodSpec): StatusCause[] {
  return (['containers', 'initContainers'] as const).flatMap((kind) =>
    (spec[kind] ?? []).flatMap(({ image = '' }, i) =>
      image === image.trim()
        ? []
        : [invalid(`spec.${kind}[${i}].image`, image, 'must not have leading or trailing whitespace')],
    ),
  );
}

/** Models kubernetes pkg/apis/core/validation ValidatePodSpec. */
export function validatePodSpec(field: string, spec: PodSpec): StatusCause[] {
  const { volumes, causes } = validateVolumes(`${field}.volumes`, spec.volumes);
  const names = new Set<string>();
  const containers = spec.containers ?? [];
  const grace = spec.terminationGracePeriodSeconds ?? 30;
  return [
    ...causes,
    ...(containers.length === 0 ? [required(`${field}.containers`)] : []),
    ...validateContainers(`${field}.containers`, containers, volumes, names, grace),
    ...validateHostPorts(`${field}.containers`, spec),
    ...validateContainers(`${field}.initContainers`, spec.initContainers, volumes, names, grace, true),
    ...validateEphemeral(`${field}.ephemeralContainers`, spec, volumes),
    ...validateHostNetwork(`${field}.containers`, spec),
    ...oneOf(`${field}.restartPolicy`, spec.restartPolicy, restartPolicies, 'required'),
    ...oneOf(`${field}.dnsPolicy`, spec.dnsPolicy, dnsPolicies, 'required'),
    ...validateLabels(`${field}.nodeSelector`, spec.nodeSelector),
    ...validateSecurity(`${field}.securityContext`, spec.securityContext),
    ...validateAffinity(`${field}.affinity`, spec.affinity),
    ...validateDNS(`${field}.dnsConfig`, spec),
    ...(spec.readinessGates ?? []).flatMap(({ conditionType = '' }: { conditionType?: string }, i) =>
      invalidAll(`${field}.readinessGates[${i}].conditionType`, conditionType, qualifiedName(conditionType)),
    ),
    ...validateNames(field, spec),
    ...validateTolerations(`${field}.tolerations`, spec.tolerations),
    ...validateHostAliases(`${field}.hostAliases`, spec),
    ...validateClasses(field, spec),
  ];
}

/** Models the part of validatePodSpecSecurityContext that has numbers. */
function validateSecurity(path: string, context: unknown): StatusCause[] {
  const ids = (context ?? {}) as Partial<Record<'fsGroup' | 'runAsUser' | 'runAsGroup', number>>;
  return (['fsGroup', 'runAsUser', 'runAsGroup'] as const).flatMap((name) => {
    const value = ids[name];
    if (value === undefined || (value >= 0 && value < 2 ** 31)) return [];
    return [invalid(`${path}.${name}`, value, 'must be between 0 and 2147483647, inclusive')];
  });
}

interface Classes {
  activeDeadlineSeconds?: number;
  runtimeClassName?: string;
  os?: { name?: string };
}

function validateClasses(field: string, spec: PodSpec): StatusCause[] {
  const { runtimeClassName: runtime, os } = spec as Classes;
  const priority = spec.priorityClassName ?? '';
  const system = os?.name ?? '';
  return [
    ...(priority === '' ? [] : invalidAll(`${field}.priorityClassName`, priority, dnsSubdomain(priority))),
    ...(runtime === undefined ? [] : invalidAll(`${field}.runtimeClassName`, runtime, dnsSubdomain(runtime))),
    ...(os ? oneOf(`${field}.os.name`, system, ['linux', 'windows'], 'required') : []),
  ];
}

/** A container in the node's network has the node's ports. */
function validateHostNetwork(field: string, spec: PodSpec): StatusCause[] {
  if (spec.hostNetwork !== true) return [];
  return (spec.containers ?? []).flatMap(({ ports }, i) =>
    (ports ?? []).flatMap(({ hostPort, containerPort }, j) =>
      hostPort === containerPort
        ? []
        : [
            invalid(
              `${field}[${i}].ports[${j}].containerPort`,
              containerPort,
              'must match `hostPort` when `hostNetwork` is true',
            ),
          ],
    ),
  );
}

const maxSearches = 32;
const maxSearchLength = 2048;

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
  const searches = dnsConfig?.searches ?? [];
  const tooMuch = (text: string) => causes.push(invalid(`${field}.searches`, searches, text));
  if (searches.length > maxSearches) tooMuch(`must not have more than ${maxSearches} search paths`);
  if (searches.join(' ').length > maxSearchLength) {
    tooMuch(`must not have more than ${maxSearchLength} characters (including spaces) in the search list`);
  }
  searches.forEach((search, i) => {
    const name = search.replace(/\.$/, '');
    if (search !== '.') causes.push(...invalidAll(`${field}.searches[${i}]`, name, searchDomain(name)));
  });
  (dnsConfig?.options ?? []).forEach(({ name }, i) => {
    if (!name) causes.push(required(`${field}.options[${i}]`, 'must not be empty'));
  });
  return causes;
}

function validateNames(field: string, spec: PodSpec): StatusCause[] {
  const { hostname, subdomain, serviceAccountName, nodeName } = spec;
  const { activeDeadlineSeconds: deadline } = spec as Classes;
  return [
    ...(serviceAccountName
      ? invalidAll(`${field}.serviceAccountName`, serviceAccountName, dnsSubdomain(serviceAccountName))
      : []),
    ...(nodeName ? invalidAll(`${field}.nodeName`, nodeName, dnsSubdomain(nodeName)) : []),
    ...(deadline !== undefined && (deadline < 1 || deadline >= 2 ** 31)
      ? [invalid(`${field}.activeDeadlineSeconds`, deadline, 'must be between 1 and 2147483647, inclusive')]
      : []),
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
