import type { StatusCause } from '../../../../kube/status.ts';
import type { Container, ContainerPort, Probe } from '../../../../kube/types.ts';
import {
  duplicate,
  forbidden,
  invalid,
  invalidAll,
  nonNegative,
  notFound,
  oneOf,
  required,
  unsupported,
} from '../common/causes.ts';
import { dnsLabel, envVarName, portName, portNumber } from '../common/names.ts';
import { validateResources } from './resources.ts';

const protocols = ['SCTP', 'TCP', 'UDP'];
const pullPolicies = ['Always', 'IfNotPresent', 'Never'];

/** Models kubernetes pkg/apis/core/validation validateContainers. */
export function validateContainers(
  field: string,
  containers: readonly Container[] | undefined,
  volumes: ReadonlySet<string>,
  names: Set<string>,
): StatusCause[] {
  const causes: StatusCause[] = [];
  for (const [i, container] of (containers ?? []).entries()) {
    const path = `${field}[${i}]`;
    causes.push(...validateName(path, container, names), ...validateContainer(path, container, volumes));
  }
  return causes;
}

function validateName(path: string, { name }: Container, names: Set<string>): StatusCause[] {
  const field = `${path}.name`;
  if (!name) return [required(field)];
  const causes = invalidAll(field, name, dnsLabel(name));
  if (names.has(name)) causes.push(duplicate(field, name));
  names.add(name);
  return causes;
}

function validateContainer(path: string, container: Container, volumes: ReadonlySet<string>): StatusCause[] {
  const { image = '', livenessProbe, readinessProbe, startupProbe } = container;
  return [
    ...(image === '' ? [required(`${path}.image`)] : []),
    ...(image !== '' && image.trim() !== image
      ? [invalid(`${path}.image`, image, 'must not have leading or trailing whitespace')]
      : []),
    ...oneOf(
      `${path}.terminationMessagePolicy`,
      container.terminationMessagePolicy,
      ['File', 'FallbackToLogsOnError'],
      'required',
    ),
    ...validatePorts(`${path}.ports`, container.ports),
    ...validateEnv(`${path}.env`, container),
    ...validateMounts(`${path}.volumeMounts`, container, volumes),
    ...oneOf(`${path}.imagePullPolicy`, container.imagePullPolicy, pullPolicies, 'allowed'),
    ...validateResources(`${path}.resources`, container.resources),
    ...validateLifecycle(`${path}.lifecycle`, container.lifecycle),
    ...validateProbe(`${path}.livenessProbe`, livenessProbe, true),
    ...validateProbe(`${path}.readinessProbe`, readinessProbe, false),
    ...validateProbe(`${path}.startupProbe`, startupProbe, true),
  ];
}

function validatePorts(field: string, ports: readonly ContainerPort[] | undefined): StatusCause[] {
  const names = new Set<string>();
  return (ports ?? []).flatMap((port, i) => {
    const path = `${field}[${i}]`;
    const causes: StatusCause[] = [];
    if (port.name) {
      const wrong = portName(port.name);
      causes.push(...invalidAll(`${path}.name`, port.name, wrong));
      if (wrong.length === 0 && names.has(port.name)) causes.push(duplicate(`${path}.name`, port.name));
      names.add(port.name);
    }
    const { containerPort = 0 } = port as Partial<ContainerPort>;
    if (containerPort === 0) causes.push(required(`${path}.containerPort`));
    else causes.push(...invalidAll(`${path}.containerPort`, containerPort, portNumber(containerPort)));
    if (port.hostPort)
      causes.push(...invalidAll(`${path}.hostPort`, port.hostPort, portNumber(port.hostPort)));
    return [...causes, ...oneOf(`${path}.protocol`, port.protocol, protocols, 'required')];
  });
}

function validateEnv(field: string, { env }: Container): StatusCause[] {
  return (env ?? []).flatMap(({ name, value, valueFrom }, i) => {
    const path = `${field}[${i}]`;
    const causes = name ? invalidAll(`${path}.name`, name, envVarName(name)) : [required(`${path}.name`)];
    if (valueFrom && value) {
      causes.push(invalid(`${path}.valueFrom`, '', 'may not be specified when `value` is not empty'));
    }
    const sources = Object.keys((valueFrom as object | null | undefined) ?? {});
    if (valueFrom && sources.length === 0) {
      causes.push(
        invalid(
          `${path}.valueFrom`,
          '',
          'must specify one of: `fieldRef`, `resourceFieldRef`, `configMapKeyRef`, `secretKeyRef` or `fileKeyRef`',
        ),
      );
    } else if (sources.length > 1) {
      causes.push(invalid(`${path}.valueFrom`, '', 'may not have more than one field specified at a time'));
    }
    return causes;
  });
}

function validateMounts(
  field: string,
  { volumeMounts }: Container,
  volumes: ReadonlySet<string>,
): StatusCause[] {
  const paths = new Set<string>();
  return (volumeMounts ?? []).flatMap((mount, i) => {
    const path = `${field}[${i}]`;
    const causes: StatusCause[] = [];
    if (!mount.name) causes.push(required(`${path}.name`));
    else if (!volumes.has(mount.name)) {
      causes.push(notFound(`${path}.name`, mount.name));
    }
    if (!mount.mountPath) causes.push(required(`${path}.mountPath`));
    else if (paths.has(mount.mountPath)) {
      causes.push(invalid(`${path}.mountPath`, mount.mountPath, 'must be unique'));
    }
    paths.add(mount.mountPath);
    if (mount.subPath?.startsWith('/')) {
      causes.push(invalid(`${path}.subPath`, mount.subPath, 'must be a relative path'));
    } else if (mount.subPath?.split('/').includes('..')) {
      causes.push(invalid(`${path}.subPath`, mount.subPath, "must not contain '..'"));
    }
    return causes;
  });
}

type Handler = Pick<Probe, 'exec' | 'httpGet' | 'tcpSocket' | 'grpc'> & { sleep?: { seconds?: number } };

/** In the order of the server: the first is checked, each further one is one too many. */
function validateHandler(path: string, handler: Handler): StatusCause[] {
  const checks: [name: string, check: (() => StatusCause[]) | undefined][] = [
    [
      'exec',
      handler.exec &&
        (() => ((handler.exec?.command ?? []).length === 0 ? [required(`${path}.exec.command`)] : [])),
    ],
    ['httpGet', handler.httpGet && (() => validateHTTPGet(`${path}.httpGet`, handler.httpGet!))],
    [
      'tcpSocket',
      handler.tcpSocket && (() => validateTarget(`${path}.tcpSocket.port`, handler.tcpSocket!.port)),
    ],
    [
      'grpc',
      handler.grpc &&
        (() => invalidAll(`${path}.grpc.port`, handler.grpc!.port ?? 0, portNumber(handler.grpc!.port ?? 0))),
    ],
    ['sleep', handler.sleep && (() => [])],
  ];
  const causes: StatusCause[] = [];
  let found = false;
  for (const [name, check] of checks) {
    if (!check) continue;
    causes.push(
      ...(found ? [forbidden(`${path}.${name}`, 'may not specify more than 1 handler type')] : check()),
    );
    found = true;
  }
  return found ? causes : [required(path, 'must specify a handler type')];
}

function validateHTTPGet(path: string, action: NonNullable<Probe['httpGet']>): StatusCause[] {
  return [
    ...(action.path ? [] : [required(`${path}.path`)]),
    ...validateTarget(`${path}.port`, action.port),
    ...(['HTTP', 'HTTPS'].includes(action.scheme ?? '')
      ? []
      : [unsupported(`${path}.scheme`, action.scheme ?? '', ['HTTP', 'HTTPS'])]),
  ];
}

function validateTarget(field: string, port: number | string | undefined): StatusCause[] {
  const value = port ?? 0;
  return invalidAll(field, value, typeof value === 'number' ? portNumber(value) : portName(value));
}

/** Models ValidateProbe; a probe that restarts the container succeeds at once. */
function validateProbe(path: string, probe: Probe | undefined, restarts: boolean): StatusCause[] {
  if (!probe) return [];
  const causes = validateHandler(path, probe);
  const counts = [
    'initialDelaySeconds',
    'timeoutSeconds',
    'periodSeconds',
    'successThreshold',
    'failureThreshold',
  ] as const;
  for (const name of counts) causes.push(...nonNegative(`${path}.${name}`, probe[name]));
  if (restarts && (probe.successThreshold ?? 1) !== 1) {
    causes.push(invalid(`${path}.successThreshold`, probe.successThreshold, 'must be 1'));
  }
  return causes;
}

function validateLifecycle(path: string, lifecycle: unknown): StatusCause[] {
  const { postStart, preStop } = (lifecycle ?? {}) as { postStart?: Handler; preStop?: Handler };
  return [
    ...(postStart ? validateHandler(`${path}.postStart`, postStart) : []),
    ...(preStop ? validateHandler(`${path}.preStop`, preStop) : []),
  ];
}
