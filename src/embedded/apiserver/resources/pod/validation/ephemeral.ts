import type { StatusCause } from '../../../../../kube/status.ts';
import type { AnyObject, Container, PodSpec } from '../../../../../kube/types.ts';
import { deepEqual } from '../../../value.ts';
import { duplicate, forbidden, invalid, invalidAll, notFound, required } from '../../common/causes.ts';
import { specOf } from '../../common/fields.ts';
import { dnsLabel } from '../../common/names.ts';
import { ephemeralDiff } from '../diff.ts';
import { validateContainer } from './container.ts';

type Ephemeral = Container & { targetContainerName?: string; restartPolicy?: string };

// What a container that is only there to look around has no use for, in the order of the type's fields.
const unusable = [
  ...(['ports', 'resources', 'resizePolicy', 'restartPolicy', 'restartPolicyRules'] as const),
  ...(['livenessProbe', 'readinessProbe', 'startupProbe', 'lifecycle'] as const),
];

/** Models kubernetes pkg/apis/core/validation validateEphemeralContainers. */
export function validateEphemeral(field: string, spec: PodSpec, volumes: ReadonlySet<string>): StatusCause[] {
  const others = [...(spec.containers ?? []), ...(spec.initContainers ?? [])].map(({ name }) => name);
  const names = new Set(others);
  return ((spec.ephemeralContainers ?? []) as Ephemeral[]).flatMap((container, i) => {
    const path = `${field}[${i}]`;
    const { name = '', image = '', targetContainerName: target } = container as Partial<Ephemeral>;
    const causes = [
      ...(name === '' ? [required(`${path}.name`)] : invalidAll(`${path}.name`, name, dnsLabel(name))),
      ...validateContainer(path, container, volumes),
      ...(image === image.trim()
        ? []
        : [invalid(`${path}.image`, image, 'must not have leading or trailing whitespace')]),
    ];
    if (names.has(name)) causes.push(duplicate(`${path}.name`, name));
    names.add(name);
    if (target && !others.includes(target)) causes.push(notFound(`${path}.targetContainerName`, target));
    const values = container as unknown as Record<string, unknown>;
    for (const key of unusable)
      if (!isZero(values[key]))
        causes.push(forbidden(`${path}.${key}`, 'cannot be set for an Ephemeral Container'));
    (container.volumeMounts ?? []).forEach((mount, j) => {
      for (const key of ['subPath', 'subPathExpr'] as const)
        if ((mount as Partial<Record<typeof key, string>>)[key])
          causes.push(
            forbidden(`${path}.volumeMounts[${j}].${key}`, 'cannot be set for an Ephemeral Container'),
          );
    });
    return causes;
  });
}

const isZero = (value: unknown) =>
  value === undefined || value === null || (typeof value === 'object' && Object.keys(value).length === 0);

/** Ephemeral containers only ever come. Models ValidatePodEphemeralContainersUpdate. */
export function validateEphemeralUpdate(object: AnyObject, old: AnyObject): StatusCause[] {
  if (old.metadata.annotations?.['kubernetes.io/config.mirror'] !== undefined)
    return [forbidden('', 'static pods do not support ephemeral containers')];
  const now = specOf<PodSpec>(object).ephemeralContainers ?? [];
  const field = 'spec.ephemeralContainers';
  return (specOf<PodSpec>(old).ephemeralContainers ?? []).flatMap((before) => {
    const after = now.findLast(({ name }) => name === before.name);
    const which = `existing ephemeral containers ${JSON.stringify(before.name)} may not be`;
    if (!after) return [forbidden(field, `${which} removed\n`)];
    if (deepEqual(before, after)) return [];
    return [forbidden(field, `${which} changed\n${ephemeralDiff(before, after)}`)];
  });
}
